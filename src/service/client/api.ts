/** Types of all routes, made by `deno run -A scripts/service.ts`. */
export interface paths {
  "/healthz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** whether the service is alive */
    get: operations["getHealthz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/readyz": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** whether all parts of the service are ready, and which are not */
    get: operations["getReadyz"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/models": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the models that are there, by name */
    get: operations["getModels"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/labels": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the words that the built-in model draws, or the fonts of banners */
    get: operations["getLabels"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** what is counted, for Prometheus */
    get: operations["getMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/openapi.json": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** what may be asked, as OpenAPI 3.1 */
    get: operations["getOpenapiJson"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Labels: {
      labels: string[];
      note?: string;
    };
    Model: {
      name: string;
      /** @description what it does: art, text or label */
      task: string;
      /** @description of all its files */
      bytes: number;
      parameters?: number;
      /** @description ISO 8601, UTC */
      created: string;
    };
    /** @description what was wrong (RFC 9457) */
    Problem: {
      /** Format: uri-reference */
      type: string;
      title: string;
      status: number;
      /** @description what was wrong, and what would be right */
      detail: string;
      /** @description the id of the request, as in x-request-id */
      instance?: string;
      /** @description where the faults are */
      errors?: {
        pointer: string;
        detail: string;
      }[];
    };
    Ready: {
      ready: boolean;
      missing: {
        name: string;
        detail: string;
      }[];
    };
  };
  responses: {
    /** @description what was wrong */
    Problem: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        "application/problem+json": components["schemas"]["Problem"];
      };
    };
  };
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getHealthz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description it is */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            /** @constant */
            status: "ok";
          };
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getReadyz: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description all are */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Ready"];
        };
      };
      /** @description some are not */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Ready"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getModels: {
    parameters: {
      query?: {
        /** @description only those that do this */
        task?: "art" | "text" | "label";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description models */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            models: components["schemas"]["Model"][];
          };
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getLabels: {
    parameters: {
      query?: {
        /** @description only those that contain it, or the one that is drawn for it */
        text?: string;
        /** @description fonts of banners instead */
        fonts?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description words in alphabetical order; a note says why another word than the text is there */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Labels"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getMetrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description metrics */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getOpenapiJson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the document */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": {
            openapi: string;
          } & {
            [key: string]: unknown;
          };
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
}

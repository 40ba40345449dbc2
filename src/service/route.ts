/** Routes as plain data: the app serves them, and the OpenAPI document is made of them. */
import type * as z from "zod";
import type { Services } from "./services.ts";

/** Who may: anyone, or a token with that scope (admin includes train, train includes draw). */
export type Scope = "open" | "draw" | "train" | "admin";

/** What a request asks, checked by the route's schemas. */
export interface Asked<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  headers: Headers;
  /** Who asks: tells one from another, and no token. */
  client: string;
  /** Aborted when the client is gone, or the service ends and has no time left. */
  signal: AbortSignal;
  /** Aborted when the service is to end: answers without an end of their own end then. */
  closing: AbortSignal;
  /** Tells the log of an error after the answer has begun. */
  failed(error: unknown): void;
  services: Services;
}

/** What an answer with a status holds; JSON of a schema, or another type of content. */
export interface Answer {
  text: string;
  schema?: z.ZodType;
  /** Media type; "application/json" unless told otherwise. */
  type?: string;
  /** Other media types that it is given in where a request accepts them, such as "text/event-stream". */
  also?: readonly string[];
}

interface Told {
  method: "GET" | "POST";
  /** Such as "/runs/{id}". */
  path: string;
  scope: Scope;
  summary: string;
  tag: "drawing" | "texts" | "runs" | "sweeps" | "tokenizers" | "artifacts" | "service";
  /** Besides the problems that any route may answer with. */
  answers: Readonly<Record<number, Answer>>;
  /** Bytes of a body at most, where it is not the usual limit. */
  most?: number;
  /** The body is not JSON but of one of these media types, and handed on as bytes. */
  accepts?: readonly string[];
}

export interface Route extends Told {
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  handle(asked: Asked<unknown, unknown, unknown>): Response | Promise<Response>;
}

/** A route whose handler is given what its schemas make of a request. */
export function route<P = undefined, Q = undefined, B = undefined>(
  told: Told & {
    params?: z.ZodType<P>;
    query?: z.ZodType<Q>;
    body?: z.ZodType<B>;
    handle(asked: Asked<P, Q, B>): Response | Promise<Response>;
  },
): Route {
  // cast: the app hands on what these very schemas gave.
  return told as unknown as Route;
}

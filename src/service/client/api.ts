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
  "/runs/train": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** train a model of texts, of drawings, or one that labels pictures */
    post: operations["postRunsTrain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** jobs, the newest first */
    get: operations["getRuns"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** how a job stands: its state, how far it is, when its worker told of itself */
    get: operations["getRunsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** cancel a job: at once where it waits, within a second where it is at work */
    post: operations["postRunsByIdCancel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** try a failed or cancelled job again, with its tries anew; a training goes on from its checkpoint */
    post: operations["postRunsByIdRetry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/evaluate": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** judge the model of a run that is done */
    post: operations["postRunsByIdEvaluate"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/export": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** write what a training left as a model, or for other programs */
    post: operations["postRunsByIdExport"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/quantize": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** write the model of a run anew with rounded weights */
    post: operations["postRunsByIdQuantize"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/eval": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the newest judgement of a run's model, as a job */
    get: operations["getRunsByIdEval"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/logs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the last events of a job */
    get: operations["getRunsByIdLogs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/logs/stream": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the events of a job as they come, until it ends; Last-Event-ID goes on after one */
    get: operations["getRunsByIdLogsStream"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/runs/{id}/metrics": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the metrics of a training, for curves */
    get: operations["getRunsByIdMetrics"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokenizers/train": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** fit a tokenizer to texts */
    post: operations["postTokenizersTrain"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/tokenizers/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** how a tokenizer stands; done, its result names the artifact that trainings take */
    get: operations["getTokenizersById"];
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
    Evaluate: {
      /** @description best-populated labels to draw and tell apart; 0 for none */
      labels?: number;
      /** @description drawings of each label */
      perLabel?: number;
      /** @description classifiers, each trained without one part of the corpus */
      folds?: number;
      /** @description training steps of each classifier */
      steps?: number;
      /** @description unseen and seen pictures whose likelihood is measured; 0 for none */
      pictures?: number;
      /** @description sketches that are compared with their pictures; 0 for none */
      memory?: number;
      /** @description words whose diversity is measured; 0 for none */
      words?: number;
      /** @description seeds of each of these words */
      seeds?: number;
      /** @description drawings under random limits; 0 for none */
      limits?: number;
      /** @description style of the drawings */
      style?: string;
      /** @description columns of the drawings at most */
      width?: number;
      /** @description lines of the drawings at most */
      maxLines?: number;
      /** @description how freely pictures are drawn */
      temperature?: number;
      /** @description drawings made of each sketch at most */
      bestOf?: number;
      /** @description seed of every random choice */
      seed?: number;
      /** @description judge only so many tokens of the texts, the first ones */
      maxTokens?: number;
      /** @description judge only what the model kept for validation of these texts or pictures, which it was trained on */
      unseen?: boolean;
      /** @description tell each document by itself as well */
      byDocument?: boolean;
      /** @description names of corpora, files or folders below the corpora of the service */
      files: string[];
      job?: components["schemas"]["Queueing"];
    };
    Events: {
      events: components["schemas"]["JobEvent"][];
    };
    Export: {
      /**
       * @description onnx: a model folder; of texts also safetensors: a folder for transformers, gguf: a file for llama.cpp, Ollama, LM Studio
       * @enum {string}
       */
      format?: "onnx" | "safetensors" | "gguf";
      /** @description take the checkpoint of the best validation, not the newest */
      best?: boolean;
      /**
       * @description number format of the weights
       * @enum {string}
       */
      weights?: "float32" | "float16";
      /** @description what the model is called */
      name?: string;
      job?: components["schemas"]["Queueing"];
    };
    Job: {
      id: string;
      operation: string;
      input: components["schemas"]["__schema0"];
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed" | "cancelled";
      priority: number;
      /** @description tries so far */
      attempt: number;
      attempts: number;
      /** @description ISO 8601, UTC */
      created: string;
      /** @description ISO 8601, UTC */
      started?: string;
      /** @description ISO 8601, UTC */
      ended?: string;
      /** @description when its worker last told of itself */
      heartbeat?: string;
      /** @description it failed, and is tried again at this time */
      due?: string;
      progress?: {
        part: string;
        done: number;
        total?: number;
        detail?: string;
      };
      /** @constant */
      cancelling?: true;
      error?: {
        kind: string;
        message: string;
      };
      /** @description artifacts and metrics */
      result?: components["schemas"]["__schema1"];
      worker?: string;
    };
    JobEvent: {
      /** @description from 1 without gaps */
      number: number;
      /** @description ISO 8601, UTC */
      time: string;
      /** @enum {string} */
      type: "state" | "progress" | "log" | "metrics";
      data: components["schemas"]["__schema0"];
    };
    Jobs: {
      jobs: components["schemas"]["Job"][];
      next?: string;
    };
    Labels: {
      labels: string[];
      note?: string;
    };
    Metrics: {
      /** @description rows in the order of their steps: `type` is train or validation */
      metrics: {
        [key: string]: number | string;
      }[];
      /** @description number of the last event that was looked at, to ask for what comes after */
      last: number;
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
    Quantize: {
      /**
       * @description how to round
       * @enum {string}
       */
      scheme?: "int8-weight-only" | "int8" | "int4" | "dynamic-int8";
      /**
       * @description weights that share a scale
       * @enum {string}
       */
      blockSize?: "16" | "32" | "64" | "128" | "256";
      job?: components["schemas"]["Queueing"];
    };
    Queueing: {
      /** @description higher ones first; 4 unless given */
      priority?: number;
      /** @description times it is tried at most; 3 unless given */
      attempts?: number;
      /** @description seconds that one try may take */
      timeout?: number;
      /** @description seconds that it is kept after its end */
      keep?: number;
    };
    Ready: {
      ready: boolean;
      missing: {
        name: string;
        detail: string;
      }[];
    };
    Train: {
      /** @description budget in times through a text, or pictures: as many positions as there are to learn from, taken anywhere */
      epochs?: number;
      /** @description budget in optimizer steps */
      steps?: number;
      /** @description budget in minutes of training */
      minutes?: number;
      /** @description positions in one optimizer step, padding included */
      batchTokens?: number;
      /**
       * @description what moves the weights; muon: the layers' matrices, while tables and head take AdamW
       * @enum {string}
       */
      optimizer?: "adamw" | "muon" | "sgd" | "lion" | "adafactor";
      /** @description how much of the last update goes on, for sgd */
      momentum?: number;
      /**
       * @description where the gradient counts, for sgd: where the momentum leads to, or where the weights are
       * @enum {string}
       */
      momentumKind?: "nesterov" | "heavy-ball";
      /** @description highest learning rate */
      learningRate?: number;
      /**
       * @description how the learning rate changes over the budget
       * @enum {string}
       */
      schedule?: "cosine" | "linear" | "wsd" | "one-cycle" | "constant";
      /** @description share of the budget over which the learning rate rises */
      warmup?: number;
      /** @description share of the budget over which the learning rate falls at the end, for wsd */
      decay?: number;
      /** @description what the learning rate ends at, relative to the highest */
      finalRate?: number;
      /** @description AdamW's decoupled weight decay */
      weightDecay?: number;
      /** @description largest L2 norm of the gradient */
      gradientClip?: number;
      /** @description batches per worker in one optimizer step */
      accumulate?: number;
      /** @description dropout on what each sub-layer adds */
      dropout?: number;
      /** @description share of each target's probability that is spread evenly over all tokens */
      labelSmoothing?: number;
      /** @description weight of log²Z in the loss, which keeps logits from drifting; 1e-4 is common */
      zLoss?: number;
      /** @description --teacher: what its predictions count; what comes in the data counts the rest */
      distilWeight?: number;
      /** @description --teacher: what logits of both are divided by before they are compared */
      distilTemperature?: number;
      /**
       * @description keep: weights of the layers' matrices that are zero stay so, to fine-tune what `prune` made
       * @enum {string}
       */
      zeros?: "learn" | "keep";
      /**
       * @description compute layers again in the backward pass instead of keeping them; auto: where memory is short
       * @enum {string}
       */
      recompute?: "auto" | "yes" | "no";
      /** @description limit of the process, such as 1GB: chooses workers, accumulation and recomputation, as far as not given */
      memory?: string;
      /** @description steps between validations */
      evalInterval?: number;
      /** @description steps between checkpoints */
      saveInterval?: number;
      /** @description seed of every random choice */
      seed?: number;
      /**
       * @description TensorFlow.js backend
       * @enum {string}
       */
      backend?: "auto" | "wasm" | "webgpu" | "cpu";
      /**
       * @description of linear layers; auto is bf16 where the machine has it, else fp32
       * @enum {string}
       */
      precision?: "auto" | "fp32" | "bf16";
      /** @description data-parallel replicas, one core each */
      workers?: number;
      /**
       * @description kind of network
       * @enum {string}
       */
      architecture?: "transformer" | "mixture" | "gru" | "selective";
      /** @description width of the residual stream */
      dim?: number;
      /** @description layers */
      layers?: number;
      /** @description attention heads */
      heads?: number;
      /** @description hidden units of the feed-forward layer */
      hidden?: number;
      /** @description positions that attention looks back */
      window?: number;
      /** @description heads of keys and values, which as many heads of queries share each */
      kvHeads?: number;
      /** @description width of a head, a multiple of 8; heads may then fill less or more than the width of the stream */
      headDim?: number;
      /** @description feed-forward layers among which a router chooses */
      experts?: number;
      /** @description of these, how many compute a position */
      activeExperts?: number;
      /** @description numbers that a channel carries along */
      state?: number;
      /** @description positions of the short convolution before the scan */
      convolution?: number;
      /**
       * @description how the network is built: own, or as GPT-2 or Llama are
       * @enum {string}
       */
      form?: "own" | "gpt2" | "llama";
      /**
       * @description rms: RMSNorm without gains, also of the input; rms-gain: with gains (eps 1e-6); layer: LayerNorm (eps 1e-5)
       * @enum {string}
       */
      norm?: "rms" | "rms-gain" | "layer";
      /**
       * @description of the feed-forward layer
       * @enum {string}
       */
      activation?: "relu2" | "gelu" | "swiglu";
      /**
       * @description round: rows counted round and round the window, and the token before; learned: a row for each place; rotary; alibi
       * @enum {string}
       */
      positions?: "round" | "learned" | "rotary" | "alibi";
      /**
       * @description biases of the layers' linear maps
       * @enum {string}
       */
      biases?: "yes" | "no";
      /**
       * @description logits by the token embedding instead of a head
       * @enum {string}
       */
      tied?: "yes" | "no";
      /**
       * @description what is learned; told by the files unless given
       * @enum {string}
       */
      task?: "art" | "text" | "label";
      /** @description model size */
      preset?: string;
      /** @description names of corpora, files or folders below the corpora of the service */
      files: string[];
      /** @description settings of the task */
      settings?: {
        /** @description share of examples without a prompt */
        promptDropout?: number;
        /** @description share of drawings picked evenly over pictures */
        evenDrawings?: number;
        /** @description longest drawing trained on, in tokens */
        maxTokens?: number;
        /** @description longest prompt, in characters */
        promptLength?: number;
        /** @description steps that sketches are learned for, unless they are there */
        sketchSteps?: number;
        /** @description tokens of a tokenizer that is fitted; char takes each character there is */
        vocabulary?: number;
        /** @description tokens of a stretch of text that is learned */
        context?: number;
        /**
         * @description what counts the same in the loss that is learned from: each token, or each document, however long
         * @enum {string}
         */
        weigh?: "tokens" | "documents";
        /** @description share of the texts or pictures that is kept for validation, the same whatever is made of them */
        validation?: number;
        /** @description seed by which the pictures or documents that are kept are drawn, or of few documents the stretch of each */
        splitSeed?: number;
        /** @description pixels of the square that pictures are brought to */
        side?: number;
        /** @description pixels of the side of a patch, which is a position */
        patch?: number;
        /**
         * @description 1: how light pixels are; 3: their colours
         * @enum {string}
         */
        channels?: "1" | "3";
        /** @description pixels that a picture is moved by at most where it is learned */
        shift?: number;
        /** @description half of the pictures that are learned are mirrored, left and right */
        mirror?: boolean;
        /** @description what texts are cut into: char, bpe, unigram, or the id of a tokenizer that was trained */
        tokenizer?: string;
      };
      /** @description what accompanies the run, with settings by name */
      callbacks?: {
        [key: string]: {
          [key: string]: components["schemas"]["__schema0"];
        };
      };
      /** @description model that it begins with the weights of: id of an artifact */
      initFrom?: string;
      /** @description model whose predictions are learned from besides: id of an artifact */
      teacher?: string;
      job?: components["schemas"]["Queueing"];
    };
    TrainTokenizer: {
      /**
       * @description what texts are cut into
       * @enum {string}
       */
      kind?: "char" | "bpe" | "unigram";
      /** @description tokens that there shall be, special ones included; not for char */
      vocabulary?: number;
      /** @description seed of every random choice */
      seed?: number;
      /** @description bpe: also write GPT-2's vocab.json and merges.txt */
      gpt2?: boolean;
      /** @description names of corpora, files or folders below the corpora of the service */
      files: string[];
      job?: components["schemas"]["Queueing"];
    };
    __schema0: unknown;
    __schema1: unknown;
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
  postRunsTrain: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Train"];
      };
    };
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getRuns: {
    parameters: {
      query?: {
        state?: "queued" | "running" | "done" | "failed" | "cancelled";
        operation?: "train" | "evaluate" | "tokenizer" | "export" | "quantize";
        /** @description the `next` of the page before */
        cursor?: string;
        /** @description at most; 50 unless given */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description a page of jobs */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Jobs"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getRunsById: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the job */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postRunsByIdCancel: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postRunsByIdRetry: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postRunsByIdEvaluate: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Evaluate"];
      };
    };
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postRunsByIdExport: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Export"];
      };
    };
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postRunsByIdQuantize: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["Quantize"];
      };
    };
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getRunsByIdEval: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the job */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getRunsByIdLogs: {
    parameters: {
      query?: {
        /** @description how many at most */
        tail?: number;
        /** @description only those after this number */
        after?: number;
      };
      header?: never;
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description events in order */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Events"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getRunsByIdLogsStream: {
    parameters: {
      query?: never;
      header?: {
        /** @description number of the last event that was had; those after it are sent */
        "Last-Event-ID"?: string;
      };
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description server-sent events: `id` is the number, `event` the type, `data` the event */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/event-stream": string;
        };
      };
      /** @description the job has ended and there are no more: a client need not come back */
      204: {
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
  getRunsByIdMetrics: {
    parameters: {
      query?: {
        /** @description only what was told after this event */
        after?: number;
      };
      header?: never;
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description rows; a step that was done twice, after a crash, is told once */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Metrics"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postTokenizersTrain: {
    parameters: {
      query?: never;
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["TrainTokenizer"];
      };
    };
    responses: {
      /** @description the job, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getTokenizersById: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description of a job */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the job */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Job"];
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

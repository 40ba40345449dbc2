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
    /** the models that are there, by name, those that jobs have left by the ids of these; the built-in one is the first */
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
  "/draw": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** draws words, for links and forms */
    get: operations["getDraw"];
    put?: never;
    /** draws words or a picture; with accept: text/event-stream as it is made */
    post: operations["postDraw"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/complete": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** completes texts; with accept: text/event-stream as they are made */
    post: operations["postComplete"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/image": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** a picture as ASCII art: its bytes, or a form with a part picture and settings */
    post: operations["postImage"];
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
  "/sweeps": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** sweeps, the newest first */
    get: operations["getSweeps"];
    put?: never;
    /** try several settings, as `train -m` does: each trial is a training of the queue */
    post: operations["postSweeps"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** what a sweep has come to: its trials, the best first */
    get: operations["getSweepsById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/cancel": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** cancel a sweep and its trials, which save checkpoints */
    post: operations["postSweepsByIdCancel"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** go on with a cancelled or failed sweep: trials that were stopped go on from their checkpoints */
    post: operations["postSweepsByIdRetry"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/logs": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the last events of a job */
    get: operations["getSweepsByIdLogs"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/sweeps/{id}/logs/stream": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** the events of a job as they come, until it ends; Last-Event-ID goes on after one */
    get: operations["getSweepsByIdLogsStream"];
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
  "/artifacts/{kind}/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** what is in an artifact; its id is the SHA-256 of these very bytes */
    get: operations["getArtifactsByKindById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/artifacts/{kind}/{id}/download": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** a file of an artifact, or a range of its bytes; its ETag is its SHA-256 */
    get: operations["getArtifactsByKindByIdDownload"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/corpus/search": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** pieces of the corpus (corpus.db among the corpora) by words of their labels, title or author */
    get: operations["getCorpusSearch"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/corpus/{id}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** a piece of the corpus */
    get: operations["getCorpusById"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/draw.html": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** a page that draws, for browsers without a script */
    get: operations["getDrawHtml"];
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
    ArtifactManifest: {
      files: {
        path: string;
        sha256: string;
        size: number;
      }[];
      /** @enum {string} */
      kind: "model" | "checkpoint" | "tokenizer" | "report";
    };
    BeginSweep: {
      /**
       * @description all combinations, drawn ones, or asynchronous successive halving, which goes on with the best alone
       * @enum {string}
       */
      method?: "grid" | "random" | "asha";
      /** @description random, asha: combinations that are drawn */
      trials?: number;
      /** @description random, asha: seed of what is drawn */
      drawSeed?: number;
      /** @description metric that trials are compared by: a loss by its lowest value, others by their last */
      metric?: string;
      /**
       * @description which is best
       * @enum {string}
       */
      goal?: "lowest" | "highest";
      /** @description asha: of so many one goes on, with so many times the budget */
      reduction?: number;
      /** @description asha: budgets that there are, the last of them that of the runs */
      rungs?: number;
      /** @description trials in the queue at a time; 16 unless given */
      parallel?: number;
      /** @description what it is called */
      name?: string;
      /** @description as `train -m` takes them: lr=1e-3,3e-4, seed=range(4), experiment=grid, optimizer=adamw */
      words?: string[];
      /** @description a configuration as a file of experiments holds it: sections, defaults, sweep.over */
      experiment?: {
        [key: string]: components["schemas"]["__schema0"];
      };
      /** @description names of corpora, files or folders below the corpora of the service */
      files?: string[];
      /** @description how each trial is queued */
      job?: components["schemas"]["Queueing"];
    };
    Completions: {
      model: string;
      /** @description of the first text; each has the next */
      seed: number;
      completions: {
        prompt: string;
        /** @description what follows the prompt */
        text: string;
        tokens: number;
        /** @description why it goes on no further: end, stop or length */
        finish: string;
        seed: number;
      }[];
    };
    Drawing: {
      prompt: string;
      /** @description the word that was drawn */
      drawn?: string;
      /** @description why it and no other */
      why?: string;
      /** @description words of the prompt that were not drawn */
      omitted?: string[];
      /** @description of a scene: boxes as shares of the drawing's width and height, how much is not hidden, and how each is drawn */
      things?: {
        thing: string;
        x: number;
        y: number;
        width: number;
        height: number;
        visible: number;
        colour?: string;
        attributes?: string[];
        flip?: boolean;
        picture?: number;
        varied?: boolean;
        ground?: boolean;
        says?: string;
      }[];
      /** @description of a scene: lines of a column of the box around its things */
      aspect?: number;
      style: string;
      font?: string;
      seed: number;
      width: number;
      height: number;
      lines: string[];
      text: string;
      /** @description SHA-256 of the model's weights */
      model: string;
      notes: string[];
      /** @description by line: column, length and colour of the characters that have one */
      colours?: [
        number,
        number,
        string,
      ][][];
      moving?: {
        /** @enum {string} */
        motion: "bob" | "wave" | "blink" | "snow" | "twinkle";
        /** @description milliseconds that each frame is shown */
        delay: number;
        frames: {
          lines: string[];
          colours?: [
            number,
            number,
            string,
          ][][];
        }[];
      };
      sketch?: {
        side: number;
        /** @description lines per column of the picture */
        aspect: number;
        bits?: string;
        png?: string;
      };
      confidence?: number[][];
    };
    Drawings: {
      drawings: components["schemas"]["Drawing"][];
      notes: string[];
    };
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
    Found: {
      /** @description whether there is a corpus */
      mounted: boolean;
      pieces: components["schemas"]["Piece"][];
    };
    HandLayout: {
      /** @description those behind others come first */
      things: ({
        /** @description a word that the model knows, or that stands for one */
        thing: string;
        /** @description left side of its box, as a share of the drawing's width, or in columns of the page */
        x: number;
        /** @description upper side, as a share of the height, or in lines of the page */
        y: number;
        /** @description width of its box, in the same measure */
        width: number;
        /** @description height of its box */
        height: number;
        /** @description number of its picture among those of the word; that of the seed unless told otherwise */
        picture?: number;
        /** @description whether the seed varies that picture */
        varied?: boolean;
        /** @description whether it looks the other way than its picture */
        flip?: boolean;
        /** @description whether water, grass, snow or sand is drawn as what others stand in */
        ground?: boolean;
        /** @description what is done to its picture: striped, upside down … */
        attributes?: string[];
        /** @description its colour, where drawings have colours */
        colour?: string;
        /** @description words on it, where it has room for words, or that it says; of one thing only */
        says?: string;
      } & {
        [key: string]: unknown;
      })[];
      /** @description lines of a column of the whole; that of the limits unless told otherwise */
      aspect?: number;
      /** @description boxes are in cells of such a page, not in shares */
      page?: {
        columns: number;
        lines: number;
      };
      /** @description what the drawing is called */
      prompt?: string;
      /** @description the words of its things, the one first that the whole is of; the one farthest behind unless told otherwise */
      drawn?: string;
      /** @description unless the request has one */
      seed?: number;
      /** @description unless the request has one */
      style?: string;
    } & {
      [key: string]: unknown;
    };
    ImageDrawing: {
      style: string;
      width: number;
      height: number;
      lines: string[];
      text: string;
      notes: string[];
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
    Piece: {
      /** @description of its characters, in hex: its id */
      sha256: string;
      art: string;
      width: number;
      height: number;
      mirrored: boolean;
      style: string;
      label: string;
      /** @description further ones */
      labels: string[];
      split: string;
      source: string;
      source_id: string;
      title: string;
      author: string;
      url: string;
      licence: string;
      attribution: string;
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
    /** @description each event of a stream */
    ServerEvent: {
      /** @description what Last-Event-ID names */
      id?: string;
      /** @description its type */
      event?: string;
      /** @description JSON */
      data: string;
    };
    Sweep: {
      id: string;
      name: string;
      /** @enum {string} */
      method: "grid" | "random" | "asha";
      metric: string;
      /** @enum {string} */
      goal: "lowest" | "highest";
      /** @description what trials differ in */
      axes: string[];
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed" | "cancelled";
      /** @constant */
      cancelling?: true;
      created: string;
      ended?: string;
      /** @description trials that are done, and the best of them */
      progress?: {
        part: string;
        done: number;
        total?: number;
        detail?: string;
      };
      error?: {
        kind: string;
        message: string;
      };
      /** @description artifacts, the table among them, and the best value */
      result?: components["schemas"]["__schema0"];
      /** @description shares of the budget of a trial */
      rungs: number[];
      /** @description name of the best trial so far */
      best?: string;
      /** @description the best first */
      trials: {
        name: string;
        /** @description what it tries, by key or group */
        values: {
          [key: string]: string;
        };
        /** @enum {string} */
        state: "waiting" | "running" | "stopped" | "paused" | "finished" | "failed";
        steps: number;
        minutes: number;
        /** @description of the metric, at its highest rung */
        value?: number;
        rung?: number;
        /** @description why */
        failed?: string;
        /** @description its last training: a job */
        run?: string;
        /** @description what that has left: an artifact */
        model?: string;
      }[];
    };
    SweepHead: {
      id: string;
      name: string;
      /** @enum {string} */
      method: "grid" | "random" | "asha";
      metric: string;
      /** @enum {string} */
      goal: "lowest" | "highest";
      /** @description what trials differ in */
      axes: string[];
      /** @enum {string} */
      state: "queued" | "running" | "done" | "failed" | "cancelled";
      /** @constant */
      cancelling?: true;
      created: string;
      ended?: string;
      /** @description trials that are done, and the best of them */
      progress?: {
        part: string;
        done: number;
        total?: number;
        detail?: string;
      };
      error?: {
        kind: string;
        message: string;
      };
      /** @description artifacts, the table among them, and the best value */
      result?: components["schemas"]["__schema0"];
      /** @description how many there are */
      trials: number;
    };
    Sweeps: {
      sweeps: components["schemas"]["SweepHead"][];
      next?: string;
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
      /**
       * @description model size
       * @enum {string}
       */
      preset?: "nano" | "tiny" | "small" | "medium" | "large" | "12M" | "33M" | "117M" | "gpt2" | "llama";
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
        /**
         * @description what is learned at a time: a stretch from anywhere, or a document, as much of it as context has room for
         * @enum {string}
         */
        stretches?: "anywhere" | "documents";
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
  getDraw: {
    parameters: {
      query?: {
        /** @description several with commas between; banner is the prompt in letters (default: line) */
        style?: string[];
        /** @description font of a banner (default: standard) */
        font?: string;
        /** @description so many drawings, each with the next seed */
        count?: number;
        /** @description draw the same picture again (default: random, most often one of the word's first pictures) */
        seed?: number;
        /** @description the picture of that seed (same words and style), drawn anew */
        like?: number;
        /** @description refuse to draw anything but the very words of the prompt */
        strict?: boolean;
        /** @description draw the nearest word that the model knows where nothing else is known of the prompt */
        any?: boolean;
        /** @description columns at most (default: 40, of several things 76, of a banner 80, less in a narrow terminal) */
        width?: number;
        /** @description lines at most (default: 20, of several things 23, of a banner what it takes) */
        maxLines?: number;
        /** @description characters at most, line breaks included */
        maxChars?: number;
        /** @description where within the width */
        align?: "left" | "center" | "right";
        /** @description a bubble of what it says */
        say?: string;
        /** @description a bubble of what it thinks */
        think?: string;
        /** @description words below it */
        caption?: string;
        /** @description the caption in letters of this font, as on a card; plain where they do not fit */
        captionFont?: string;
        /** @description a border, inside the limits */
        border?: "ascii" | "light" | "heavy" | "double" | "round";
        /** @description in the colours of what it shows, as many as the terminal has; also in ansi, html, svg, png and json */
        color?: boolean;
        /** @description swap ink and blank */
        invert?: boolean;
        /** @description characters to draw with */
        charset?: "ascii" | "box" | "blocks" | "shades" | "braille";
        /** @description show the sketch beside the drawing */
        sketch?: boolean;
        /** @description how freely it draws: 0 the picture itself, 1 a loose hand (default: seeds show a word's pictures as they are, and once all were shown, varied a little) */
        temperature?: number;
        /** @description choose among the k likeliest characters; 0 for all */
        topK?: number;
        /** @description choose among the likeliest characters that add up to this probability */
        topP?: number;
        /** @description draw n times at most (2n in 24 columns, 4n in 16), keep what is closest to the sketch (default: 3; 1 where it is streamed) */
        bestOf?: number;
        /** @description a model of /models (default: the built-in one) */
        model?: string;
        /** @description what to draw, up to 200 characters */
        prompt?: string;
        /** @description let it move a little: its frames in JSON, or one drawing as gif or svg */
        animate?: boolean;
        /** @description how it moves (default: by its nature: boats bob, flags wave) */
        motion?: "bob" | "wave" | "blink" | "snow" | "twinkle";
        /** @description what the answer is; a stream is always JSON; gif is for what moves */
        format?: "plain" | "markdown" | "html" | "svg" | "png" | "ansi" | "json" | "gif";
        /** @description tell each drawing's sketch too: its bits, row by row, eight a byte, or a PNG; both in Base64 */
        sketchAs?: "none" | "bits" | "png";
        /** @description tell how likely each character was among those that might have stood there */
        confidence?: boolean;
      };
      header?: {
        /** @description number of the last event that was had; those after it are sent */
        "Last-Event-ID"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the drawings, in JSON or the format that was asked for; or events plan, sketch, text, cell, drawing and done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Drawings"];
          "text/event-stream": components["schemas"]["ServerEvent"];
          "text/plain": string;
          "text/markdown": string;
          "text/html": string;
          "image/svg+xml": string;
          "image/png": string;
          "image/gif": string;
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postDraw: {
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
        "application/json": {
          /** @description several with commas between; banner is the prompt in letters (default: line) */
          style?: string[];
          /** @description font of a banner (default: standard) */
          font?: string;
          /**
           * @description so many drawings, each with the next seed
           * @default 1
           */
          count?: number;
          /** @description draw the same picture again (default: random, most often one of the word's first pictures) */
          seed?: number;
          /** @description the picture of that seed (same words and style), drawn anew */
          like?: number;
          /**
           * @description refuse to draw anything but the very words of the prompt
           * @default false
           */
          strict?: boolean;
          /**
           * @description draw the nearest word that the model knows where nothing else is known of the prompt
           * @default false
           */
          any?: boolean;
          /** @description columns at most; auto for those of the terminal (default: 40, of several things 76, of a banner 80, less in a narrow terminal) */
          width?: number | "auto";
          /** @description lines at most (default: 20, of several things 23, of a banner what it takes) */
          maxLines?: number;
          /** @description characters at most, line breaks included */
          maxChars?: number;
          /**
           * @description where within the width
           * @default left
           * @enum {string}
           */
          align?: "left" | "center" | "right";
          /** @description a bubble of what it says */
          say?: string;
          /** @description a bubble of what it thinks */
          think?: string;
          /** @description words below it */
          caption?: string;
          /** @description the caption in letters of this font, as on a card; plain where they do not fit */
          captionFont?: string;
          /**
           * @description a border, inside the limits
           * @enum {string}
           */
          border?: "ascii" | "light" | "heavy" | "double" | "round";
          /**
           * @description in the colours of what it shows, as many as the terminal has; also in ansi, html, svg, png and json
           * @default false
           */
          color?: boolean;
          /**
           * @description swap ink and blank
           * @default false
           */
          invert?: boolean;
          /**
           * @description characters to draw with
           * @default ascii
           * @enum {string}
           */
          charset?: "ascii" | "box" | "blocks" | "shades" | "braille";
          /**
           * @description show the sketch beside the drawing
           * @default false
           */
          sketch?: boolean;
          /** @description how freely it draws: 0 the picture itself, 1 a loose hand (default: seeds show a word's pictures as they are, and once all were shown, varied a little) */
          temperature?: number;
          /**
           * @description choose among the k likeliest characters; 0 for all
           * @default 0
           */
          topK?: number;
          /**
           * @description choose among the likeliest characters that add up to this probability
           * @default 0.95
           */
          topP?: number;
          /** @description draw n times at most (2n in 24 columns, 4n in 16), keep what is closest to the sketch (default: 3; 1 where it is streamed) */
          bestOf?: number;
          /** @description a model of /models (default: the built-in one) */
          model?: string;
          /** @description what to draw, up to 200 characters */
          prompt?: string;
          /**
           * @description let it move a little: its frames in JSON, or one drawing as gif or svg
           * @default false
           */
          animate?: boolean;
          /**
           * @description how it moves (default: by its nature: boats bob, flags wave)
           * @enum {string}
           */
          motion?: "bob" | "wave" | "blink" | "snow" | "twinkle";
          /**
           * @description what the answer is; a stream is always JSON; gif is for what moves
           * @default json
           * @enum {string}
           */
          format?: "plain" | "markdown" | "html" | "svg" | "png" | "ansi" | "json" | "gif";
          /**
           * @description tell each drawing's sketch too: its bits, row by row, eight a byte, or a PNG; both in Base64
           * @default none
           * @enum {string}
           */
          sketchAs?: "none" | "bits" | "png";
          /**
           * @description tell how likely each character was among those that might have stood there
           * @default false
           */
          confidence?: boolean;
          /** @description several prompts instead, up to 100 */
          prompts?: string[];
          /** @description the bytes of a picture to draw, up to 8388608 */
          from?: string;
          /** @description things placed by hand, instead of a prompt; as drawings tell them */
          layout?: components["schemas"]["HandLayout"];
        };
      };
    };
    responses: {
      /** @description the drawings, in JSON or the format that was asked for; or events plan, sketch, text, cell, drawing and done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Drawings"];
          "text/event-stream": components["schemas"]["ServerEvent"];
          "text/plain": string;
          "text/markdown": string;
          "text/html": string;
          "image/svg+xml": string;
          "image/png": string;
          "image/gif": string;
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postComplete: {
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
        "application/json": {
          /** @description a model of /models (default: the only one that there is) */
          model?: string;
          /**
           * @description tokens that are added at most
           * @default 300
           */
          maxTokens?: number;
          /** @description 0 takes the likeliest token, 1 samples as the model says (default: 0.8, or what the model says) */
          temperature?: number;
          /**
           * @description only the k likeliest tokens; 0 for all
           * @default 0
           */
          topK?: number;
          /**
           * @description only the likeliest tokens that together reach this probability
           * @default 0.95
           */
          topP?: number;
          /**
           * @description only tokens at least so probable as this share of the likeliest; 0 for all
           * @default 0
           */
          minP?: number;
          /**
           * @description above 1 makes what stands among the last 64 tokens less likely
           * @default 1
           */
          repetitionPenalty?: number;
          /**
           * @description ends before this text, or one of several
           * @default []
           */
          stop?: string[];
          /**
           * @description texts of each prompt, each with the next seed
           * @default 1
           */
          count?: number;
          /** @description seed of every random choice (default: another each time) */
          seed?: number;
          /** @description beginning of the text */
          prompt?: string;
          /** @description several beginnings instead, up to 100 */
          prompts?: string[];
        };
      };
    };
    responses: {
      /** @description texts in the order of their prompts; or events text and, for each text, done */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Completions"];
          "text/event-stream": components["schemas"]["ServerEvent"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postImage: {
    parameters: {
      query?: {
        /** @description tones, two tones, or the edges alone */
        style?: "shaded" | "solid" | "line";
        /** @description columns at most (default: 80) */
        width?: number;
        /** @description lines at most, up to 500 */
        maxLines?: number;
        /** @description ink where the picture is light, for a dark terminal */
        invert?: boolean;
        /** @description the picture's colours, as many as the terminal has; also in ansi, html, svg and png */
        color?: boolean;
        /** @description tones in these characters, from blank to dense, as in " .:-=+*#%@" */
        ramp?: string;
        /** @description tones between two characters or dots (default: by charset) */
        dither?: "none" | "ordered" | "diffusion";
        /** @description characters to draw with */
        charset?: "ascii" | "box" | "blocks" | "shades" | "braille";
        /** @description what the answer is */
        format?: "plain" | "markdown" | "html" | "svg" | "png" | "ansi" | "json";
      };
      header?: {
        /** @description made by the client for what is to be done once */
        "Idempotency-Key"?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "image/png": string;
        "image/jpeg": string;
        "image/webp": string;
        "image/gif": string;
        "image/bmp": string;
        "image/tiff": string;
        "image/svg+xml": string;
        "application/octet-stream": string;
        "multipart/form-data": string;
      };
    };
    responses: {
      /** @description the drawing, in JSON or the format that was asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ImageDrawing"];
          "text/plain": string;
          "text/markdown": string;
          "text/html": string;
          "image/svg+xml": string;
          "image/png": string;
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
        operation?: "train" | "evaluate" | "tokenizer" | "export" | "quantize" | "sweep";
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
          "text/event-stream": components["schemas"]["ServerEvent"];
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
  getSweeps: {
    parameters: {
      query?: {
        state?: "queued" | "running" | "done" | "failed" | "cancelled";
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
      /** @description a page of sweeps */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Sweeps"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postSweeps: {
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
        "application/json": components["schemas"]["BeginSweep"];
      };
    };
    responses: {
      /** @description the sweep, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SweepHead"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getSweepsById: {
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
      /** @description the sweep */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Sweep"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postSweepsByIdCancel: {
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
      /** @description the sweep, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SweepHead"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  postSweepsByIdRetry: {
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
      /** @description the sweep, as it is in the queue */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["SweepHead"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getSweepsByIdLogs: {
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
  getSweepsByIdLogsStream: {
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
          "text/event-stream": components["schemas"]["ServerEvent"];
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
  getArtifactsByKindById: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        kind: "model" | "checkpoint" | "tokenizer" | "report";
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the manifest */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ArtifactManifest"];
        };
      };
      /** @description the client has it already */
      304: {
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
  getArtifactsByKindByIdDownload: {
    parameters: {
      query: {
        /** @description as in the manifest */
        path: string;
      };
      header?: never;
      path: {
        kind: "model" | "checkpoint" | "tokenizer" | "report";
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the file, also where several ranges are asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/octet-stream": unknown;
        };
      };
      /** @description the range that was asked for */
      206: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/octet-stream": unknown;
        };
      };
      /** @description the client has it already */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/plain": string;
        };
      };
      /** @description If-Match names another file */
      412: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description there are no bytes in that range */
      416: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getCorpusSearch: {
    parameters: {
      query?: {
        /** @description words that all occur, or how they begin */
        q?: string;
        style?: "line" | "solid" | "shaded" | "banner";
        /** @description how many pieces at most */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the pieces, the best first; none where nothing is found or asked for */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Found"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getCorpusById: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description SHA-256 of its characters */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the piece */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Piece"];
        };
      };
      "4XX": components["responses"]["Problem"];
      "5XX": components["responses"]["Problem"];
    };
  };
  getDrawHtml: {
    parameters: {
      query?: {
        /** @description what to draw */
        prompt?: string;
        style?: "line" | "solid" | "shaded" | "banner";
        width?: string;
        seed?: string;
        count?: string;
        bestOf?: string;
        temperature?: string;
        font?: string;
        say?: string;
        think?: string;
        caption?: string;
        /** @description in colours */
        color?: "" | "on";
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description the page */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
        };
      };
      /** @description the page, which says what was wrong; or a problem */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description the page, which says what was wrong; or a problem */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
      /** @description the page, which says what was wrong; or a problem */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/html": string;
          "application/problem+json": components["schemas"]["Problem"];
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

/** The settings of `serve` and `worker`: told once, for files, flags, the environment and what tells of them. */
import type { Field, Fields, InputOf } from "../../base/fields.ts";

const SERVICE = {
  host: {
    type: "text",
    value: "address",
    fallback: "127.0.0.1",
    text: "address to listen at; any but this machine's own loopback needs a token",
  },
  port: {
    type: "integer",
    least: 0,
    most: 65535,
    fallback: 8080,
    text: "port to listen at; 0: one that is free",
  },
  hosts: {
    type: "list",
    value: "names",
    fallback: [],
    text: "names that the service is asked by (the Host header), besides its address and localhost",
  },
  root: {
    type: "text",
    value: "folder",
    fallback: ".ascii-gen",
    text: "folder for all that is kept: queue, runs, tokenizers, artifacts",
  },
} as const satisfies Fields;

const token = (what: string) =>
  ({
    type: "list",
    value: "tokens",
    secret: true,
    fallback: [],
    text: `tokens of those who may ${what}`,
  }) as const;

/** What those who ask at once may ask for of models that stay open. */
const many = (
  what: string,
  models: string,
  usual: { rows: number; waiting: number; own: number; memory: number },
) =>
  ({
    rows: {
      type: "integer",
      least: 1,
      most: 256,
      fallback: usual.rows,
      text: `${what} that a thread makes side by side`,
    },
    waiting: {
      type: "integer",
      least: 1,
      most: 1_000_000,
      fallback: usual.waiting,
      text: `${what} of all that may wait for a model: more is refused (503)`,
    },
    own: {
      type: "integer",
      least: 1,
      most: 1_000_000,
      fallback: usual.own,
      text: `${what} of one token or address that may wait for a model: more is refused (429)`,
    },
    memory: {
      type: "integer",
      least: 0,
      most: Number.MAX_SAFE_INTEGER,
      fallback: usual.memory,
      text: `bytes that ${models} may take: the one that was asked for longest ago makes room`,
    },
  }) as const;

/** What a token may be for; each includes those before it. */
export const SCOPES = ["draw", "train", "admin"] as const;

/** Settings by group; what stands in no group is of the service itself. */
export const GROUPS = {
  tokens: {
    draw: token("draw, complete and look"),
    train: token("also train, evaluate, cancel and download"),
    admin: token("do everything"),
  },
  limits: {
    body: {
      type: "integer",
      least: 1024,
      most: 1 << 28,
      fallback: 1 << 20,
      text: "bytes of a request at most, where a route does not say otherwise",
    },
    rate: {
      type: "integer",
      least: 0,
      most: 1_000_000,
      fallback: 600,
      text: "requests a minute from one token or address; 0: as many as come",
    },
    burst: {
      type: "integer",
      least: 1,
      most: 1_000_000,
      fallback: 200,
      text: "requests that one token or address may send at once before the rate counts",
    },
    concurrency: {
      type: "integer",
      least: 1,
      most: 65536,
      fallback: 256,
      text: "requests at work at once, streams included",
    },
    each: {
      type: "integer",
      least: 1,
      most: 65536,
      fallback: 128,
      text: "requests at work at once from one token or address",
    },
    seconds: {
      type: "integer",
      least: 1,
      most: 3600,
      fallback: 30,
      text: "seconds that the body of a request may take to arrive",
    },
    drain: {
      type: "integer",
      least: 0,
      most: 3600,
      fallback: 20,
      text: "seconds that requests and jobs at work have to end when the service is told to stop",
    },
    remember: {
      type: "integer",
      least: 1,
      most: 720,
      fallback: 24,
      text: "hours that the answer to an Idempotency-Key is kept",
    },
  },
  queue: {
    url: {
      type: "text",
      value: "url",
      secret: true,
      text: "Redis that keeps the jobs (redis:// or rediss://); without it they are kept in the root",
    },
    name: { type: "text", value: "name", fallback: "ascii-gen", text: "name of the queue in Redis" },
    concurrency: {
      type: "integer",
      least: 0,
      most: 64,
      fallback: 1,
      text: "jobs that a process does at once; 0: none, workers of their own do them",
    },
    kinds: {
      type: "list",
      value: "limits",
      fallback: [],
      text: "jobs of a kind that a process does at once, such as train=1",
    },
  },
  artifacts: {
    root: {
      type: "text",
      value: "folder",
      usual: "artifacts in the root",
      text: "folder that artifacts are kept in, where there is no bucket",
    },
    endpoint: { type: "text", value: "url", text: "address of an S3-compatible store" },
    bucket: { type: "text", value: "name", text: "bucket of that store" },
    region: { type: "text", value: "name", fallback: "us-east-1", text: "region of that store" },
    key: { type: "text", value: "key", secret: true, text: "access key of that store" },
    secret: { type: "text", value: "secret", secret: true, text: "secret of that access key" },
  },
  corpora: {
    root: {
      type: "text",
      value: "folder",
      usual: "corpora in the root",
      text: "folder of the texts and corpora that jobs may name, relative to it; it may be read-only",
    },
  },
  models: {
    places: {
      type: "list",
      value: "folders",
      usual: "as of all commands",
      text: "folders that models are looked for in",
    },
  },
  drawing: {
    threads: {
      type: "integer",
      least: 1,
      most: 256,
      usual: "one a core, but no more than eight",
      text: "threads that draw with a model: each takes some 130 MB",
    },
    ...many("drawings", "models besides the built-in one", {
      rows: 32,
      waiting: 1024,
      own: 256,
      memory: 1e9,
    }),
  },
  texts: many("texts", "language models", { rows: 16, waiting: 512, own: 128, memory: 2e9 }),
} as const satisfies Readonly<Record<string, Fields>>;

export const SETTINGS = { "": SERVICE, ...GROUPS } as const;

type Groups = typeof GROUPS;

/** What holds, with what was not given at its default. */
export type Settings = InputOf<typeof SERVICE> & { [G in keyof Groups]: InputOf<Groups[G]> };

/** A setting: where it stands, and what it may be. */
export interface Setting {
  /** Its group; "" where it is in none. */
  group: string;
  name: string;
  /** Such as "queue.name". */
  path: string;
  /** Such as "ASCII_GEN__QUEUE__NAME". */
  variable: string;
  /** Name on the command line without dashes, such as "queue-name"; secrets have none, as others see command lines. */
  flag?: string;
  field: Field;
}

export const PREFIX = "ASCII_GEN__";

/** All settings, in the order that they are told in. */
export const ALL_SETTINGS: readonly Setting[] = Object.entries(SETTINGS).flatMap(([group, fields]) =>
  Object.entries<Field>(fields).map(([name, field]) => {
    const parts = group === "" ? [name] : [group, name];
    return {
      ...{ group, name, field },
      path: parts.join("."),
      variable: PREFIX + parts.map((part) => part.toUpperCase()).join("__"),
      ...!isSecret(field) && { flag: parts.join("-") },
    };
  })
);

/** Whether a setting is shown nowhere. */
export function isSecret(field: Field): boolean {
  return (field.type === "text" || field.type === "list") && field.secret === true;
}

/** The flags of settings, for commands: name `queueName` for `--queue-name`. */
export const SETTING_FLAGS: Fields = Object.fromEntries(
  ALL_SETTINGS.filter(({ flag }) => flag !== undefined).map(({ flag, group, field }) => [
    flag!.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    { ...field, group: group === "" ? "Service:" : `${group[0]!.toUpperCase()}${group.slice(1)}:` },
  ]),
);

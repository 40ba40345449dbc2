/** A service of its own for a test, at a free port. */
import { join } from "node:path";
import type { Artifacts } from "../../src/service/artifacts/store.ts";
import { UserError } from "../../src/base/errors.ts";
import type { Drawing } from "../../src/service/drawing/drawing.ts";
import { openServices } from "../../src/service/open.ts";
import type { LeftModels } from "../../src/service/jobs/left_models.ts";
import type { Queue } from "../../src/service/jobs/queue.ts";
import type { Route } from "../../src/service/route.ts";
import { ROUTES } from "../../src/service/routes.ts";
import { listen } from "../../src/service/server.ts";
import type { Services } from "../../src/service/services.ts";
import { readSettings } from "../../src/service/settings/read.ts";
import type { Texts } from "../../src/service/texts/texts.ts";
import type { StaticFiles } from "../../src/service/static.ts";

export interface Options {
  /** Values of settings by path. */
  settings?: Readonly<Record<string, unknown>>;
  routes?: readonly Route[];
  files?: StaticFiles;
  parts?: Partial<Services>;
  /** Whether it has what `serve` opens, where no parts are given. */
  isWhole?: boolean;
}

export interface Served {
  address: string;
  root: string;
  /** What was logged. */
  lines: { level: string; message: string; fields?: Readonly<Record<string, unknown>> }[];
  close(): Promise<void>;
}

const away = () => Promise.reject(new UserError("environment", "nothing is there"));

/** A queue whose store cannot be reached. */
const queueAway: Queue = {
  ...{ add: away, get: away, list: away, counts: away, take: away, cancel: away, retry: away },
  ...{ events: away, ready: away },
  // deno-lint-ignore require-yield -- it fails before it would
  async *watch() {
    await away();
  },
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

/** Artifacts whose store cannot be reached. */
const artifactsAway: Artifacts = {
  ...{ put: away, manifest: away, read: away, restore: away, list: away, collect: away, ready: away },
};

/** Threads that cannot be started. */
const nothing = { waiting: 0, atWork: 0, [Symbol.asyncDispose]: () => Promise.resolve() };
const drawingAway: Drawing = {
  ...{ ...nothing, ready: away, draw: away, image: away, render: away, labels: away },
};
const textsAway: Texts = { ...nothing, complete: away };
const left: LeftModels = { list: away, find: away };
const AWAY = { queue: queueAway, artifacts: artifactsAway, left, drawing: drawingAway, texts: textsAway };

/** Runs `use` with a service, which is closed afterwards. */
export async function withService<T>(options: Options, use: (served: Served) => Promise<T>): Promise<T> {
  const root = await Deno.makeTempDir({ prefix: "service-" });
  const text = JSON.stringify({ port: 0, root: join(root, "data"), ...options.settings });
  const settings = readSettings({ file: { name: "test", text } });
  const lines: Served["lines"] = [];
  const opened = options.isWhole ? await openServices(settings) : undefined;
  const server = await listen({
    routes: options.routes ?? ROUTES,
    services: { ...opened ?? { ...AWAY, settings }, ...options.parts },
    version: "0.0.0",
    ...options.files && { files: options.files },
    log: (level, message, fields) => void lines.push({ level, message, ...fields && { fields } }),
  });
  let open = true;
  const close = async () => {
    if (open) await server.close();
    open = false;
  };
  try {
    return await use({ address: server.address, root, lines, close });
  } finally {
    await close();
    await opened?.[Symbol.asyncDispose]();
    await Deno.remove(root, { recursive: true });
  }
}

/** Sends bytes as they are; gives what comes back, until the end of the connection or so many milliseconds without more. */
export async function sendRaw(address: string, text: string | Uint8Array, patience = 2000): Promise<string> {
  const { hostname, port } = new URL(address);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const chunks: string[] = [], decoder = new TextDecoder();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    // One who is refused early is not read to the end.
    const sent = connection.readable && (async () => {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(await connection.write(rest));
    })().catch(() => {});
    const late = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), patience));
    const buffer = new Uint8Array(65536);
    for (;;) {
      const read = await Promise.race([connection.read(buffer).catch(() => null), late]);
      if (read === null) break;
      chunks.push(decoder.decode(buffer.subarray(0, read), { stream: true }));
      if (isWhole(chunks.join(""))) break;
    }
    await Promise.race([sent, late]);
    return chunks.join("");
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

/** Whether an answer with a length, or in chunks, has come to its end. */
function isWhole(text: string): boolean {
  const [head, ...rest] = text.split("\r\n\r\n"), body = rest.join("\r\n\r\n");
  const [, length] = /^content-length: (\d+)$/im.exec(head ?? "") ?? [];
  if (rest.length === 0) return false;
  if (length !== undefined) return new TextEncoder().encode(body).length >= Number(length);
  return /^transfer-encoding: chunked$/im.test(head ?? "") ? body.endsWith("0\r\n\r\n") : false;
}

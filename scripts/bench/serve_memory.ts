/** Memory of a service over many requests of all kinds, and whether it grows. */
import { join } from "node:path";
import { encode } from "fast-png";
import * as z from "zod";
import { random } from "../../src/base/random.ts";
import { tableSpans } from "../../src/cli/table.ts";
import { writeOut, writeSpans } from "../../src/cli/terminal.ts";
import { folderArtifacts } from "../../src/service/artifacts/folder.ts";
import { type Served, startService } from "./serve_process.ts";
import { CORPUS, smallService } from "./small_service.ts";

/** Requests at once, and after how many memory is read. */
const AT_ONCE = 16, EVERY = 5000;
/** Share of the requests that are not counted where a slope is fitted. */
const WARM = 0.2;
const WORDS = ["cat", "house", "guitar", "rocket", "umbrella", "dog", "tree", "car"];
const SSE = { accept: "text/event-stream" };

/** What requests are about. */
interface About {
  picture: Uint8Array<ArrayBuffer>;
  /** A report, and a job that waits for ever. */
  artifact: string;
  job: string;
}

interface Kind {
  /** Requests of this kind among a hundred. */
  share: number;
  ask(number: number, about: About): { path: string; init?: RequestInit; status: number; leaves?: true };
}

const post = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  ...{ method: "POST", body: JSON.stringify(body) },
  headers: { "content-type": "application/json", ...headers },
});
const small = (number: number) => ({
  ...{ prompt: WORDS[number % WORDS.length]!, seed: number, width: 8, maxLines: 4, bestOf: 1 },
});
const text = (number: number) => ({ prompt: `${number % 10} cats`, seed: number, maxTokens: 12 });

const KINDS: readonly Kind[] = [
  { share: 2, ask: (n) => ({ path: "/draw", init: post(small(n)), status: 200 }) },
  { share: 1, ask: (n) => ({ path: "/draw", init: post(small(n), SSE), status: 200 }) },
  { share: 1, ask: (n) => ({ path: "/draw", init: post(small(n), SSE), status: 200, leaves: true }) },
  { share: 2, ask: (n) => ({ path: "/complete", init: post(text(n)), status: 200 }) },
  { share: 1, ask: (n) => ({ path: "/complete", init: post(text(n), SSE), status: 200 }) },
  {
    share: 1,
    ask: (_, { picture }) => ({
      ...{ path: "/image?width=20", status: 200 },
      init: { method: "POST", body: picture, headers: { "content-type": "image/png" } },
    }),
  },
  { share: 5, ask: (_, { job }) => ({ path: `/runs/${job}/logs/stream`, status: 200, leaves: true }) },
  {
    share: 1,
    // Each key comes ten times.
    ask: (n) => ({
      ...{ path: "/tokenizers/train", status: 202 },
      init: post({ files: [CORPUS], kind: "char" }, { "idempotency-key": `key-${Math.floor(n / 1000)}` }),
    }),
  },
  { share: 5, ask: (n) => ({ path: `/labels?text=${WORDS[n % WORDS.length]}`, status: 200 }) },
  { share: 4, ask: () => ({ path: "/models", status: 200 }) },
  { share: 4, ask: () => ({ path: "/runs?limit=5", status: 200 }) },
  { share: 1, ask: () => ({ path: "/metrics", status: 200 }) },
  { share: 1, ask: () => ({ path: "/openapi.json", status: 200 }) },
  {
    share: 10,
    ask: (_, { artifact }) => ({
      ...{ path: `/artifacts/report/${artifact}`, status: 304 },
      init: { headers: { "if-none-match": `"${artifact}"` } },
    }),
  },
  {
    share: 5,
    ask: (_, { artifact }) => ({
      ...{ path: `/artifacts/report/${artifact}/download?path=cats.txt`, status: 206 },
      init: { headers: { range: "bytes=10-99" } },
    }),
  },
  { share: 5, ask: (n) => ({ path: "/draw", init: post({ prompt: "cat", width: -n - 1 }), status: 422 }) },
  { share: 5, ask: (n) => ({ path: `/nothing/${n}`, status: 404 }) },
  {
    share: 2,
    ask: () => ({ path: "/models", init: { headers: { authorization: "Bearer no" } }, status: 401 }),
  },
  { share: 1, ask: () => ({ path: "/models", init: { method: "DELETE" }, status: 405 }) },
];

/** One of a hundred, by its number; what no kind has a share of asks whether it is alive. */
function asked(number: number, about: About): ReturnType<Kind["ask"]> {
  let rest = number % 100;
  for (const { share, ask } of KINDS) {
    if (rest < share) return ask(number, about);
    rest -= share;
  }
  return { path: "/healthz", status: 200 };
}

async function request({ address, tokens }: Served, number: number, about: About): Promise<void> {
  const { path, init, status, leaves } = asked(number, about);
  const headers = { authorization: `Bearer ${tokens[number % tokens.length]}`, ...init?.headers };
  const response = await fetch(address + path, { ...init, headers });
  if (leaves) {
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
  } else await response.bytes();
  if (response.status !== status) throw new Error(`${path}: ${response.status}, not ${status}`);
}

/** Memory at a time, in megabytes. */
const Told = z.looseObject({ heapUsed: z.number(), heapTotal: z.number(), external: z.number() });
type Row =
  & { requests: number; rss: number }
  & Record<"heap" | "total" | "external" | "live" | "threads" | Part, number>;
type Part = "arenas" | "files" | "rest";

/** What of the resident memory is of files, of the arenas of malloc, and of all else, such as V8 and WebAssembly. */
function parts(smaps: string): Record<Part, number> {
  const sums = { arenas: 0, files: 0, rest: 0 };
  for (const [, from = "", name = "", kilobytes] of smaps.matchAll(MAPPING)) {
    // glibc's arenas begin at multiples of 64 MiB.
    const isArena = name === "[heap]" || name === "" && BigInt(`0x${from}`) % (1n << 26n) === 0n;
    sums[isArena ? "arenas" : name.startsWith("/") ? "files" : "rest"] += Number(kilobytes) * 1024 / 1e6;
  }
  return sums;
}
const MAPPING = /^([0-9a-f]+)-[0-9a-f]+ \S+ \S+ \S+ \d+ *(.*)\nSize:.*\n(?:\w+:.*\n)*?Rss: +(\d+) kB/gm;

async function row(served: Served, requests: number): Promise<Row> {
  const { heapUsed, heapTotal, external } = Told.parse(JSON.parse(await served.tell()));
  return {
    ...{ requests, rss: served.memory() / 1e6, ...parts(served.read("smaps")) },
    ...{ heap: heapUsed / 1e6, total: heapTotal / 1e6, external: external / 1e6 },
    ...{ threads: served.live().length, live: served.live().reduce((sum, each) => sum + each, 0) },
  };
}

/** The slope of a line through points, and its standard error. */
export function slopeOf(points: readonly (readonly [number, number])[]): { slope: number; error: number } {
  const n = points.length, mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / n;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  const slope = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread;
  const left = points.reduce((sum, point) => sum + (point[1] - y - slope * (point[0] - x)) ** 2, 0);
  return { slope, error: Math.sqrt(left / (n - 2) / spread) };
}

/** Sends requests and prints the memory as it goes, and how much it grows. */
export async function memoryOfService(folder: string, requests: number): Promise<void> {
  const flags = await smallService(folder), root = join(folder, "data");
  const artifacts = await folderArtifacts(join(root, "artifacts"));
  const { int } = random(1, 5), side = 48;
  const data = Uint8Array.from({ length: side * side }, () => int(256));
  const picture = Uint8Array.from(encode({ width: side, height: side, data, channels: 1, depth: 8 }));
  const artifact = await artifacts.put("report", join(folder, "corpora"));
  await using served = await startService(root, { flags, v8: "--expose-gc,--trace-gc" });
  const job = await fetch(`${served.address}/tokenizers/train`, {
    ...post({ files: [CORPUS], kind: "char" }, { authorization: `Bearer ${served.tokens[0]}` }),
  });
  const { id } = z.looseObject({ id: z.string() }).parse(await job.json());
  const about = { picture, artifact, job: id }, start = performance.now();
  const rows = [await row(served, 0)];
  let next = 0;
  while (next < requests) {
    const end = Math.min(requests, next + EVERY);
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      while (next < end) await request(served, next++, about);
    }));
    rows.push(await row(served, end));
    const { rss, heap } = rows.at(-1)!;
    writeOut(`${end} requests: ${rss.toFixed(0)} MB, of which ${heap.toFixed(1)} MB live in V8's heap\n`);
  }
  const seconds = (performance.now() - start) / 1000;
  tell(
    rows,
    `${(requests / seconds).toFixed(0)} requests a second, ${served.processor().toFixed(0)} s of processors`,
  );
}

/** What is told of each row: its title, and digits behind the point. */
const COLUMNS: readonly [title: string, of: keyof Row, digits: number][] = [
  ["requests", "requests", 0],
  ["resident MB", "rss", 0],
  ["heap", "heap", 1],
  ["reserved", "total", 1],
  ["threads", "threads", 0],
  ["heaps of these", "live", 1],
  ["external", "external", 1],
  ["malloc", "arenas", 0],
  ["files", "files", 0],
  ["rest", "rest", 0],
];

function tell(rows: readonly Row[], how: string): void {
  writeSpans(tableSpans({
    columns: COLUMNS.map(([title]) => title),
    rows: rows.map((row) => COLUMNS.map(([, of, digits]) => row[of].toFixed(digits))),
  }));
  writeOut(`${how}\n`);
  const warm = rows.filter(({ requests }) => requests >= WARM * rows.at(-1)!.requests);
  if (warm.length < 4) return;
  for (const name of ["rss", "heap", "live", "external", "arenas"] as const) {
    const { slope, error } = slopeOf(warm.map((each) => [each.requests / 1000, each[name] * 1000]));
    writeOut(`${name}: ${slope.toFixed(1)} ± ${error.toFixed(1)} kB over 1,000 requests\n`);
  }
}

/** `deno task bench serve`: many streams at once from a service of its own process, beside one stream and beside the batch. */
import { join } from "node:path";
import { writeOut } from "../../src/cli/terminal.ts";
import { quietly } from "../../src/base/context.ts";
import { draw } from "../../src/operations/draw/draw.ts";
import { inTemporaryFolder } from "./peer.ts";
import { memoryOfService } from "./serve_memory.ts";
import { type Served, startService } from "./serve_process.ts";
import { processorTime } from "./text_speed.ts";

export interface ServeOptions {
  /** Streams at once, none to leave them out, and drawings that each asks for, one after the other. */
  streams: number;
  rounds: number;
  /** Requests of the mixed kind, while memory is watched; 0 for none. */
  requests: number;
}

const WORDS = ["cat", "house", "guitar", "rocket", "umbrella", "dog", "tree", "car"];
/** A drawing as a stream makes it: of one try. */
const drawingOf = (number: number) => ({ prompt: WORDS[number % WORDS.length]!, seed: number, bestOf: 1 });
/** Drawings of the one stream. */
const ALONE = 16;

interface Streamed {
  /** Milliseconds to the first character, and to the end. */
  first: number;
  total: number;
  characters: number;
}

/** Draws by one stream. */
async function stream({ address, tokens }: Served, number: number): Promise<Streamed> {
  const start = performance.now();
  const response = await fetch(`${address}/draw`, {
    method: "POST",
    body: JSON.stringify(drawingOf(number)),
    headers: {
      ...{ "content-type": "application/json", accept: "text/event-stream" },
      authorization: `Bearer ${tokens[number % tokens.length]}`,
    },
  });
  if (!response.ok) throw new Error(await response.text());
  let first: number | undefined, text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (first === undefined && text.includes("event: text")) first = performance.now() - start;
  }
  const [, data] = /^event: drawing\ndata: (.*)$/m.exec(text) ?? [];
  if (data === undefined || first === undefined) {
    throw new Error(`the stream has no drawing: ${text.slice(-200)}`);
  }
  return { first, total: performance.now() - start, characters: JSON.parse(data).text.length };
}

interface Side {
  drawings: number;
  characters: number;
  /** Seconds by the clock, and of processors. */
  seconds: number;
  processor: number;
}

function tell(name: string, { drawings, characters, seconds, processor }: Side): void {
  const figures = [
    `${(drawings / seconds).toFixed(1)} drawings/s`,
    `${(characters / seconds).toFixed(0)} characters/s`,
    `${(1000 * processor / drawings).toFixed(0)} ms of processor time a drawing`,
  ];
  writeOut(`${name.padEnd(32)} ${figures.join(", ")}\n`);
}

function tellTimes(all: readonly Streamed[]): void {
  const at = (values: number[], share: number) =>
    values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!.toFixed(0);
  for (
    const [name, values] of [
      ["to the first character", all.map(({ first }) => first)],
      ["to the end", all.map(({ total }) => total)],
    ] as const
  ) {
    writeOut(`${`  ${name}`.padEnd(32)} p50 ${at(values, 0.5)} ms, p95 ${at(values, 0.95)} ms\n`);
  }
}

async function measured(
  served: Served,
  work: () => Promise<Streamed[]>,
): Promise<Side & { all: Streamed[] }> {
  const start = performance.now(), processor = served.processor();
  const all = await work();
  return {
    ...{ all, drawings: all.length, characters: all.reduce((sum, { characters }) => sum + characters, 0) },
    ...{ seconds: (performance.now() - start) / 1000, processor: served.processor() - processor },
  };
}

/** The same drawings by the operation, in this process. */
async function batch(count: number): Promise<Side> {
  const start = performance.now(), processor = processorTime();
  const per = Math.ceil(count / WORDS.length);
  const drawings = await draw({ prompts: WORDS, seed: 0, count: per, bestOf: 1 }, quietly);
  return {
    ...{ drawings: drawings.length, characters: drawings.reduce((sum, { text }) => sum + text.length, 0) },
    ...{ seconds: (performance.now() - start) / 1000, processor: (processorTime() - processor) / 1000 },
  };
}

/** Linux only, as it reads memory and processor time of the service's process. */
export async function serveBench({ streams, rounds, requests }: ServeOptions): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    if (streams > 0) await streamsBench(folder, { streams, rounds });
    if (requests > 0) await memoryOfService(folder, requests);
  });
}

async function streamsBench(
  folder: string,
  { streams, rounds }: Pick<ServeOptions, "streams" | "rounds">,
): Promise<void> {
  await using served = await startService(join(folder, "data"));
  writeOut(`load average ${Deno.loadavg().map((load) => load.toFixed(1)).join(", ")}\n`);
  await Promise.all(WORDS.map((_, i) => stream(served, i))); // compiles what the others would wait for
  const alone = await measured(served, async () => {
    const all: Streamed[] = [];
    for (let i = 0; i < ALONE; i++) all.push(await stream(served, i));
    return all;
  });
  tell("one stream", alone);
  tellTimes(alone.all);
  const inProcess = await batch(streams * rounds);
  tell("batch (draw)", inProcess);
  const many = await measured(served, async () => {
    const all = await Promise.all(Array.from({ length: streams }, async (_, i) => {
      const own: Streamed[] = [];
      for (let round = 0; round < rounds; round++) own.push(await stream(served, i + round * streams));
      return own;
    }));
    return all.flat();
  });
  tell(`${streams} streams at once`, many);
  tellTimes(many.all);
  const share = (of: (side: Side) => number) => `${(100 * of(many) / of(inProcess)).toFixed(0)} %`;
  writeOut(
    `of the batch: ${share(({ characters, seconds }) => characters / seconds)} by the clock, ` +
      `${share(({ characters, processor }) => characters / processor)} by processor time\n`,
  );
}

/**
 * Gives spoiled files of every kind to `data add`, each to a process of its own, and checks that it ends in time, within
 * its memory, with one of the documented exit codes, and with nothing raw on a terminal or in the corpus:
 * deno run -A scripts/fuzz/corpus.ts --count 100 --seed 1
 */
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import { type CorpusInput, corpusInputs } from "./corpus_inputs.ts";
import { CONTROL, runCase, SOURCE } from "./run.ts";

const MAX_SECONDS = 10, MAX_MIB = 512;
/** Seconds by the clock after which a process is killed. */
const PATIENCE = 120;
const CODES = [0, ...Object.values(EXIT_CODES)];

/** What became of an input. */
export interface FuzzResult {
  /** Of the processor, which a busy machine does not lengthen; by the clock where the system does not tell. */
  seconds: number;
  /** The most memory that was resident at a time; 0 where the system does not tell. */
  mib: number;
  code: number;
  /** What is wrong; empty where nothing is. */
  faults: string[];
}

/** Runs one input in a folder of its own. */
export async function runCorpusInput({ kind, file, bytes, args }: CorpusInput): Promise<FuzzResult> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-fuzz-" });
  try {
    const path = join(folder, file), corpus = join(folder, "corpus.db");
    await Deno.writeFile(path, bytes);
    const given = args.map((arg) => arg === "FILE" ? path : arg === "CORPUS" ? corpus : arg);
    const { code, signal, stdout, stderr, milliseconds, busy, memory } = await runCase(
      SOURCE,
      { name: kind, args: ["data", "add", ...given] },
      folder,
      PATIENCE * 1000,
    );
    const seconds = (busy > 0 ? busy : milliseconds) / 1000, mib = memory / 2 ** 20;
    const printed = [stdout, stderr].join("\n");
    const faults = [
      ...CODES.includes(code) ? [] : [`ends with ${signal ?? code}: ${printed.slice(-400)}`],
      ...seconds > MAX_SECONDS ? [`takes ${seconds.toFixed(1)} s`] : [],
      ...mib > MAX_MIB ? [`takes ${mib.toFixed(0)} MiB`] : [],
      ...rawIn(printed),
      ...storedIn(corpus),
    ];
    return { seconds, mib, code, faults };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function rawIn(printed: string): string[] {
  const raw = CONTROL.exec(printed)?.[0];
  return [
    ...raw === undefined ? [] : [`prints ${JSON.stringify(raw)}`],
    .../^\s+at .*:\d+:\d+/m.test(printed) ? ["prints a stack trace"] : [],
  ];
}

function storedIn(corpus: string): string[] {
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(corpus, { readOnly: true });
  } catch {
    return [];
  }
  try {
    const arts = db.prepare("SELECT art FROM pieces").all().map(({ art }) => String(art));
    return arts.some((art) => /[^\n -~]/.test(art)) ? ["stores what is no printable ASCII"] : [];
  } finally {
    db.close();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "100" },
      seed: { type: "string", default: "1" },
      keep: { type: "string" },
    },
  });
  let number = 0, wrong = 0, slowest = 0, largest = 0;
  const codes = new Map<number, number>();
  for (const input of corpusInputs(Number(values.seed), Number(values.count))) {
    const { seconds, mib, code, faults } = await runCorpusInput(input);
    codes.set(code, (codes.get(code) ?? 0) + 1);
    [slowest, largest] = [Math.max(slowest, seconds), Math.max(largest, mib)];
    if (faults.length > 0) {
      wrong++;
      console.log(`${number} ${input.kind}: ${JSON.stringify(faults.join("; "))}`);
      if (values.keep !== undefined) {
        await Deno.mkdir(values.keep, { recursive: true });
        await Deno.writeFile(join(values.keep, `${number}-${input.file}`), input.bytes);
      }
    }
    number++;
  }
  const ended = [...codes].sort(([a], [b]) => a - b).map(([code, count]) => `${count} with ${code}`).join(
    ", ",
  );
  console.log(
    `${number} inputs of seed ${values.seed}: ${wrong} wrong; ended ${ended}; at most ${
      slowest.toFixed(1)
    } s and ${largest.toFixed(0)} MiB`,
  );
  if (wrong > 0) Deno.exitCode = 1;
}

if (import.meta.main) await main();

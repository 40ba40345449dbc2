/** `deno task bench corpus`: how fast made-up pieces are added to a corpus, in how much memory and space. */
import { join } from "node:path";
import { cpuUsage } from "node:process";
import { weighLabels } from "../../src/data/drawn/build.ts";
import { EVERYDAY } from "../../src/data/words/everyday.ts";
import { updateTrainingIndex } from "../../src/data/store/training_index.ts";
import type { FirstBatch } from "./first_batch.ts";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import type { Finding, Source } from "../../src/data/found/finding.ts";
import { foundWriter } from "../../src/data/found/found.ts";
import { ingest } from "../../src/data/found/ingest.ts";
import { minhash } from "../../src/data/quality/minhash.ts";
import { corpusDigest, digest, openCorpus, transaction } from "../../src/data/store/store.ts";
import { random } from "../../src/base/random.ts";

/** Settings of the corpus benchmark. */
export interface CorpusBenchOptions {
  /** Pieces that go the whole way, and that are only stored and compared with all others. */
  pieces: number;
  seed: number;
}

/** Shares of the pieces that repeat an earlier one, and that differ from one in a few characters. */
const EXACT = 0.05;
const NEAR = 0.1;
const BATCH = 256;

/** Measures and prints a table, in a process that bounds its young memory as `deno task data` does. */
export async function corpusBench({ pieces, seed }: CorpusBenchOptions): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-q", "-A", "--v8-flags=--max-semi-space-size=4"],
      ...[import.meta.filename!, String(pieces), String(seed)],
    ],
  }).spawn().status;
  if (!success) throw new Error("the corpus was not measured; see above");
}

/** Throws when duplicates were not found as they must be. */
async function measure(pieces: number, seed: number): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-bench-" });
  try {
    // First, so that its memory is its own.
    await measureWhole(join(folder, "whole.db"), pieces, seed);
    await measureStore(join(folder, "store.db"), pieces, seed);
    await measureTraining(join(folder, "store.db"));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measureStore(path: string, pieces: number, seed: number): Promise<void> {
  const sketch = new Uint8Array(162);
  const counts = { added: 0, near: 0, seen: 0 };
  let made = 0, peak = 0;
  {
    using db = openCorpus(path);
    const writer = foundWriter(db);
    const began = clock();
    for (let from = 0; from < pieces; from += BATCH) {
      const start = clock();
      const arts = Array.from({ length: Math.min(BATCH, pieces - from) }, (_, i) => art(from + i, seed));
      made += clock() - start;
      transaction(db, () => {
        arts.forEach((art, i) => {
          const finding = findingOf(from + i, art);
          if (writer.isKnown(finding.source, finding.sourceId)) return;
          const verdict = { accepted: true as const, art, ...sizeOf(art), ...LABELS };
          const outcome = writer.add({
            finding,
            verdict,
            digest: digest(art),
            sketch,
            signature: minhash(art),
          });
          counts[outcome]++;
        });
      });
      peak = Math.max(peak, Deno.memoryUsage().rss);
      if ((from / BATCH) % 400 === 399) {
        const seconds = clock() - began - made;
        writeErrorLine(
          `bench: ${from + BATCH} pieces, ${Math.round((from + BATCH) / seconds)}/s, ${mib(peak)}`,
        );
      }
    }
    const seconds = clock() - began - made;
    row(
      `store ${pieces} pieces, near-duplicates found`,
      (pieces / seconds).toFixed(0),
      "pieces/s of one core",
    );
    row("resident memory, at most", mib(peak), "MiB");
    row("new / near-duplicates / same", `${counts.added} / ${counts.near} / ${counts.seen}`, "pieces");
    if (Math.abs(counts.seen / pieces - EXACT) > 0.02) throw new Error("exact duplicates were missed");
    if (counts.near / pieces < NEAR * 0.7) throw new Error("near-duplicates were missed");
  }
  row("size of the file", mib((await Deno.stat(path)).size), "MiB");
  using db = openCorpus(path);
  const start = performance.now();
  foundWriter(db);
  row("load the near-duplicate index", (performance.now() - start).toFixed(0), "ms");
  const digestStart = performance.now();
  corpusDigest(db);
  row("digest of the corpus", (performance.now() - digestStart).toFixed(0), "ms");
}

/** Steps whose batches are built after the first. */
const STEPS = 1000;

/** How soon a training has its first batches, and in how much memory. */
async function measureTraining(path: string): Promise<void> {
  {
    using db = openCorpus(path);
    // As many words and as many edges as real pictures have, or more.
    db.exec("CREATE TEMP TABLE words (number INTEGER PRIMARY KEY, word TEXT)");
    const add = db.prepare("INSERT INTO words VALUES (?, ?)");
    [...EVERYDAY].forEach((word, number) => add.run(number, word));
    db.exec(
      `UPDATE pictures SET sketch = randomblob(162),
         label = (SELECT word FROM words WHERE number = pictures.id % ${EVERYDAY.size})`,
    );
    weighLabels(db);
    const began = clock(), start = performance.now();
    updateTrainingIndex(db, writeErrorLine);
    row(
      "index for training",
      `${seconds(clock() - began)} / ${seconds((performance.now() - start) / 1000)}`,
      "s of one core / by the clock",
    );
    row("resident memory after that", mib(Deno.memoryUsage().rss), "MiB");
  }
  const script = join(import.meta.dirname!, "first_batch.ts");
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", script, path, String(STEPS)],
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("no first batch; see above");
  const first: FirstBatch = JSON.parse(new TextDecoder().decode(stdout));
  row(
    "first training batches",
    `${seconds(first.processor)} / ${seconds(first.seconds)}`,
    "s of one core / by the clock",
  );
  const { before, first: after, half, last } = first.resident;
  row(
    `resident memory before, after the first step, ${STEPS / 2} and ${STEPS} steps later`,
    [before, after, half, last].map(mib).join(" / "),
    "MiB",
  );
}

const seconds = (value: number): string => value.toFixed(2);

async function measureWhole(path: string, pieces: number, seed: number): Promise<void> {
  using db = openCorpus(path);
  let peak = 0;
  const source: Source = {
    name: "bench",
    async *find() {
      for (let i = 0; i < pieces; i++) {
        if (i % 1000 === 0) peak = Math.max(peak, Deno.memoryUsage().rss);
        yield await Promise.resolve(findingOf(i, art(i, seed)));
      }
    },
  };
  const began = clock(), start = performance.now();
  await ingest(db, source);
  const seconds = clock() - began, elapsed = (performance.now() - start) / 1000;
  const name = `ingest ${pieces} pieces: make up, check, label, sketch, store`;
  row(name, (pieces / seconds).toFixed(0), "pieces/s of one core");
  row("the same by the clock, with workers beside this thread", (pieces / elapsed).toFixed(0), "pieces/s");
  row("resident memory, at most", mib(peak), "MiB");
}

/** Seconds of processor time of this process so far: what else runs on the machine counts little. */
function clock(): number {
  const { user, system } = cpuUsage();
  return (user + system) / 1e6;
}

const LABELS = {
  ...{ style: "line" as const, label: "cat", furtherLabels: ["animal"], title: "a cat", author: "nobody" },
  repairs: [],
};

function findingOf(number: number, art: string): Finding {
  return {
    ...{ source: "bench", sourceId: String(number).padStart(8, "0"), art, title: `cat ${number}` },
    ...{ labels: ["cat"], author: "nobody", url: "", licence: "CC0-1.0", attribution: "made up" },
  };
}

const sizeOf = (art: string) => {
  const lines = art.split("\n");
  return { width: Math.max(...lines.map((line) => line.length)), height: lines.length };
};

const STROKES = "/\\|_-()'`.,oO#*^~=+<>";

/** The made-up piece of a number: strokes at random, or a copy of an earlier piece, changed a little or not at all. */
function art(number: number, seed: number): string {
  const { next, int } = random(seed, number);
  const kind = number < 100 ? 1 : next();
  if (kind < EXACT) return art(int(number), seed);
  if (kind < EXACT + NEAR) {
    const original = art(int(number), seed);
    const spot = int(original.length);
    return original[spot] === "\n"
      ? `${original}x`
      : `${original.slice(0, spot)}%${original.slice(spot + 1)}`;
  }
  const width = 16 + int(32), height = 8 + int(16);
  const cells = new Uint8Array(width * height).fill(32);
  for (let stroke = 0; stroke < 24; stroke++) {
    let at = int(cells.length);
    const step = [1, width, width + 1, width - 1][int(4)]!, code = STROKES.charCodeAt(int(STROKES.length));
    for (let length = 3 + int(12); length > 0 && at < cells.length; length--, at += step) cells[at] = code;
  }
  const text = new TextDecoder().decode(cells);
  return Array.from({ length: height }, (_, i) => text.slice(i * width, (i + 1) * width).trimEnd()).join(
    "\n",
  );
}

const mib = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);

function row(name: string, value: string, unit: string): void {
  writeOut(`${name.padEnd(72)} ${value.padStart(24)} ${unit}\n`);
}

if (import.meta.main) await measure(Number(Deno.args[0]), Number(Deno.args[1]));

import { Command, InvalidArgumentError } from "commander";
import { SingleBar } from "cli-progress";
import { UserError } from "../errors.ts";
import { buildCorpus, type BuildProgress, listCandidates } from "../corpus/build.ts";
import { corpusStats, findPieces, formatStats } from "../corpus/report.ts";
import { DEFAULT_CORPUS, openCorpus, STYLES } from "../corpus/store.ts";

interface BuildFlags {
  data: string;
  seed: number;
  workers: number;
  limit?: number;
}

/** `ascii-gen data`: builds the corpus, counts it, shows pieces of it. */
export function command(): Command {
  const data = new Command("data").description("build and inspect the corpus of ASCII art");
  data
    .command("build", { isDefault: true })
    .description("draw the pictures that the corpus lacks; Ctrl-C stops, a later run continues")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--limit <n>", "only so many pictures, everyday ones first", positive)
    .option("--seed <n>", "seed of views and splits", wholeNumber, 1)
    .option("--workers <n>", "drawing threads", positive, navigator.hardwareConcurrency)
    .action(build);
  data
    .command("stats")
    .description("count pictures and pieces by style, split, source, width and label")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--json", "as JSON")
    .action((flags: { data: string; json?: boolean }) => {
      using db = openCorpus(flags.data, { mustExist: true });
      const stats = corpusStats(db);
      console.log(flags.json ? JSON.stringify(stats, null, 2) : formatStats(stats));
    });
  data
    .command("show <label>")
    .description("print a few pieces of a label with their source")
    .option("--data <file>", "the corpus file", DEFAULT_CORPUS)
    .option("--style <style>", `one of ${STYLES.join(", ")}`, style)
    .option("--width <n>", "show the views nearest to this width", positive)
    .option("--limit <n>", "how many pieces", positive, 4)
    .option("--json", "as JSON")
    .action(show);
  return data;
}

async function build({ data, seed, workers, limit }: BuildFlags): Promise<void> {
  using db = openCorpus(data);
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  Deno.addSignalListener("SIGINT", onInterrupt);
  const progress = showProgress();
  try {
    const candidates = await listCandidates(seed);
    const report = await buildCorpus(db, candidates, {
      seed,
      workers,
      ...(limit === undefined ? {} : { limit }),
      signal: stop.signal,
      onProgress: progress.update,
    });
    progress.stop();
    const added =
      `${report.pictures} pictures and ${report.pieces} pieces added, ${report.rejected} unusable`;
    console.error(`${data}: ${added}${report.interrupted ? "; interrupted, run again to continue" : ""}`);
    if (report.interrupted) Deno.exitCode = 130;
  } finally {
    progress.stop();
    Deno.removeSignalListener("SIGINT", onInterrupt);
  }
}

function show(
  label: string,
  flags: { data: string; style?: string; width?: number; limit: number; json?: boolean },
): void {
  using db = openCorpus(flags.data, { mustExist: true });
  const { style, width, limit } = flags;
  const pieces = findPieces(db, label.toLowerCase(), {
    limit,
    ...(style === undefined ? {} : { style }),
    ...(width === undefined ? {} : { width }),
  });
  if (pieces.length === 0) {
    throw new UserError(
      "input",
      `no ${style ?? "piece"} of "${label}" in ${flags.data}; "data stats" lists labels`,
    );
  }
  if (flags.json) return console.log(JSON.stringify(pieces, null, 2));
  for (const piece of pieces) {
    const { art, source, sourceId, width, height, split, attribution } = piece;
    console.log(
      `${art}\n\n-- ${piece.label}, ${piece.style} ${width}x${height}, ${split}: ${source}/${sourceId}, ${attribution}\n`,
    );
  }
}

/** A bar on a terminal, otherwise a line every five seconds; on standard error. */
function showProgress(): { update: (progress: BuildProgress) => void; stop: () => void } {
  const started = performance.now();
  const rate = (done: number) => done / Math.max(1e-3, (performance.now() - started) / 1000);
  if (Deno.stderr.isTerminal()) {
    const format = "{bar} {value}/{total} pictures, {pieces} pieces, {rate}/s, {eta_formatted} left";
    const bar = new SingleBar({ format, hideCursor: true, etaBuffer: 400 });
    let running = false;
    return {
      update: ({ done, total, pieces }) => {
        if (!running) bar.start(total, 0, { pieces: 0, rate: 0 });
        running = true;
        bar.update(done, { pieces, rate: rate(done).toFixed(0) });
      },
      stop: () => {
        if (running) bar.stop();
        running = false;
      },
    };
  }
  let printed = started;
  return {
    update: ({ done, total, pieces }) => {
      if (performance.now() - printed < 5000 && done < total) return;
      printed = performance.now();
      const left = Math.round((total - done) / rate(done));
      console.error(
        `${done}/${total} pictures, ${pieces} pieces, ${rate(done).toFixed(0)}/s, ${left} s left`,
      );
    },
    stop: () => {},
  };
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError("expected a whole number.");
  }
  return value;
}

function positive(text: string): number {
  const value = wholeNumber(text);
  if (value < 1) throw new InvalidArgumentError("expected a whole number of at least 1.");
  return value;
}

function style(text: string): string {
  if (!STYLES.some((style) => style === text)) {
    throw new InvalidArgumentError(`expected one of ${STYLES.join(", ")}.`);
  }
  return text;
}

import type { DatabaseSync } from "node:sqlite";
import { packSketch, sketchOfArt } from "../rasterise/sketch.ts";
import { weighLabels } from "./build.ts";
import type { Finding, Source } from "./finding.ts";
import { type FoundPiece, type FoundWriter, foundWriter } from "./found.ts";
import { assess, type CheckName, type Rejected } from "./quality/assess.ts";
import { minhash } from "./quality/minhash.ts";
import type { QualityOptions } from "./quality/options.ts";
import { digest, transaction } from "./store.ts";

/** Findings a transaction; and after so many milliseconds what a slow source has given is written anyway. */
const BATCH = 256;
const FLUSH_INTERVAL = 2000;

/** What `ingest` is asked for. */
export interface IngestOptions {
  /** Stops the search; what was found until then is kept. */
  signal?: AbortSignal;
  /** Look at the source's first so many pieces only, those that are known already included. */
  maxItems?: number;
  /** Tell what would be added, and write nothing. */
  dryRun?: boolean;
  quality?: QualityOptions;
  onProgress?: (report: Readonly<IngestReport>) => void;
  /** What is wrong with single pieces, and with parts of the source. */
  onProblem?: (sourceId: string, problem: string) => void;
}

/** What one run did; `found` is the sum of `added`, `nearDuplicates`, `seen` and all rejections. */
export interface IngestReport {
  found: number;
  /** New pieces that resemble no other, and new ones that do. */
  added: number;
  nearDuplicates: number;
  /** Pieces, or the same art, that the corpus had before. */
  seen: number;
  /** By check; "drawing" counts pictures of which nothing usable could be drawn. */
  rejected: Partial<Record<CheckName | "drawing", number>>;
  problems: number;
  interrupted: boolean;
}

/**
 * Adds what a source finds: assessed, each art once, near-duplicates in one cluster. It is written in transactions of a
 * few hundred; a run that was killed can be repeated, and ends with the corpus that it would have made undisturbed.
 * Throws a UserError when the source cannot be read, after storing what it gave.
 */
export async function ingest(
  db: DatabaseSync,
  source: Source,
  options: IngestOptions = {},
): Promise<IngestReport> {
  const { maxItems = Infinity, dryRun = false, onProgress, onProblem } = options;
  const report: IngestReport = {
    ...{ found: 0, added: 0, nearDuplicates: 0, seen: 0 },
    ...{ rejected: {}, problems: 0, interrupted: false },
  };
  const writer = foundWriter(db, { dryRun });
  const batch = new Map<string, Finding>();
  let flushed = performance.now();
  const flush = (): void => {
    const prepared = [...batch.values()].map((finding) => prepare(finding, options.quality));
    batch.clear();
    const write = () => prepared.map((entry) => store(writer, entry));
    const outcomes = dryRun ? write() : transaction(db, write);
    for (const outcome of outcomes) {
      if (outcome === "added") report.added++;
      else if (outcome === "near") report.nearDuplicates++;
      else if (outcome === "seen") report.seen++;
      else report.rejected[outcome] = (report.rejected[outcome] ?? 0) + 1;
    }
    onProgress?.(report);
    flushed = performance.now();
  };
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, ...(options.signal ? [options.signal] : [])]);
  let lastKnown: string | undefined;
  const isKnown = (sourceId: string): boolean => {
    if (!batch.has(sourceId) && !writer.isKnown(source.name, sourceId)) return false;
    if (sourceId === lastKnown) return true;
    lastKnown = sourceId;
    report.found++;
    report.seen++;
    if (report.found >= maxItems) enough.abort();
    return true;
  };
  const onSourceProblem = (sourceId: string, problem: string): void => {
    report.problems++;
    onProblem?.(sourceId, problem);
  };
  const search = async (): Promise<void> => {
    for await (const finding of source.find({ signal, isKnown, onProblem: onSourceProblem })) {
      if (signal.aborted) return;
      if (isKnown(finding.sourceId)) continue;
      batch.set(finding.sourceId, finding);
      if (++report.found >= maxItems) return;
      if (batch.size >= BATCH || performance.now() - flushed > FLUSH_INTERVAL) flush();
    }
  };
  const finish = (): void => {
    flush();
    if (!dryRun) weighLabels(db);
  };
  try {
    await search();
  } catch (error) {
    // A source may end an aborted search by throwing.
    if (!signal.aborted) {
      if (batch.size > 0) finish();
      throw error;
    }
  }
  finish();
  report.interrupted = options.signal?.aborted ?? false;
  return report;
}

type Prepared = FoundPiece | { finding: Finding; verdict: Rejected };

/** All that needs no database, and most of the time. */
function prepare(finding: Finding, quality: QualityOptions | undefined): Prepared {
  const verdict = assess(finding, quality);
  if (!verdict.accepted) return { finding, verdict };
  return {
    finding,
    verdict,
    digest: digest(verdict.art),
    sketch: packSketch(sketchOfArt(verdict.art.split("\n"))),
    signature: minhash(verdict.art),
  };
}

function store(writer: FoundWriter, entry: Prepared) {
  if ("digest" in entry) return writer.add(entry);
  writer.reject(entry.finding, entry.verdict);
  return entry.verdict.check;
}

import type { DatabaseSync } from "node:sqlite";
import { weighLabels } from "../drawn/build.ts";
import type { Finding, Source } from "./finding.ts";
import { type FoundWriter, foundWriter } from "./found.ts";
import type { Prepared } from "./prepare.ts";
import { openPreparer } from "./preparer.ts";
import { type CheckName, CHECKS } from "../quality/assess.ts";
import type { QualityOptions } from "../quality/options.ts";
import { transaction } from "../store/store.ts";

/**
 * Findings a transaction, and of a large source: many of them touch an index's page together. After so many milliseconds
 * what a slow source has given is written anyway.
 */
const BATCH = 256, LARGE_BATCH = 512;
/** Findings from which on a source is large. */
const LARGE = 4096;
const FLUSH_INTERVAL = 2000;
/** Batches that may be in preparation while an earlier one is stored. */
const AHEAD = 2;

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

/** What a run has done at its beginning. */
export function noReport(): IngestReport {
  return {
    ...{ found: 0, added: 0, nearDuplicates: 0, seen: 0 },
    ...{ rejected: {}, problems: 0, interrupted: false },
  };
}

/** What two runs did together. */
export function sum(a: Readonly<IngestReport>, b: Readonly<IngestReport>): IngestReport {
  const rejected = { ...a.rejected };
  for (const name of [...CHECKS, "drawing"] as const) {
    const count = (a.rejected[name] ?? 0) + (b.rejected[name] ?? 0);
    if (count > 0) rejected[name] = count;
  }
  return {
    found: a.found + b.found,
    added: a.added + b.added,
    nearDuplicates: a.nearDuplicates + b.nearDuplicates,
    seen: a.seen + b.seen,
    rejected,
    problems: a.problems + b.problems,
    interrupted: a.interrupted || b.interrupted,
  };
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
  const report = noReport();
  const writer = foundWriter(db, { dryRun });
  using preparer = openPreparer(options.quality);
  const batch: Finding[] = [];
  const waiting: { findings: Finding[]; prepared: Promise<Prepared[]> }[] = [];
  /** Ids of the findings of both. */
  const inHand = new Set<string>();
  let flushed = performance.now();
  const storeNext = async (): Promise<void> => {
    const { findings, prepared } = waiting.shift()!;
    const entries = await prepared;
    const write = () => findings.map((finding, i) => store(writer, finding, entries[i]!));
    for (const outcome of dryRun ? write() : transaction(db, write)) {
      if (outcome === "added") report.added++;
      else if (outcome === "near") report.nearDuplicates++;
      else if (outcome === "seen") report.seen++;
      else report.rejected[outcome] = (report.rejected[outcome] ?? 0) + 1;
    }
    for (const { sourceId } of findings) inHand.delete(sourceId);
  };
  const flush = async (ahead: number): Promise<void> => {
    const findings = batch.splice(0);
    if (findings.length > 0) waiting.push({ findings, prepared: preparer.prepare(findings) });
    try {
      while (waiting.length > ahead) await storeNext();
    } catch (error) {
      // Nothing is stored after what could not be: a further run would find another order.
      waiting.length = 0;
      inHand.clear();
      throw error;
    }
    onProgress?.(report);
    flushed = performance.now();
  };
  const enough = new AbortController();
  const signal = AbortSignal.any([enough.signal, ...(options.signal ? [options.signal] : [])]);
  const isKnown = (sourceId: string): boolean => {
    // Nothing more is wanted.
    if (signal.aborted) return true;
    if (!inHand.has(sourceId) && !writer.isKnown(source.name, sourceId)) return false;
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
      batch.push(finding);
      inHand.add(finding.sourceId);
      if (++report.found >= maxItems) return;
      if (performance.now() - flushed > FLUSH_INTERVAL) await flush(0);
      else if (batch.length >= (report.found < LARGE ? BATCH : LARGE_BATCH)) await flush(AHEAD);
    }
  };
  const finish = async (): Promise<void> => {
    await flush(0);
    if (!dryRun) weighLabels(db);
  };
  try {
    await search();
  } catch (error) {
    // A source may end an aborted search by throwing.
    if (!signal.aborted) {
      if (inHand.size > 0) await finish();
      throw error;
    }
  }
  await finish();
  report.interrupted = options.signal?.aborted ?? false;
  return report;
}

function store(writer: FoundWriter, finding: Finding, entry: Prepared) {
  if ("digest" in entry) return writer.add({ finding, ...entry });
  writer.reject(finding, entry.verdict);
  return entry.verdict.check;
}

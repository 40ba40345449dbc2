import type { DatabaseSync } from "node:sqlite";
import { EVERYDAY } from "../words/everyday.ts";
import { hash01 } from "../../base/hash.ts";
import { type Candidate, pictureKey } from "./picture.ts";
import { isEveryday, popularity } from "../words/popularity.ts";
import { drawInWorkers } from "./pool.ts";
import { ICON_SETS, iconCandidates } from "../sources/icons/icons.ts";
import { openclipartCandidates } from "../sources/openclipart/candidates.ts";
import { ownCandidates } from "../sources/own/candidates.ts";
import { assignSplits } from "./split.ts";
import { pictureWriter, popularities, relabelWriter, transaction } from "../store/store.ts";

/** What `buildCorpus` is asked for. */
export interface BuildOptions {
  seed: number;
  workers: number;
  /** Only the first so many candidates. Without it, pictures that their sources no longer offer are deleted. */
  limit?: number;
  /** Stops the build after the pictures in hand; what is there stays consistent. */
  signal?: AbortSignal;
  onProgress?: (progress: BuildProgress) => void;
}

export interface BuildProgress {
  /** Pictures handled and to be handled in this run. */
  done: number;
  total: number;
  /** Pieces inserted in this run. */
  pieces: number;
}

/** What one build did. */
export interface BuildReport {
  candidates: number;
  pictures: number;
  rejected: number;
  pieces: number;
  interrupted: boolean;
}

/** Every picture that the sources offer, everyday labels first, then in turn over the labels. */
export async function listCandidates(): Promise<Candidate[]> {
  const sets = (await Promise.all(ICON_SETS.map(iconCandidates))).flat();
  const icons = [...sets, ...openclipartCandidates(), ...ownCandidates()];
  const all = [...icons, ...missingOutlines(icons)];
  const weights = popularity([...new Set(all.map(({ label }) => label))]);
  const seen = new Map<string, number>();
  const ranked = all.map((candidate) => {
    const group = `${candidate.style}/${candidate.label}`;
    const turn = seen.get(group) ?? 0;
    seen.set(group, turn + 1);
    return { candidate, everyday: isEveryday(candidate.label), turn, weight: weights.get(candidate.label)! };
  });
  ranked.sort((a, b) => Number(b.everyday) - Number(a.everyday) || a.turn - b.turn || b.weight - a.weight);
  return ranked.map(({ candidate }) => candidate);
}

/** Outlines of silhouettes for the everyday words that no set draws in lines. */
function missingOutlines(icons: readonly Candidate[]): Candidate[] {
  const words = ({ label, furtherLabels }: Candidate) => [label, ...furtherLabels];
  const drawn = new Set(icons.filter(({ style }) => style === "line").flatMap(words));
  const lacking = (word: string) => EVERYDAY.has(word) && !drawn.has(word);
  return icons
    .filter((icon) => icon.style === "solid" && words(icon).some(lacking))
    .map((icon) => ({ ...icon, style: "line" }));
}

/**
 * Draws the candidates that the corpus lacks and stores them in their order, then splits and weighs all of them.
 * An interrupted build leaves whole pictures only and can be continued.
 */
export async function buildCorpus(
  db: DatabaseSync,
  candidates: readonly Candidate[],
  options: BuildOptions,
): Promise<BuildReport> {
  const { seed, workers, signal, onProgress } = options;
  const wanted = candidates.slice(0, options.limit);
  forgetColourless(db, wanted);
  const missing = missingFrom(db, wanted);
  const report = { candidates: wanted.length, pictures: 0, rejected: 0, pieces: 0, interrupted: false };
  const writer = pictureWriter(db);
  for await (const batch of drawInWorkers(missing, { seed, workers, ...(signal ? { signal } : {}) })) {
    transaction(db, () => {
      for (const { candidate, drawn } of batch) {
        if (drawn) {
          report.pictures++;
          report.pieces += writer.insert(candidate, drawn, provisionalSplit(candidate, seed));
        } else {
          report.rejected++;
          writer.reject(candidate);
        }
      }
    });
    onProgress?.({ done: report.pictures + report.rejected, total: missing.length, pieces: report.pieces });
  }
  report.interrupted = report.pictures + report.rejected < missing.length;
  if (options.limit === undefined) prune(db, candidates);
  relabel(db, candidates);
  assignSplits(db, seed);
  weighLabels(db);
  return report;
}

/** Deletes pictures that were drawn before colours were kept, where they have any: they are drawn once more. */
function forgetColourless(db: DatabaseSync, candidates: readonly Candidate[]): void {
  const coloured = new Set(
    candidates.filter(({ drawing }) => drawing.kind === "svg" && drawing.colours !== undefined).map(
      pictureKey,
    ),
  );
  removeDrawn(db, "colours IS NULL", (row) => coloured.has(rowKey(row)));
}

/** Deletes drawn pictures of the known sources that these no longer offer. */
function prune(db: DatabaseSync, candidates: readonly Candidate[]): void {
  const offered = new Set(candidates.map(pictureKey));
  const sources = new Set(candidates.map(({ source }) => source));
  removeDrawn(db, "TRUE", (row) => sources.has(String(row["source"])) && !offered.has(rowKey(row)));
}

/** Deletes the drawn pictures that meet an SQL condition and are stale; `isStale` sees id, source, source_id and style. */
function removeDrawn(
  db: DatabaseSync,
  condition: string,
  isStale: (row: Record<string, unknown>) => boolean,
): void {
  const remove = db.prepare("DELETE FROM pictures WHERE id = ?");
  transaction(db, () => {
    const rows = db.prepare(`SELECT id, source, source_id, style FROM drawn_pictures WHERE ${condition}`)
      .all();
    for (const row of rows) if (isStale(row)) remove.run(row["id"]!);
  });
}

/** Brings the labels of pictures drawn earlier up to date with their sources. */
function relabel(db: DatabaseSync, candidates: readonly Candidate[]): void {
  const offered = new Map(candidates.map((candidate) => [pictureKey(candidate), candidate]));
  const further = db.prepare("SELECT label FROM picture_labels WHERE picture_id = ? ORDER BY label");
  const rename = db.prepare("UPDATE pictures SET label = ? WHERE id = ?");
  const setLabels = relabelWriter(db);
  transaction(db, () => {
    for (const row of db.prepare("SELECT id, source, source_id, style, label FROM drawn_pictures").all()) {
      const candidate = offered.get(rowKey(row));
      if (!candidate) continue;
      const id = Number(row["id"]);
      const labels = candidate.furtherLabels.toSorted();
      const same = row["label"] === candidate.label;
      if (same && further.all(id).map(({ label }) => label).join() === labels.join()) continue;
      if (!same) rename.run(candidate.label, id);
      setLabels(id, candidate);
    }
  });
}

const rowKey = (row: Record<string, unknown>): string =>
  `${row["source"]}/${row["source_id"]}/${row["style"]}`;

/** Holds until all pictures are there and twins can be found: one label lies in one split. */
function provisionalSplit({ label }: Candidate, seed: number): "train" | "validation" {
  return hash01(label, seed) < 0.03 ? "validation" : "train";
}

/** The candidates that were neither drawn nor rejected yet. */
export function missingFrom(db: DatabaseSync, candidates: readonly Candidate[]): Candidate[] {
  const rows = db.prepare(
    "SELECT source, source_id, style FROM drawn_pictures UNION ALL SELECT source, source_id, style FROM rejected",
  ).all();
  const known = new Set(rows.map(rowKey));
  return candidates.filter((candidate) => !known.has(pictureKey(candidate)));
}

/** Writes the popularity of every label, main and further ones, unless all stand there already. */
export function weighLabels(db: DatabaseSync): void {
  const rows = db.prepare(
    "SELECT label FROM pictures WHERE label <> '' UNION SELECT label FROM picture_labels ORDER BY label",
  ).all();
  const weights = popularity(rows.map((row) => String(row["label"])));
  const known = popularities(db);
  if (known.size === weights.size && [...weights].every(([label, weight]) => known.get(label) === weight)) {
    return;
  }
  const insert = db.prepare("INSERT INTO labels VALUES (?, ?)");
  transaction(db, () => {
    db.exec("DELETE FROM labels");
    for (const [label, weight] of weights) insert.run(label, weight);
  });
}

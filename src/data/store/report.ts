import type { DatabaseSync } from "node:sqlite";
import { corpusDigest } from "./store.ts";

type Counts = Record<string, number>;

/** Counts of a corpus. */
export interface CorpusStats {
  pictures: number;
  pieces: number;
  labels: number;
  clusters: number;
  largestCluster: number;
  digest: string;
  /** Pictures and pieces by style, split and source. */
  styles: Record<string, { pictures: number; pieces: number }>;
  splits: Record<string, { pictures: number; pieces: number }>;
  sources: Record<string, { pictures: number; pieces: number; licence: string }>;
  /** Pieces by width, in steps of ten: "10" counts widths 10 to 19. */
  widths: Counts;
  /** Where found pieces were seen, and findings that were refused, by check. */
  sightings: number;
  rejections: Counts;
  /** Main labels with most pictures. */
  topLabels: { label: string; pictures: number; popularity: number }[];
}

/** Counts pictures, pieces and labels of a corpus. */
export function corpusStats(db: DatabaseSync): CorpusStats {
  const number = (sql: string): number => Number(db.prepare(sql).get()?.["n"] ?? 0);
  const by = (column: "style" | "split" | "source") =>
    db.prepare(
      `SELECT ${column} AS name, count(DISTINCT pictures.id) AS pictures, count(pieces.id) AS pieces,
              min(licence) AS licence
       FROM pictures LEFT JOIN pieces ON picture_id = pictures.id GROUP BY ${column} ORDER BY pictures DESC`,
    ).all().map((row) => ({
      name: String(row["name"]),
      pictures: Number(row["pictures"]),
      pieces: Number(row["pieces"]),
      licence: String(row["licence"]),
    }));
  const plain = (column: "style" | "split") =>
    Object.fromEntries(by(column).map(({ name, pictures, pieces }) => [name, { pictures, pieces }]));
  const widths = db.prepare("SELECT width / 10 * 10 AS w, count(*) AS n FROM pieces GROUP BY w ORDER BY w")
    .all();
  const top = db.prepare(
    `SELECT label, count(*) AS n, popularity FROM pictures LEFT JOIN labels USING (label)
     WHERE style <> 'banner' AND label <> '' GROUP BY label ORDER BY n DESC, label LIMIT 40`,
  ).all();
  const refused = db.prepare(
    "SELECT check_name AS c, count(*) AS n FROM rejections GROUP BY c ORDER BY n DESC, c",
  )
    .all();
  return {
    pictures: number("SELECT count(*) AS n FROM pictures"),
    pieces: number("SELECT count(*) AS n FROM pieces"),
    labels: number("SELECT count(*) AS n FROM labels"),
    clusters: number("SELECT count(DISTINCT cluster) AS n FROM pictures"),
    largestCluster: number("SELECT count(*) AS n FROM pictures GROUP BY cluster ORDER BY n DESC LIMIT 1"),
    digest: corpusDigest(db),
    styles: plain("style"),
    splits: plain("split"),
    sources: Object.fromEntries(by("source").map(({ name, ...rest }) => [name, rest])),
    widths: Object.fromEntries(widths.map((row) => [String(row["w"]), Number(row["n"])])),
    sightings: number("SELECT count(*) AS n FROM sightings"),
    rejections: Object.fromEntries(refused.map((row) => [String(row["c"]), Number(row["n"])])),
    topLabels: top.map((row) => ({
      label: String(row["label"]),
      pictures: Number(row["n"]),
      popularity: Number(row["popularity"] ?? 0),
    })),
  };
}

/** The counts as text for a terminal. */
export function formatStats(stats: CorpusStats): string {
  const table = (
    title: string,
    rows: Record<string, { pictures: number; pieces: number; licence?: string }>,
  ) => [
    title,
    ...Object.entries(rows).map(([name, { pictures, pieces, licence = "" }]) =>
      `  ${name.padEnd(28)}${String(pictures).padStart(7)} pictures${
        String(pieces).padStart(8)
      } pieces  ${licence}`.trimEnd()
    ),
  ];
  const refused = Object.entries(stats.rejections);
  const widest = Math.max(1, ...Object.values(stats.widths));
  return [
    `${stats.pictures} pictures, ${stats.pieces} pieces, ${stats.labels} labels`,
    `${stats.clusters} clusters of twins, the largest of ${stats.largestCluster} pictures`,
    `digest ${stats.digest}`,
    ...(stats.sightings > 0 ? [`${stats.sightings} sightings of found pieces`] : []),
    ...(refused.length > 0 ? [`refused: ${refused.map(([check, n]) => `${check} ${n}`).join(", ")}`] : []),
    ...table("styles", stats.styles),
    ...table("splits", stats.splits),
    ...table("sources", stats.sources),
    "widths",
    ...Object.entries(stats.widths).map(([from, n]) =>
      `  ${`${from}-${Number(from) + 9}`.padEnd(8)}${String(n).padStart(7)} ${
        "#".repeat(Math.round(n / widest * 40))
      }`
    ),
    "labels with most pictures (popularity)",
    "  " +
    stats.topLabels.map(({ label, pictures, popularity }) =>
      `${label} ${pictures} (${popularity.toFixed(1)})`
    ).join(", "),
  ].join("\n");
}

import { sha256 } from "../../base/files.ts";
import type { Finding } from "../found/finding.ts";

/** A name that lasts while the art does: where it was found, and 12 digits of its digest. */
export async function lastingId(place: string, art: string): Promise<string> {
  return `${place}#${(await sha256(new TextEncoder().encode(art))).slice(0, 12)}`;
}

/** A finding of which nothing is known but what is given. */
export function plainFinding(
  known: Pick<Finding, "source" | "sourceId" | "art"> & Partial<Finding>,
): Finding {
  return { title: "", labels: [], author: "", url: "", licence: "", attribution: "", ...known };
}

/** The words of a file's or folder's name, without ending and numbers: "Sitting-Cat_02.txt" gives "sitting cat". */
export function wordsOfName(name: string): string {
  return name.replace(/\.[a-z0-9]{1,10}$/i, "").replace(/([a-z])([A-Z])/g, "$1 $2").replace(
    /[^\p{L}']+/gu,
    " ",
  ).trim()
    .toLowerCase();
}

/** Folders that data sets are split into; none says what is in it. */
const SPLITS = new Set(["train", "training", "test", "testing", "val", "valid", "validation", "dev", "eval"]);

/** Words that a file's path gives: its name, then the nearest folder that is no part of a split. */
export function labelsOfPath(path: string): string[] {
  const [name = "", ...folders] = path.split("/").reverse();
  const folder = folders.find((folder) => !SPLITS.has(folder.toLowerCase())) ?? "";
  return [name, folder].map(wordsOfName).filter((words) => words !== "");
}

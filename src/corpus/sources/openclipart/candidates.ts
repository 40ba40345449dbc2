import { labelsOf } from "../../labels.ts";
import type { Candidate } from "../../picture.ts";
import { PACKAGES } from "../packages.ts";
import { readCatalogue } from "./catalogue.ts";

/** Series of faces and stick figures come by the hundred: only so many drawings are taken of a label. */
const MOST_OF_LABEL = 12;

/** The drawings of the Open Clip Art Library that have a concrete label; none where the package is not installed. */
export function openclipartCandidates(): Candidate[] {
  const { path, installed } = PACKAGES.openclipart;
  if (!installed()) return [];
  const counts = new Map<string, number>();
  const candidates: Candidate[] = [];
  for (const { id, name, tags, svg } of readCatalogue(path)) {
    const labels = name === undefined ? undefined : labelsOf(name, tags);
    if (labels === undefined) continue;
    const count = counts.get(labels.label) ?? 0;
    if (count >= MOST_OF_LABEL) continue;
    counts.set(labels.label, count + 1);
    candidates.push({
      source: "openclipart",
      sourceId: id,
      label: labels.label,
      furtherLabels: labels.further,
      style: "line",
      licence: "public domain",
      attribution: "Open Clip Art Library, by its contributors (public domain)",
      drawing: { kind: "clipart", svg },
    });
  }
  return candidates;
}

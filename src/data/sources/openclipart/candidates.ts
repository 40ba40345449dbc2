import { labelsOf } from "../../words/labels.ts";
import type { Candidate } from "../../drawn/picture.ts";
import { isEveryday } from "../../words/popularity.ts";
import { nameableLabels } from "../../words/unnameable.ts";
import { PACKAGES } from "../icons/packages.ts";
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
    const labels = name === undefined ? undefined : nameableLabels(labelsOf(name, tags));
    if (labels === undefined) continue;
    const count = counts.get(labels.label) ?? 0;
    if (count >= MOST_OF_LABEL) continue;
    counts.set(labels.label, count + 1);
    const candidate: Candidate = {
      source: "openclipart",
      sourceId: id,
      label: labels.label,
      furtherLabels: labels.further,
      style: "line",
      licence: "public domain",
      attribution: "Open Clip Art Library, by its contributors (public domain)",
      drawing: { kind: "clipart", svg },
    };
    candidates.push(candidate);
    if (isSilhouette(svg)) candidates.push({ ...candidate, style: "solid" });
    else if (isEveryday(labels.label)) candidates.push({ ...candidate, style: "shaded" });
  }
  return candidates;
}

/** Whether a drawing is of black areas alone. */
function isSilhouette(svg: string): boolean {
  const shown = svg.replace(/<metadata[\s\S]*<\/metadata>|<sodipodi:namedview[^>]*>/g, "");
  return Array.from(shown.matchAll(/\b(fill|stroke|stop-color)\s*(?:=\s*"|:)\s*([^";]+)/g)).every((
    [, property, colour = ""],
  ) => colour === "none" || property === "fill" && /^(#0{3}|#0{6}|black)$/.test(colour.trim()));
}

/** Which key could have been meant by one that there is not. */
import { pathsOf, type Schema } from "./keys.ts";
import { nearestName } from "../words/nearest_name.ts";
import { SECTIONS } from "./places.ts";

/**
 * A clause that names the key that could be meant: one of the same last part, or one that is written much like it, of the same
 * section first; else what the section has.
 */
export function meant(word: string, schema: Schema): string {
  const [section = "", ...rest] = word.split(".");
  const same = pathsOf(schema, rest.at(-1) ?? section);
  if (same.length > 0) return `did you mean ${same.join(" or ")}?`;
  const all = [...schema.keys.keys()];
  const own = SECTIONS.includes(section) ? all.filter((path) => path.startsWith(`${section}.`)) : [];
  const near = nearestOf(rest.join("."), own) ?? nearestPath(word, all) ??
    nearestOf(rest.at(-1) ?? word, all);
  if (near !== undefined) return `did you mean ${near}?`;
  return own.length > 0 ? `there are ${own.join(", ")}` : `sections are ${SECTIONS.join(", ")}`;
}

/** The path whose part behind the section is most like a name. */
function nearestOf(name: string, paths: readonly string[]): string | undefined {
  const parts = new Map(paths.map((path) => [path.slice(path.indexOf(".") + 1), path]));
  const near = nearestName(name, parts.keys());
  return near === undefined ? undefined : parts.get(near);
}

const nearestPath = (word: string, paths: readonly string[]): string | undefined =>
  nearestName(
    word,
    word.includes(".") ? paths : [...SECTIONS, "experiment", ...paths, "defaults", "extends"],
  );

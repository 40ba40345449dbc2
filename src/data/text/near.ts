/** What could have been meant by a path that leads nowhere. */
import { basename, dirname, join } from "node:path";
import { editDistance } from "../../words/distance.ts";

/** Names that are told at most, and entries of a folder that are looked at. */
const TOLD = 4, LOOKED_AT = 5000;
/** Slips for each letter that a name may differ by. */
const SLIPS = 0.4;

/** A clause that names what is there and looks like `path`, or what else is there; empty where nothing is. */
export async function nearPaths(path: string): Promise<string> {
  const parent = dirname(path);
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(parent)) {
      if (names.length === LOOKED_AT) break;
      if (!name.startsWith(".")) names.push(isDirectory ? `${name}/` : name);
    }
  } catch {
    return await Deno.stat(parent).then(() => "", () => `; there is no folder ${parent} either`);
  }
  const wanted = basename(path).toLowerCase();
  const like = names.map((name) => ({ name, distance: distanceOf(wanted, name) }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1));
  const told = (some: readonly string[]) => some.slice(0, TOLD).map((name) => join(parent, name)).join(", ");
  if (like.length > 0) return `; did you mean ${told(like.map(({ name }) => name))}?`;
  const texts = names.filter((name) => /\.(txt|md|text)$/i.test(name)).sort();
  return texts.length > 0 ? `; there is ${told(texts)}${texts.length > TOLD ? ", …" : ""}` : "";
}

/** Slips between a name and what was written, where they are few, or one begins with the other. */
function distanceOf(wanted: string, name: string): number {
  const plain = name.replace(/\/$/, "").toLowerCase();
  const stem = (text: string) => text.replace(/\.[^.]*$/, "");
  const [a, b] = [stem(wanted), stem(plain)];
  const most = Math.max(1, SLIPS * Math.max(a.length, 3));
  const direct = Math.min(editDistance(wanted, plain, most), editDistance(a, b, most));
  if (direct < Infinity) return direct;
  const within = a.length > 2 && b.length > 2 && (a.includes(b) || b.includes(a));
  return within ? most + 1 : Infinity;
}

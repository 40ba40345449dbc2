/** The part of an experiment that tells which values to try. */
import { GROUPS } from "./places.ts";
import { at, type Branch, isBranch, isList, leavesOf, type Plain } from "./tree.ts";
import { OVER } from "./validate.ts";

/** A key, or a group of files, and what to try of it. */
export interface SweptKey {
  name: string;
  /** A list, or the text of a range. */
  values: readonly Plain[] | string;
  /** Whether the command line settles it. */
  isSettled: boolean;
}

/** What a configuration says to sweep over, in order; `chosen` are the groups that the command line chooses files of. */
export function sweptKeys(tree: Branch, chosen: readonly string[]): SweptKey[] {
  const over = at(tree, ["sweep", OVER]);
  if (over === undefined || !isBranch(over)) return [];
  return Array.from(leavesOf(over)).filter(([path]) => path.length > 0).map(([path, node]) => {
    const name = path.join("."), there = at(tree, path);
    const isSettled = GROUPS.some((group) => group === name)
      ? chosen.includes(name)
      : there !== undefined && !there.origin.isFile;
    const value = isBranch(node) ? [] : node.value;
    return { name, values: isList(value) || typeof value === "string" ? value : [], isSettled };
  });
}

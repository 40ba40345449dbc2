/** Where the values of a configuration come from, in words. */
import type { Field } from "../base/fields.ts";
import type { Composition } from "./compose.ts";
import { type Key, keyAt, pathsOf, type Schema } from "./keys.ts";
import { meant } from "./nearest_key.ts";
import { OPEN, SECTIONS } from "./places.ts";
import { at, fault, isBranch, leavesOf, type Plain, plainOf, type TreeNode } from "./tree.ts";

/**
 * Lines that tell a key's value, where it comes from and what it stands in the place of; of a section, each of its keys that
 * has a value. Throws a UserError of kind "usage" for a key that there is not.
 */
export function explained(word: string, { tree, task }: Composition, schema: Schema): string[] {
  const path = pathOf(word, schema).split(".");
  const node = at(tree, path), name = path.join(".");
  const key = keyAt(schema, name, task) ?? keyAt(schema, name);
  if (key === undefined && node === undefined && !SECTIONS.includes(name)) {
    const origin = { place: `--explain ${word}`, isFile: false };
    throw fault(origin, `there is no such key; ${meant(word, schema)}`);
  }
  if (isBranch(node)) {
    const leaves = [...leavesOf(node)].filter(([inner]) => inner.length > 0);
    if (leaves.length === 0) return [`${name}: {}`, `  ${node.origin.place}`];
    return leaves.flatMap((
      [inner, leaf],
    ) => [`${name}.${inner.join(".")}: ${shown(leaf)}`, ...history(leaf)]);
  }
  if (node === undefined && key === undefined) return [`${name}: nothing is given`];
  return [
    `${name}: ${node === undefined || node.value === null ? unset(key) : shown(node)}`,
    ...node === undefined ? [] : history(node),
    ...key === undefined ? [] : described(key, node === undefined),
  ];
}

function pathOf(word: string, schema: Schema): string {
  if (schema.keys.has(word) || SECTIONS.includes(word) || OPEN.some((each) => word.startsWith(`${each}.`))) {
    return word;
  }
  const paths = word.includes(".") ? [] : pathsOf(schema, word);
  return paths.length === 1 ? paths[0]! : word;
}

const shown = (node: TreeNode): string => JSON.stringify(plainOf(node));

/** A line for each place that gives a value, the one that counts first. */
function history(node: TreeNode): string[] {
  const lines: string[] = [];
  let each: TreeNode | undefined = node;
  for (let over = false; each !== undefined; over = true) {
    const written = !isBranch(each) && each.written !== undefined ? `, written ${each.written}` : "";
    lines.push(`  ${over ? `over ${shown(each)}, ` : ""}${each.origin.place}${written}`);
    each = isBranch(each) ? undefined : each.over;
  }
  return lines;
}

const fallbackOf = (field: Field): Plain | undefined =>
  field.type === "switch" ? false : field.fallback === undefined ? undefined : field.fallback;

function unset(key: Key | undefined): string {
  const fallback = key && fallbackOf(key.field);
  return fallback === undefined ? "not given" : JSON.stringify(fallback);
}

function described({ field }: Key, byDefault: boolean): string[] {
  const usual = field.usual ??
    (fallbackOf(field) === undefined ? undefined : JSON.stringify(fallbackOf(field)));
  const choices = field.type === "choice" ? `; one of ${field.choices.join(", ")}` : "";
  const line = usual === undefined ? [] : [`  ${byDefault ? "by default" : "default"} (${usual})`];
  return [...line, `  ${field.text}${choices}`];
}

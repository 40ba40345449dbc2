/** What is wrong with a configuration, before anything is done with it. */
import { faultOf } from "../base/check.ts";
import type { Field } from "../base/fields.ts";
import { type Key, keyAt, type Schema } from "./keys.ts";
import { insteadOf, nearestName } from "../words/nearest_name.ts";
import { meant } from "./nearest_key.ts";
import { GROUPS, RIVALS, SECTIONS } from "./places.ts";
import {
  at,
  type Branch,
  fault,
  isBranch,
  isList,
  type Leaf,
  leavesOf,
  type Origin,
  type Plain,
  type TreeNode,
} from "./tree.ts";
import { triedIn } from "./sweep/values.ts";
import { kindOf } from "./yaml.ts";

/** Lists that a sweep goes over, by key. */
export const OVER = "over";

/**
 * Throws a UserError for the first key that there is not: it tells where it stands, its path, and the key that could be meant.
 * Keys are checked before references are worked out, as a reference may lead to what is written wrongly.
 */
export function validateKeys(tree: Branch, schema: Schema): void {
  for (const [name, { origin }] of tree.children) {
    if (SECTIONS.includes(name) || schema.keys.has(name)) continue;
    throw fault(origin, `there is no section ${name}; ${meant(name, schema)}`);
  }
  const sweep = tree.children.get("sweep"), known = [OVER, ...keysIn("sweep", schema)];
  for (const [name, { origin }] of isBranch(sweep) ? sweep.children : []) {
    if (!known.includes(name)) {
      throw fault(origin, `there is no key sweep.${name}; ${insteadOf(name, known)}`);
    }
  }
  for (const [path, node] of leavesOf(tree)) {
    for (const each of layersOf(node)) checkPath(path, each, schema);
  }
}

/**
 * Throws a UserError for the first value that is wrong: it tells where it stands, its path and value, and what would be
 * right. What another value stands in the place of is checked too.
 */
export function validateValues(tree: Branch, schema: Schema, task: string | undefined): void {
  for (const [path, node] of leavesOf(tree)) {
    const key = keyAt(schema, path.join("."));
    for (const each of layersOf(node)) {
      if (isSwept(path)) checkSwept(path.slice(2), each, schema);
      else if (key !== undefined && !isBranch(each)) checkField(key, each);
    }
    if (task === undefined || isBranch(node) || node.value === null || key?.tasks === undefined) continue;
    const own = keyAt(schema, key.path, task);
    if (own === undefined) {
      throw fault(
        node.origin,
        `${key.path} is a setting of the task ${key.tasks.join(", ")}, not of ${task}`,
      );
    }
    checkField(own, node);
  }
  checkRivals(tree);
}

const keysIn = (section: string, { keys }: Schema): string[] =>
  [...keys.keys()].filter((path) => path.startsWith(`${section}.`)).map((path) =>
    path.slice(section.length + 1)
  );

/** A node, and what it stands in the place of. */
function* layersOf(node: TreeNode): Generator<TreeNode> {
  for (let each: TreeNode | undefined = node; each !== undefined;) {
    yield each;
    each = isBranch(each) ? undefined : each.over;
  }
}

const isSwept = ([section, list, ...key]: readonly string[]): boolean =>
  section === "sweep" && list === OVER && key.length > 0;

/** One budget is enough. */
function checkRivals(tree: Branch): void {
  const [first, second] = RIVALS.filter((path) => valueAt(tree, path) !== undefined);
  const node = second === undefined ? undefined : at(tree, second.split("."));
  if (node !== undefined) {
    throw fault(node.origin, `${second} stands beside ${first}; give one of ${RIVALS.join(", ")}`);
  }
}

/** The task that learns some files. */
export type TaskOfFiles = (files: readonly string[]) => Promise<string>;

/** The task that a tree says, or that its data tell; undefined where the model that it begins with will tell. */
export async function taskOf(
  tree: Branch,
  ofFiles: TaskOfFiles = () => Promise.resolve("text"),
): Promise<string | undefined> {
  const said = valueAt(tree, "task.name");
  if (typeof said === "string") return said;
  const files = valueAt(tree, "data.files");
  if (files !== undefined && !(isList(files) && files.length === 0)) {
    return await ofFiles([files].flat().map(String));
  }
  return valueAt(tree, "run.initFrom") === undefined ? "art" : undefined;
}

/** A value at a path; undefined where there is none. */
function valueAt(tree: Branch, path: string): Plain | undefined {
  const node = at(tree, path.split("."));
  return node === undefined || isBranch(node) || node.value === null ? undefined : node.value;
}

function checkPath(path: readonly string[], node: TreeNode, schema: Schema): void {
  const { origin } = node, [section = "", component = ""] = path;
  const name = path.join(".");
  if (path.length === 0) return;
  if (path.length === 1 && SECTIONS.includes(section)) return checkSection(section, node);
  if (section === "callbacks") {
    if (schema.callbacks !== undefined && !schema.callbacks.includes(component)) {
      throw fault(origin, `there is no callback ${component}; ${insteadOf(component, schema.callbacks)}`);
    }
    if (path.length === 2 && !isBranch(node)) {
      throw fault(origin, `${name}: ${kindOf(node.value)} is no settings by name; {} takes the usual ones`);
    }
    if (schema.callbacks === undefined || path.length === 2) return;
  }
  if (isSwept(path)) return;
  if (name === `sweep.${OVER}`) {
    if (isBranch(node) || node.value === null) return;
    throw fault(origin, `${name}: ${kindOf(node.value)} is no lists of values by key`);
  }
  const key = keyAt(schema, name);
  if (key !== undefined && !isBranch(node)) return;
  if (key !== undefined) {
    const what = key.field.type === "list" ? "a list" : "a value";
    throw fault(origin, `${name} takes ${what}, not values by name`);
  }
  const around = path.slice(0, -1).join(".");
  if (schema.keys.has(around)) throw fault(origin, `${around} takes a value, not values by name`);
  if (isBranch(node) && [...schema.keys.keys()].some((each) => each.startsWith(`${name}.`))) return;
  throw fault(origin, `there is no key ${name}; ${meant(name, schema)}`);
}

function checkSection(section: string, node: TreeNode): void {
  if (isBranch(node) || node.value === null) return;
  const chosen = GROUPS.some((group) => group === section)
    ? `; to choose a file write - ${section}: ${String(node.value)} in its list of defaults`
    : "";
  throw fault(node.origin, `${section}: ${kindOf(node.value)} is no values by name${chosen}`);
}

/** What a value must be for its field; an unresolved reference is checked where it is worked out. */
function checkField({ path, field }: Pick<Key, "path" | "field">, { value, origin, items }: Leaf): void {
  if (value === null || typeof value === "string" && /\$\{/.test(value)) return;
  const expected = faultOf(field, listed(field, value));
  if (expected === undefined) return;
  const strange = isList(value) ? value.findIndex((each) => typeof each !== "string") : -1;
  const near = field.type === "choice" && typeof value === "string"
    ? nearestName(value, field.choices)
    : undefined;
  const advice = near !== undefined
    ? `; did you mean ${near}?`
    : field.type === "text" && typeof value !== "object"
    ? `; write it in quotes`
    : "";
  throw fault(items?.[strange] ?? origin, `${path}: ${told(value)} is not ${expected}${advice}`);
}

/** A value as a list where its field takes one: a single text is a list of one. */
export const listed = (field: Field, value: Plain): Plain =>
  field.type === "list" && typeof value === "string" ? [value] : value;

const told = (value: Plain): string => {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Lists of a sweep: values of keys, or names of a group's files. */
function checkSwept(path: readonly string[], node: TreeNode, schema: Schema): void {
  const name = path.join("."), { origin } = node;
  const isGroup = GROUPS.some((group) => group === name);
  const key = keyAt(schema, name);
  if (!isGroup && key === undefined) {
    throw fault(origin, `sweep.${OVER}: there is no key ${name}; ${meant(name, schema)}`);
  }
  const value = isBranch(node) ? null : node.value;
  if (typeof value === "string") return checkRange(name, value, origin);
  if (isBranch(node) || !isList(node.value) || node.value.length === 0) {
    throw fault(
      origin,
      `sweep.${OVER}.${name} takes a list of values to try, or a range such as log(1e-4,1e-2)`,
    );
  }
  if (key === undefined) return;
  for (const [i, value] of node.value.entries()) {
    checkField(key, { value, origin: node.items?.[i] ?? origin });
  }
}

function checkRange(name: string, text: string, origin: Origin): void {
  const place = `sweep.${OVER}.${name}: ${JSON.stringify(text)} is no list of values to try`;
  try {
    if (/^\w+\(/.test(text) && triedIn(text) !== undefined) return;
  } catch (error) {
    throw fault(origin, `${place}: ${error instanceof Error ? error.message : error}`);
  }
  throw fault(origin, `${place}, and no range such as range(4), log(1e-4,1e-2) or uniform(0,0.5)`);
}

/** What is wrong with a configuration, before anything is done with it. */
import { faultOf } from "../base/check.ts";
import type { Field } from "../base/fields.ts";
import { type Key, keyAt, type Schema } from "./keys.ts";
import { insteadOf, nearestName } from "./nearest.ts";
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
  type Plain,
  type TreeNode,
} from "./tree.ts";
import { kindOf } from "./yaml.ts";

/** Lists that a sweep goes over, by key. */
export const OVER = "over";

/**
 * Throws a UserError for the first thing that is wrong: it tells where it stands, its path and value, what would be right,
 * and the key that could be meant. What another value stands in the place of is checked too.
 */
export function validate(tree: Branch, schema: Schema, task: string | undefined): void {
  for (const [path, node] of leavesOf(tree)) {
    for (let each: TreeNode | undefined = node; each !== undefined;) {
      checkNode(path, each, schema);
      each = isBranch(each) ? undefined : each.over;
    }
    const key = keyAt(schema, path.join("."));
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

/** One budget is enough. */
function checkRivals(tree: Branch): void {
  const [first, second] = RIVALS.filter((path) => valueAt(tree, path) !== undefined);
  const node = second === undefined ? undefined : at(tree, second.split("."));
  if (node !== undefined) {
    throw fault(node.origin, `${second} stands beside ${first}; give one of ${RIVALS.join(", ")}`);
  }
}

/** The task that a tree says, or that its data tell; undefined where the model that it begins with will tell. */
export function taskOf(tree: Branch): string | undefined {
  const said = valueAt(tree, "task.name");
  if (typeof said === "string") return said;
  const files = valueAt(tree, "data.files");
  if (files !== undefined && !(isList(files) && files.length === 0)) return "text";
  return valueAt(tree, "run.initFrom") === undefined ? "art" : undefined;
}

/** A value at a path; undefined where there is none. */
function valueAt(tree: Branch, path: string): Plain | undefined {
  const node = at(tree, path.split("."));
  return node === undefined || isBranch(node) || node.value === null ? undefined : node.value;
}

function checkNode(path: readonly string[], node: TreeNode, schema: Schema): void {
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
  if (section === "sweep" && component === OVER && path.length > 2) {
    return checkSwept(path.slice(2), node, schema);
  }
  const key = keyAt(schema, name);
  if (key === undefined) {
    const around = path.slice(0, -1).join(".");
    if (schema.keys.has(around)) throw fault(origin, `${around} takes a value, not values by name`);
    if (isBranch(node) && [...schema.keys.keys()].some((each) => each.startsWith(`${name}.`))) return;
    throw fault(origin, `there is no key ${name}; ${meant(name, schema)}`);
  }
  if (isBranch(node)) {
    throw fault(
      origin,
      `${name} takes ${key.field.type === "list" ? "a list" : "a value"}, not values by name`,
    );
  }
  checkField(key, node);
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
  if (isBranch(node) || !isList(node.value) || node.value.length === 0) {
    throw fault(origin, `sweep.${OVER}.${name} takes a list of values to try`);
  }
  if (key === undefined) return;
  for (const [i, value] of node.value.entries()) {
    checkField(key, { value, origin: node.items?.[i] ?? origin });
  }
}

/** Values that refer to others: ${path.of.key}. */
import type { Field } from "../base/fields.ts";
import { keyAt, type Schema } from "./keys.ts";
import { meant } from "./nearest_key.ts";
import {
  at,
  type Branch,
  fault,
  isBranch,
  isList,
  isMapping,
  type Leaf,
  type Plain,
  type TreeNode,
} from "./tree.ts";

/** A reference, or an escaped beginning of one. */
const REFERENCE = /\$\$\{|\$\{([^{}]*)\}?/g;
/** A secret: the name of a variable of the environment. */
const SECRET = /^\$\{env:([A-Za-z_][A-Za-z0-9_]*)\}$/;

/** The variable that a text stands for; undefined where it is no secret. */
export const variableOf = (text: Plain): string | undefined =>
  typeof text === "string" ? SECRET.exec(text)?.[1] : undefined;

/** A text in which nothing is a reference. */
export const escaped = (text: string): string => text.replaceAll("${", () => "$${");

const isSecret = (field: Field | undefined): boolean => field?.type === "text" && field.secret === true;

/**
 * A tree whose references are worked out; secrets stay as they are written. Throws a UserError for a reference to nothing,
 * to itself by way of others, and for secrets where they have no place.
 */
export function interpolated(tree: Branch, schema: Schema): Branch {
  const done = new Map<string, Plain>();

  const valueOf = (path: string, leaf: Leaf, trail: readonly string[]): Plain => {
    const known = done.get(path);
    if (known !== undefined) return known;
    const { origin, value } = leaf;
    if (trail.includes(path)) {
      throw fault(origin, `${path} refers to itself: ${[...trail, path].join(" → ")}`);
    }
    const secret = isSecret(keyAt(schema, path)?.field);
    if (secret && value !== null && variableOf(value) === undefined) {
      throw fault(origin, `${path} is a secret: it stands in the environment; write \${env:NAME}`);
    }
    const result = secret ? value : filled(value, leaf, [...trail, path]);
    done.set(path, result);
    return result;
  };

  const filled = (value: Plain, leaf: Leaf, trail: readonly string[]): Plain => {
    if (isList(value)) return value.map((each) => filled(each, leaf, trail));
    if (isMapping(value)) {
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, leaf, trail)]));
    }
    if (typeof value !== "string" || !value.includes("${")) return value;
    const whole = /^\$\{([^{}]*)\}$/.exec(value);
    if (whole !== null) return referred(whole[1]!, leaf, trail);
    return value.replace(REFERENCE, (match, name?: string) => {
      if (name === undefined) return "${";
      if (!match.endsWith("}")) {
        throw fault(leaf.origin, `${trail.at(-1)}: ${match} is not closed; $\${ stands for \${ itself`);
      }
      const text = referred(name, leaf, trail);
      if (typeof text !== "object" || text === null) return String(text);
      throw fault(leaf.origin, `${trail.at(-1)}: \${${name}} is no single value, to stand within a text`);
    });
  };

  const referred = (name: string, { origin }: Leaf, trail: readonly string[]): Plain => {
    const from = trail.at(-1);
    if (name.startsWith("env:")) {
      throw fault(origin, `${from}: \${${name}} is for secrets, and ${from} is none; write its value`);
    }
    const field = keyAt(schema, name)?.field;
    if (isSecret(field)) throw fault(origin, `${from}: \${${name}} is a secret, which nothing else may hold`);
    const target = at(tree, name.split("."));
    if (target !== undefined && !isBranch(target) && target.value !== null) {
      return valueOf(name, target, trail);
    }
    const fallback = field !== undefined && "fallback" in field ? field.fallback : undefined;
    if (fallback !== undefined) return fallback;
    if (isBranch(target)) throw fault(origin, `${from}: \${${name}} is a section; name one of its keys`);
    if (field !== undefined) throw fault(origin, `${from}: \${${name}} has no value here`);
    throw fault(origin, `${from}: there is no \${${name}}; ${meant(name, schema)}`);
  };

  const walk = (node: TreeNode, path: readonly string[]): TreeNode => {
    if (isBranch(node)) {
      const children = Array.from(
        node.children,
        ([key, child]) => [key, walk(child, [...path, key])] as const,
      );
      return { ...node, children: new Map(children) };
    }
    const value = valueOf(path.join("."), node, []);
    return value === node.value ? node : { ...node, value, written: JSON.stringify(node.value) };
  };
  const children = Array.from(tree.children, ([key, child]) => [key, walk(child, [key])] as const);
  return { ...tree, children: new Map(children) };
}

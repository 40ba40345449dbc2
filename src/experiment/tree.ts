/** A configuration as a tree of values that know where they come from. */
import { UserError } from "../base/errors.ts";

/** Values as YAML and JSON have them. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

export const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

export const isMapping = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Where a value comes from: a line of a file, or the command line. */
export interface Origin {
  /** Such as "conf/experiment/austen.yaml:7", or "--seed". */
  place: string;
  isFile: boolean;
}

/** A value; a list is one. */
export interface Leaf {
  value: Plain;
  origin: Origin;
  /** Of a list: where each of its values is. */
  items?: readonly Origin[];
  /** As it was written, where it refers to others. */
  written?: string;
  /** What it stands in the place of. */
  over?: TreeNode;
}

/** Values by name. */
export interface Branch {
  children: Map<string, TreeNode>;
  origin: Origin;
}

export type TreeNode = Leaf | Branch;

export const isBranch = (node: TreeNode | undefined): node is Branch =>
  node !== undefined && "children" in node;

export const branch = (origin: Origin, children: Iterable<readonly [string, TreeNode]> = []): Branch => ({
  children: new Map(children),
  origin,
});

/** A fault of a configuration: of kind "input" where a file is at fault, "usage" where it is the command line. */
export const fault = ({ place, isFile }: Origin, message: string): UserError =>
  new UserError(isFile ? "input" : "usage", `${place}: ${message}`);

/** One tree over another: branches are joined, all else takes the place of what was there. Neither is changed. */
export function merged(under: TreeNode | undefined, over: TreeNode): TreeNode {
  if (under === undefined) return over;
  if (!isBranch(over)) return { ...over, over: over.over === undefined ? under : merged(under, over.over) };
  if (!isBranch(under)) return over;
  const children = new Map(under.children);
  for (const [key, node] of over.children) children.set(key, merged(children.get(key), node));
  return {
    children,
    origin: over.children.size > 0 && under.children.size === 0 ? over.origin : under.origin,
  };
}

/** A branch over a branch, which is one. */
export function grown(under: Branch, over: Branch): Branch {
  const all = merged(under, over);
  return isBranch(all) ? all : over;
}

/** What stands at a path. */
export function at(tree: TreeNode, path: readonly string[]): TreeNode | undefined {
  let node: TreeNode | undefined = tree;
  for (const key of path) node = isBranch(node) ? node.children.get(key) : undefined;
  return node;
}

/** A tree of one path, to be merged. */
export function planted(path: readonly string[], node: TreeNode): Branch {
  const [key = "", ...rest] = path;
  return branch(node.origin, [[key, rest.length === 0 ? node : planted(rest, node)]]);
}

/** A tree without what stands at a path. */
export function without(tree: Branch, [key = "", ...rest]: readonly string[]): Branch {
  const children = new Map(tree.children);
  const child = children.get(key);
  if (rest.length === 0) children.delete(key);
  else if (isBranch(child)) children.set(key, without(child, rest));
  return { ...tree, children };
}

/** All leaves, and branches with nothing in them, in order. */
export function* leavesOf(
  node: TreeNode,
  path: readonly string[] = [],
): Generator<readonly [path: readonly string[], node: TreeNode]> {
  if (!isBranch(node) || node.children.size === 0) return yield [path, node];
  for (const [key, child] of node.children) yield* leavesOf(child, [...path, key]);
}

/** A plain value of a tree. */
export function plainOf(node: TreeNode): Plain {
  if (!isBranch(node)) return node.value;
  return Object.fromEntries(Array.from(node.children, ([key, child]) => [key, plainOf(child)]));
}

/** A tree of plain values, all from one place. */
export function treeOf(value: Plain, origin: Origin): TreeNode {
  if (!isMapping(value)) return { value, origin };
  return branch(origin, Object.entries(value).map(([key, each]) => [key, treeOf(each, origin)]));
}

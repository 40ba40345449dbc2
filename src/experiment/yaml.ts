/** Files of configuration: YAML, of which each value knows its line. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import {
  type Branch,
  branch,
  fault,
  isBranch,
  isList,
  isMapping,
  type Leaf,
  type Origin,
  type Plain,
  plainOf,
  type TreeNode,
} from "./tree.ts";

/** Characters that a file may have, and levels. */
const MOST = 1 << 18, DEPTH = 32;

/** What a key looks like: names with dots between them. */
const KEY = /^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$/u;

/**
 * The tree of a text that is called `name`. Keys with dots are paths. Throws a UserError of kind "input", which tells the
 * line, for what is no YAML, has a key twice, or holds more than plain values by name.
 */
export function parseConfig(text: string, name: string): Branch {
  const whole: Origin = { place: name, isFile: true };
  if (text.length > MOST) throw fault(whole, `has ${text.length} characters; at most ${MOST} are read`);
  const lines = new LineCounter();
  const originAt = (offset: number): Origin => ({
    place: `${name}:${lines.linePos(offset).line}`,
    isFile: true,
  });
  const document = parsed(text, lines, whole);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw fault(originAt(problem.pos[0]), sentenceOf(problem.message, problem.code));
  const origin = originAt(0);
  if (document.contents === null) return branch(origin);
  if (isScalar(document.contents) && document.contents.value === null) return branch(origin);
  const tree = nodeOf(document.contents, { originAt, origin, depth: 0 });
  if (!isBranch(tree)) {
    throw fault(tree.origin, `holds ${kindOf(tree.value)}, not values by name (key: value)`);
  }
  return tree;
}

function parsed(text: string, lineCounter: LineCounter, whole: Origin) {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, merge: false });
  } catch (error) {
    // Levels without end exhaust the parser's stack.
    throw fault(whole, `cannot be read as YAML: ${error instanceof Error ? error.message : error}`);
  }
}

interface Reading {
  originAt(offset: number): Origin;
  /** Of what it stands in. */
  origin: Origin;
  depth: number;
}

function nodeOf(node: unknown, { originAt, origin, depth }: Reading): TreeNode {
  const range: unknown = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node)
    ? node.range
    : undefined;
  const here = Array.isArray(range) && typeof range[0] === "number" ? originAt(range[0]) : origin;
  if (depth > DEPTH) throw fault(here, `has more than ${DEPTH} levels`);
  const within = { originAt, origin: here, depth: depth + 1 };
  if (isAlias(node)) throw fault(here, `*${node.source}: write \${path.of.key} instead of an alias`);
  if (isSeq(node)) {
    const items = node.items.map((item) => nodeOf(item, within));
    return { value: items.map(plainOf), items: items.map(({ origin }) => origin), origin: here };
  }
  if (!isMap(node)) return { value: scalarOf(node, here), origin: here };
  const tree = branch(here);
  for (const { key, value } of node.items) {
    const place = isScalar(key) && key.range ? originAt(key.range[0]) : here;
    const name = isScalar(key) ? String(key.source ?? key.value) : "";
    if (!KEY.test(name)) {
      throw fault(
        place,
        `${JSON.stringify(name)} is no key: it takes letters, digits, "-" and "_", dots between`,
      );
    }
    const child = nodeOf(value, { ...within, origin: place });
    // A value stands where its key does.
    put(tree, name.split("."), { ...child, origin: place }, place);
  }
  return tree;
}

/** Puts a node at a path of a tree. */
function put(tree: Branch, [key = "", ...rest]: readonly string[], node: TreeNode, place: Origin): void {
  const there = tree.children.get(key);
  if (rest.length > 0 && there === undefined) {
    const inner = branch(place);
    tree.children.set(key, inner);
    return put(inner, rest, node, place);
  }
  if (rest.length > 0 && isBranch(there)) return put(there, rest, node, place);
  if (there === undefined) return void tree.children.set(key, node);
  throw fault(place, `${key} stands twice in this file, first at ${there.origin.place}`);
}

function scalarOf(node: unknown, origin: Origin): Plain {
  const value: unknown = isScalar(node) ? node.value : node;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw fault(origin, `${String(value)} is no text, finite number, true or false`);
}

/** What a value is, in words. */
export const kindOf = (value: Plain): string =>
  isList(value) ? "a list" : isMapping(value) ? "values by name" : JSON.stringify(value);

/** A message of the parser, in one line. */
function sentenceOf(message: string, code: string): string {
  if (code === "DUPLICATE_KEY") return "a key stands twice";
  return `is no YAML: ${message.replace(/\s+/g, " ").replace(/ at line \d+, column \d+:?.*$/, "")}`;
}

/** A value as the command line has it: YAML in one line, such as 6, [a, b] or {every: 5}. */
export function parseValue(text: string, origin: Origin): TreeNode {
  const lines = new LineCounter();
  const document = parsed(text, lines, origin);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw fault(origin, sentenceOf(problem.message, problem.code));
  const node = nodeOf(document.contents, { originAt: () => origin, origin, depth: 0 });
  return isBranch(node) ? node : { value: node.value, origin } satisfies Leaf;
}

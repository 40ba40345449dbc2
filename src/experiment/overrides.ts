/** Words of a command line that change a configuration. */
import { insteadOf } from "../words/nearest_name.ts";
import { meant } from "./nearest_key.ts";
import { keyAt, OFF, pathsOf, type Schema } from "./keys.ts";
import { type Choice, choiceOf, namesIn } from "./outline.ts";
import { GROUPS, OPEN, SECTIONS } from "./places.ts";
import {
  at,
  type Branch,
  fault,
  grown,
  isBranch,
  isList,
  type Origin,
  planted,
  type TreeNode,
  without,
} from "./tree.ts";
import { parseValue } from "./yaml.ts";

/** A change of a value: put in place, added where there is none, or taken away. */
export interface Edit {
  kind: "set" | "add" | "remove";
  path: readonly string[];
  node: TreeNode;
  origin: Origin;
}

/** What the words of a command line ask for. */
export interface Overrides {
  /** Experiments to begin with. */
  experiments: readonly string[];
  choices: readonly Choice[];
  edits: readonly Edit[];
}

const WORD =
  /^(?:~(?<gone>[\p{L}_][\p{L}\p{N}_.-]*)|(?<add>\+?)(?<key>[\p{L}_][\p{L}\p{N}_.-]*)=(?<value>.*))$/su;

/** Whether a word is an override: key=value, +key=value or ~key. */
export const isOverride = (word: string): boolean => WORD.test(word);

/** Whether a word, were it no override, could only be a slip: its key begins with the name of a section. */
export function namesSection(word: string): boolean {
  const [first = ""] = word.replace(/^[+~]/, "").split(/[.=]/);
  return SECTIONS.includes(first) || GROUPS.some((group) => group === first);
}

/** What some words ask for. Throws a UserError of kind "usage" for one that names no key. */
export function parseOverrides(words: readonly string[], schema: Schema): Overrides {
  const experiments: string[] = [], choices: Choice[] = [], edits: Edit[] = [];
  for (const word of words) {
    const origin: Origin = { place: word, isFile: false };
    const { gone, add, key = "", value = "" } = WORD.exec(word)?.groups ?? {};
    if (gone !== undefined) {
      const path = pathOf(gone, schema, origin);
      edits.push({ kind: "remove", path, node: { value: null, origin }, origin });
      continue;
    }
    if (key === "") throw fault(origin, "is no override; write key=value, +key=value or ~key");
    if (GROUPS.some((group) => group === key)) {
      const node = parseValue(value, origin);
      if (isBranch(node)) edits.push({ kind: "set", path: [key], node, origin });
      else if (key !== "experiment") choices.push(choiceOf(key, node.value, origin));
      else {
        const names = namesIn(node.value);
        if (names === undefined || value === "") throw fault(origin, "experiment takes the name of a file");
        experiments.push(...names);
      }
      continue;
    }
    const path = pathOf(key, schema, origin);
    edits.push({ kind: add ? "add" : "set", path, node: valueAt(path, value, schema, origin), origin });
  }
  return { experiments, choices, edits };
}

/** The path that a word names: in full, or by its last part where that is one alone. */
export function pathOf(word: string, schema: Schema, origin: Origin): string[] {
  if (word.includes(".") || schema.keys.has(word) || SECTIONS.includes(word)) return word.split(".");
  const paths = pathsOf(schema, word);
  if (paths.length === 1) return paths[0]!.split(".");
  if (paths.length > 1) throw fault(origin, `${word} can be ${paths.join(", ")}; write it in full`);
  throw fault(origin, `there is no key ${word}; ${meant(word, schema)}`);
}

/** The value that a text is at a path: where a text is asked for it is one, whatever else it may look like. */
function valueAt(path: readonly string[], text: string, schema: Schema, origin: Origin): TreeNode {
  const field = keyAt(schema, path.join("."))?.field;
  if (text === "") return { value: field?.type === "text" ? "" : null, origin };
  const isText = field?.type === "text" || field?.type === "choice";
  if (isText && !/^["']/.test(text)) return { value: text, origin };
  const node = parseValue(text, origin);
  return field?.type === "list" && !isBranch(node) && !isList(node.value) ? { value: [text], origin } : node;
}

/** A tree with an edit. Throws a UserError of kind "usage" for what is there and shall not be, or is not and shall be. */
export function edited(tree: Branch, { kind, path, node, origin }: Edit, schema: Schema): Branch {
  const there = at(tree, path), name = path.join("."), [section = "", component = ""] = path;
  const isUsual = section === "callbacks" && schema.usual.includes(component);
  if (kind === "remove") {
    if (there !== undefined && !(isUsual && path.length === 2)) return without(tree, path);
    // What every run has is there though nothing says so.
    if (isUsual && path.length === 2) {
      return grown(without(tree, path), planted([...path, OFF], { value: true, origin }));
    }
    const around = at(tree, path.slice(0, -1));
    const names = isBranch(around) ? Array.from(around.children.keys()) : [];
    throw fault(origin, `there is no ${name} to take away; ${insteadOf(path.at(-1) ?? "", names)}`);
  }
  if (kind === "add" && there !== undefined && !(isBranch(there) && path.length === 1)) {
    const place = isBranch(there)
      ? there.origin.place
      : `${JSON.stringify(there.value)} of ${there.origin.place}`;
    throw fault(origin, `${name} is there already (${place}); leave out the + to change it`);
  }
  const isKey = section === "sweep" && schema.keys.has(name);
  const isMissing = component !== "" && !isUsual && !isKey && at(tree, [section, component]) === undefined;
  if (kind === "set" && OPEN.includes(section) && isMissing) {
    throw fault(origin, `there is no ${section}.${component} to change; +${section}.${component}={} adds it`);
  }
  return grown(tree, planted(path, node));
}

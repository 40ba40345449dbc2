/** A grammar's text, parsed: rules with alternatives of words, choices and slots. */
import { UserError } from "../../base/errors.ts";

/** What stands for `{…}`. */
export interface Slot {
  kind: "slot";
  /** Name of a rule, a role or a variable; of a role with a class, such as "ingredient/herb". */
  ref: string;
  class?: string;
  /** Variable of whose sex it is. */
  like?: string;
  /** Variable that keeps what is chosen. */
  bind?: string;
  /** Whether what is chosen is part of the text's subject. */
  subject: boolean;
  /** Forms and facts in order, such as "s", "cap". */
  forms: readonly string[];
  /** How often, all different, and how these are put together. */
  repeat?: { from: number; to: number; how: string };
}
/** A number within limits, in steps. */
export interface Range {
  kind: "range";
  from: number;
  to: number;
  step: number;
  bind?: string;
  forms: readonly string[];
}
export interface Choice {
  kind: "choice";
  /** Whether the first that can be filled is taken; otherwise any. */
  ordered: boolean;
  options: readonly Sequence[];
}
export type Node = string | Slot | Range | Choice;
export type Sequence = readonly Node[];

/** One way to write a rule. */
export interface Alternative {
  /** "rule#number", for tests and counts. */
  id: string;
  weight: number;
  /** What must hold of a plan, by names that `Setting` knows, some with `|` between them, of which one is enough. */
  needs: readonly string[];
  /** What must not hold. */
  nots: readonly string[];
  /** Where this holds, it comes instead of the alternatives without. */
  about: readonly string[] | undefined;
  /** Words for what is to be written, of which one each must be asked for; instead of the alternatives without. */
  form: readonly (readonly string[])[] | undefined;
  /** The one tone that it is for, beside those for all. */
  only: string | undefined;
  lines: readonly { syllables?: number; nodes: Sequence }[];
}
export interface Rule {
  name: string;
  /** By tone; "" for those that fit each. A tone's own come instead of them. */
  byTone: Map<string, Alternative[]>;
}
export type Grammar = Map<string, Rule>;

const SLOT =
  /^([a-zA-Z][a-zA-Z0-9]*)(?:\/([a-z]+))?(?:~([a-z0-9]+))?(?::([a-z0-9]+))?(!)?((?:\.[a-z0-9]+(?:\/[a-z ]+)?)*)(?:\*(\d+)(?:-(\d+))?\|(\w+))?$/;
const RANGE = /^(\d+)-(\d+)(?:\/(\d+))?(?::([a-z0-9]+))?((?:\.[a-z0-9]+)*)$/;
const HEADER = /^(::|==) ([a-zA-Z0-9]+)((?: [a-z]+=[\w,|]+)*)$/;

const formsOf = (text: string | undefined) => text ? text.slice(1).split(".") : [];

function slotOf(text: string, where: string): Slot | Range {
  const range = RANGE.exec(text);
  if (range) {
    const [, from, to, step, bind, forms] = range;
    return {
      kind: "range",
      from: Number(from),
      to: Number(to),
      step: Number(step ?? 1),
      ...bind === undefined ? {} : { bind },
      forms: formsOf(forms),
    };
  }
  const match = SLOT.exec(text);
  if (!match) throw fault(where, `a slot that cannot be read: {${text}}`);
  const [, ref, group, like, bind, subject, forms, from, to, how] = match;
  return {
    kind: "slot",
    ref: ref!,
    ...group === undefined ? {} : { class: group },
    ...like === undefined ? {} : { like },
    ...bind === undefined ? {} : { bind },
    subject: subject !== undefined,
    forms: formsOf(forms),
    ...from === undefined ? {} : { repeat: { from: Number(from), to: Number(to ?? from), how: how! } },
  };
}

const fault = (where: string, what: string) => new UserError("input", `grammar ${where}: ${what}`);

/** Words, `{slots}` and `[choices|of|them]`, of which `[?these|those]` are tried in order; they may stand inside each other. */
export function parseSequence(text: string, where: string): Sequence {
  let at = 0;
  const read = (inside: boolean): Node[][] => {
    const options: Node[][] = [[]];
    let words = "";
    const flush = () => {
      if (words !== "") options.at(-1)!.push(words);
      words = "";
    };
    for (; at < text.length; at++) {
      const char = text[at]!;
      if (char === "{") {
        flush();
        const end = text.indexOf("}", at);
        if (end < 0) throw fault(where, `a brace is open: ${text}`);
        options.at(-1)!.push(slotOf(text.slice(at + 1, end), where));
        at = end;
      } else if (char === "[") {
        flush();
        at++;
        const ordered = text[at] === "?";
        if (ordered) at++;
        options.at(-1)!.push({ kind: "choice", ordered, options: read(true) });
        if (text[at] !== "]") throw fault(where, `a bracket is open: ${text}`);
      } else if (char === "|" && inside) {
        flush();
        options.push([]);
      } else if (char === "]" || char === "}") {
        if (char === "]" && inside) break;
        throw fault(where, `${char} without its beginning: ${text}`);
      } else words += char;
    }
    flush();
    return options;
  };
  return fitted(read(false)[0]!);
}

/** An action that stands before an object is one that fits any: nobody licks a lamp. */
function fitted(nodes: Sequence): Sequence {
  return nodes.map((node, i) => {
    if (typeof node === "string" || node.kind === "range") return node;
    if (node.kind === "choice") return { ...node, options: node.options.map(fitted) };
    const between = nodes[i + 1], object = nodes[i + 2];
    const isDone = node.ref === "action" && node.class === undefined && typeof between === "string" &&
      /^ (?:the |my |your )?$/.test(between) && typeof object === "object" && object.kind === "slot" &&
      (object.ref === "object" || object.ref === "topic");
    return isDone ? { ...node, class: "object" } : node;
  });
}

function alternative(
  lines: readonly string[],
  id: string,
  keys: Map<string, string>,
  change: (nodes: Sequence) => Sequence,
): Alternative {
  const weight = Number(keys.get("w") ?? 1);
  return {
    id,
    weight,
    needs: keys.get("need")?.split(",") ?? [],
    nots: keys.get("not")?.split(",") ?? [],
    about: keys.get("about")?.split(","),
    form: keys.get("form")?.split(",").map((words) => words.split("|")),
    only: keys.get("only"),
    lines: lines.map((line) => {
      const count = /^~(\d+) /.exec(line);
      if (!count) return { nodes: change(parseSequence(line, id)) };
      return { syllables: Number(count[1]), nodes: parseSequence(line.slice(count[0].length), id) };
    }),
  };
}

/**
 * Adds a text's rules to a grammar. `:: rule` begins one whose alternatives have a line each, with `2| ` before them where
 * they weigh more; `== rule` begins one alternative of several lines. `tone=` (instead of all without),
 * `only=` (beside these), `about=` and `form=` (instead of all without, where they hold), `need=`, `not=` and `w=` may follow. Of lines with
 * `~5 ` before them only what has five syllables is kept; steps begin with `%. ` and are numbered in the end; a line of which
 * nothing comes is left out.
 */
export function readGrammar(
  text: string,
  grammar: Grammar,
  change: (nodes: Sequence) => Sequence = (nodes) => nodes,
): void {
  let open: { mark: string; name: string; keys: Map<string, string>; lines: string[] } | undefined;
  const add = (lines: readonly string[], keys: Map<string, string>, name: string) => {
    const rule = grammar.get(name) ?? { name, byTone: new Map() };
    grammar.set(name, rule);
    const tone = keys.get("tone") ?? "";
    const known = rule.byTone.get(tone) ?? [];
    rule.byTone.set(tone, known);
    const id = `${name}${tone && "@" + tone}#${known.length + 1}`;
    known.push(alternative(lines, id, keys, change));
  };
  const close = () => {
    if (open?.mark !== "==") return;
    while (open.lines.at(-1) === "") open.lines.pop();
    add(open.lines, open.keys, open.name);
  };
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) continue;
    const header = HEADER.exec(line);
    if (header) {
      close();
      const keys = new Map(
        header[3]!.trim().split(" ").filter(Boolean).map((pair) => {
          const [key, value] = pair.split("=");
          return [key!, value!];
        }),
      );
      open = { mark: header[1]!, name: header[2]!, keys, lines: [] };
    } else if (open?.mark === "==") open.lines.push(line.trimEnd());
    else if (line.trim() !== "") {
      if (!open) throw fault(line, "words before the first rule");
      const weight = /^(\d+)\| /.exec(line);
      const keys = weight ? new Map([...open.keys, ["w", weight[1]!] as const]) : open.keys;
      add([line.slice(weight?.[0].length ?? 0).replace(/^_$/, "")], keys, open.name);
    }
  }
  close();
}

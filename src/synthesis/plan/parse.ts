/** Plans read from YAML, with a line for what is wrong. */
import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from "yaml";
import type * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { insteadOf, nearestName } from "../../words/nearest_name.ts";
import { type Plan, planSchema } from "../plan.ts";
import { inOrder } from "./yaml.ts";

/** Characters of a file at most. */
const MOST = 1 << 20;

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/**
 * The plan of a YAML text that is called `name`. Throws a UserError of kind "input" for the first thing that is wrong: its
 * line, path and value, and what would be right.
 */
export function parsePlan(text: string, name: string): Plan {
  if (text.length > MOST) {
    throw new UserError("input", `${name} has ${text.length} characters; at most ${MOST} are read`);
  }
  const lines = new LineCounter();
  const fault = (offset: number, what: string) =>
    new UserError("input", `${name}:${lines.linePos(offset).line}: ${what}`);
  const document = parsed(text, lines, name);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw fault(problem.pos[0], sentenceOf(problem.message, problem.code));
  visit(document, {
    Alias(_, { source, range }) {
      throw fault(range?.[0] ?? 0, `*${source}: a plan takes no aliases; write the value again`);
    },
  });
  if (!isMap(document.contents)) {
    throw fault(
      0,
      'holds no values by name (key: value), as a plan has; "ascii-gen create --plan-only" writes one',
    );
  }
  const value: unknown = document.toJS();
  const result = planSchema.safeParse(value);
  if (result.success) return { ...result.data, words: inOrder(result.data.words) };
  const issue = firstOf(result.error.issues);
  throw fault(offsetOf(document, issue), told(issue, value));
}

function parsed(text: string, lineCounter: LineCounter, name: string) {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, merge: false });
  } catch (error) {
    // Levels without end exhaust the parser's stack.
    throw new UserError(
      "input",
      `${name} cannot be read as YAML: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** A message of the parser, in one line. */
function sentenceOf(message: string, code: string): string {
  if (code === "DUPLICATE_KEY") return "a key stands twice";
  return `is no YAML: ${message.replace(/\s+/g, " ").replace(/ at line \d+, column \d+:?.*$/, "")}`;
}

/** A key that there is not comes first: the one that it should be is missing besides. */
const firstOf = (issues: readonly Issue[]): Issue =>
  issues.find(({ code }) => code === "unrecognized_keys" || code === "invalid_key") ?? issues[0]!;

/** Where the key or the value at fault begins; the start of what it stands in, where it is missing. */
function offsetOf(document: Document.Parsed, issue: Issue): number {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;
  for (let length = path.length; length > 0; length--) {
    const parent: unknown = document.getIn(path.slice(0, length - 1).map(keyOf), true) ?? document.contents;
    const last = keyOf(path[length - 1]!);
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const node: unknown = pair?.key ?? document.getIn(path.slice(0, length).map(keyOf), true);
    if (isNode(node) && !isAlias(node) && node.range) return node.range[0];
  }
  return 0;
}

const keyOf = (key: PropertyKey): string | number => typeof key === "symbol" ? String(key) : key;

/** What is wrong, in a clause. */
function told(issue: Issue, plan: unknown): string {
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") return noKey(path, issue.keys[0] ?? "", keysAt(issue.path, plan));
  if (issue.code === "invalid_key") {
    return noKey(
      path.split(".").slice(0, -1).join("."),
      String(issue.path.at(-1)),
      keysAt(issue.path.slice(0, -1), plan),
    );
  }
  const value = valueAt(plan, issue.path);
  if (value === undefined) return `${path} is missing: it is ${expected(issue)}`;
  const near = issue.code === "invalid_value" && typeof value === "string"
    ? nearestName(value, issue.values.map(String))
    : undefined;
  return `${path}: ${shown(value)} is not ${expected(issue)}${
    near === undefined ? "" : `; did you mean ${near}?`
  }`;
}

const noKey = (path: string, key: string, known: readonly string[]): string =>
  `there is no key ${path === "" ? key : `${path}.${key}`}; ${insteadOf(key, known)}`;

/** What would be right, in words that stand behind "is". */
function expected(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? `of type ${issue.expected}`;
    case "invalid_value":
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(", ")}`;
    case "too_small":
      return typeof issue.minimum === "number" && issue.origin === "number"
        ? `${issue.inclusive ? "at least" : "above"} ${issue.minimum}`
        : issue.origin === "array"
        ? "a list of one at least"
        : "a text that is not empty";
    case "too_big":
      return `${issue.inclusive ? "at most" : "below"} ${issue.maximum}`;
    case "invalid_union":
      return `one of ${SOURCES.join(", ")}`;
    case "invalid_format":
      return issue.format === "url" ? "an address, such as http://localhost:11434" : issue.message;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  array: "a list",
  object: "values by name",
  record: "values by name",
};

const SOURCES: readonly string[] = planSchema.shape.data.options.map(({ shape }) =>
  String(shape.source.value)
);

/** Keys that may stand at a path of a plan; those of data are of its source. */
function keysAt(path: Path, plan: unknown): string[] {
  const [section] = path.map(String);
  const { shape } = planSchema;
  switch (section) {
    case undefined:
      return Object.keys(shape);
    case "kinds":
      return [...shape.kinds.keyType.options];
    case "words":
      return [...shape.words.keyType.options];
    case "model":
      return Object.keys(shape.model.shape);
    default:
      return shape.data.options.filter(({ shape }) =>
        shape.source.value === valueAt(plan, ["data", "source"])
      )
        .flatMap(({ shape }) => Object.keys(shape));
  }
}

function valueAt(value: unknown, path: Path): unknown {
  let here = value;
  for (const key of path) {
    here = typeof here === "object" && here !== null ? Reflect.get(here, key) : undefined;
  }
  return here;
}

function shown(value: unknown): string {
  // JSON has no NaN and no infinity.
  const text = typeof value === "number" ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Settings read: flags over the environment over a file over what is usual. */
import { faultOf, numberIn, quoted } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { fallbacks, type Field } from "../../base/fields.ts";
import { type Branch, isBranch, plainOf } from "../../experiment/tree.ts";
import { parseConfig } from "../../experiment/yaml.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import { ALL_SETTINGS, isSecret, PREFIX, type Setting, SETTINGS, type Settings } from "./fields.ts";

/** Where settings come from. */
export interface Sources {
  /** YAML or JSON, and what the file is called. */
  file?: { name: string; text: string };
  /** All variables. */
  environment?: Readonly<Record<string, string>>;
  /** Values of flags, checked, by the names of SETTING_FLAGS. */
  flags?: Readonly<Record<string, unknown>>;
}

/** Values by path. */
type Values = ReadonlyMap<string, unknown>;

/** Settings that a store in a bucket needs, all of them. */
const STORE = ["endpoint", "bucket", "key", "secret"].map((name) => `artifacts.${name}`);

/** Throws a UserError of one line: what was wrong, where, what would be right; values of secrets are not told. */
export function readSettings({ file, environment = {}, flags = {} }: Sources): Settings {
  const values: Values = new Map([
    ...file === undefined ? [] : valuesOfFile(parseConfig(file.text, file.name)),
    ...valuesOfEnvironment(environment),
    ...valuesOfFlags(flags),
  ]);
  needTogether(values);
  const groups = Object.entries(SETTINGS).map(([group, fields]) => {
    const given = ALL_SETTINGS.filter((setting) => setting.group === group && values.has(setting.path))
      .map(({ name, path }) => [name, values.get(path)]);
    return [group, { ...fallbacks(fields), ...Object.fromEntries(given) }] as const;
  });
  const { "": own, ...rest } = Object.fromEntries(groups);
  // cast: each value was checked against its field, and what has a fallback has a value.
  return { ...own, ...rest } as unknown as Settings;
}

function needTogether(values: Values): void {
  const given = STORE.find((path) => values.has(path)), missing = STORE.find((path) => !values.has(path));
  if (given === undefined || missing === undefined) return;
  throw new UserError("usage", `${given} is set, but not ${missing}: a bucket needs ${STORE.join(", ")}`);
}

function* valuesOfFile(tree: Branch): Generator<[string, unknown]> {
  for (const [key, node] of tree.children) {
    const isGroup = key !== "" && Object.hasOwn(SETTINGS, key);
    if (!isGroup && !isBranch(node)) {
      yield valueAt(key, plainOf(node), node.origin.place);
      continue;
    }
    if (!isGroup) {
      throw new UserError("input", `${node.origin.place}: there is no group ${quoted(key)}; ${near(key)}`);
    }
    if (!isBranch(node)) {
      if (plainOf(node) === null) continue;
      throw new UserError("input", `${node.origin.place}: ${key} holds settings by name (key: value)`);
    }
    for (const [name, child] of node.children) {
      yield valueAt(`${key}.${name}`, plainOf(child), child.origin.place);
    }
  }
}

function valueAt(path: string, value: unknown, place: string): [string, unknown] {
  const setting = ALL_SETTINGS.find((each) => each.path === path);
  if (setting === undefined) {
    throw new UserError("input", `${place}: there is no setting ${quoted(path)}; ${near(path)}`);
  }
  const told = setting.field.type === "list" && typeof value === "string" ? listOf(value) : value;
  return [path, sound(setting, told, value, { where: `${place}: ${path}`, kind: "input" })];
}

function* valuesOfEnvironment(environment: Readonly<Record<string, string>>): Generator<[string, unknown]> {
  const { REDIS_URL: url } = environment;
  if (url) yield ["queue.url", url];
  for (const [variable, text] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX)) continue;
    const setting = ALL_SETTINGS.find((each) => each.variable === variable);
    if (setting === undefined) {
      const names = ALL_SETTINGS.map((each) => each.variable);
      throw new UserError("usage", `there is no setting ${variable}; ${insteadOf(variable, names)}`);
    }
    // What a file of variables leaves empty was not given.
    if (text === "") continue;
    const value = sound(setting, valueOf(setting.field, text), text, { where: variable, kind: "usage" });
    yield [setting.path, value];
  }
}

function* valuesOfFlags(flags: Readonly<Record<string, unknown>>): Generator<[string, unknown]> {
  for (const { flag, path } of ALL_SETTINGS) {
    const value = flag && flags[flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    if (value !== undefined) yield [path, value];
  }
}

/** A value as a text of the environment tells it. */
function valueOf(field: Field, text: string): unknown {
  switch (field.type) {
    case "integer":
    case "number":
      return text === field.word ? text : numberIn(text, field);
    case "switch":
      return { true: true, 1: true, false: false, 0: false }[text];
    case "list":
      return listOf(text);
    default:
      return text;
  }
}

const listOf = (text: string): string[] => text.split(",").map((each) => each.trim()).filter(Boolean);

/** The value, where its field can have it; `told` is how it was written. */
function sound({ field }: Setting, value: unknown, told: unknown, { where, kind }: Place): unknown {
  const expected = faultOf(field, value);
  if (expected === undefined) return value;
  const shown = isSecret(field)
    ? "what is given"
    : typeof told === "string"
    ? quoted(told)
    : Deno.inspect(told);
  throw new UserError(kind, `${where}: ${shown} is not ${expected}`);
}

interface Place {
  where: string;
  kind: "input" | "usage";
}

const near = (path: string): string => insteadOf(path, ALL_SETTINGS.map((each) => each.path));

/** Configurations written as YAML. */
import { stringify } from "yaml";
import type { Composition, RunValues } from "./compose.ts";
import { escaped, variableOf } from "./interpolate.ts";
import { keyAt, type Schema } from "./keys.ts";
import { SECTIONS } from "./places.ts";
import { isList, isMapping, type Plain, plainOf } from "./tree.ts";

/** The YAML of a composition: values with their references worked out, secrets as they are written. */
export function composedYaml({ tree, choices }: Composition): string {
  const chosen = Object.entries(choices).map(([group, names]) => `${group}: ${names.join(", ")}`);
  const all = plainOf(tree);
  return withComment(chosen.join("; "), isMapping(all) ? all : {});
}

/** The YAML of values by the names of their fields. */
export function valuesYaml(values: RunValues, schema: Schema, task: string, comment: string): string {
  const all: Record<string, Record<string, Plain>> = {};
  for (const path of schema.keys.keys()) {
    const key = keyAt(schema, path, task);
    if (key === undefined) continue;
    const { name, role } = key;
    const value = role === "run"
      ? values.run[name]
      : role === "task"
      ? values.settings[name]
      : role === "files"
      ? values.files
      : undefined;
    const [section = "", inner = ""] = path.split(".");
    if (value !== undefined) (all[section] ??= {})[inner] = value;
  }
  const { notes, callbacks } = values;
  return withComment(comment, { ...notes !== undefined && { notes }, ...all, ...callbacks && { callbacks } });
}

/** Values in the order of the sections, without what is not given. */
function withComment(comment: string, values: Readonly<Record<string, Plain>>): string {
  const names = [...Object.keys(values).filter((name) => !SECTIONS.includes(name)), ...SECTIONS];
  const entries = names.flatMap((name): [string, Plain][] => {
    const value = given(values[name] ?? null);
    // A section of which all was taken back.
    const isEmpty = value === null || isMapping(value) && Object.keys(value).length === 0;
    return isEmpty ? [] : [[name, value]];
  });
  const head = comment === "" ? "" : comment.split("\n").map((line) => `# ${line}\n`).join("");
  return head + (entries.length === 0 ? "{}\n" : stringify(Object.fromEntries(entries), { lineWidth: 100 }));
}

/** A value that reads back as itself: without what is null, and what looks like a reference but is none escaped. */
function given(value: Plain): Plain {
  if (typeof value === "string") return variableOf(value) === undefined ? escaped(value) : value;
  if (isList(value)) return value.map(given);
  if (!isMapping(value)) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, given(each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== null));
}

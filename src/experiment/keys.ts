/** The keys that a configuration may have: made of the fields of runs and tasks, and of nothing else. */
import { type Field, type Fields, flagOf } from "../base/fields.ts";
import { LINE_ONLY, placeOf, SHORT } from "./places.ts";

/** What a value is for: every run, one task's settings, what is learned from, a component, a sweep, or a word about it. */
export type Role = "run" | "task" | "files" | "component" | "sweep" | "said";

/** A key and its field. */
export interface Key {
  /** Such as "optimizer.learningRate". */
  path: string;
  /** The field's own name. */
  name: string;
  field: Field;
  role: Role;
  /** The tasks that have it, if not all do. */
  tasks?: readonly string[];
}

/** The fields that there are. */
export interface FieldSource {
  /** Of every run. */
  run: Fields;
  /** Settings of each task. */
  tasks: Readonly<Record<string, Fields>>;
  /** Settings of each callback; undefined where whoever runs them checks them. */
  callbacks?: Readonly<Record<string, Fields>> | undefined;
  /** Callbacks that every run has, unless they are off. */
  usual?: readonly string[];
  /** How a sweep goes on. */
  sweep?: Fields;
}

/** All keys by path; tasks may have different fields in one place. */
export interface Schema {
  keys: ReadonlyMap<string, readonly Key[]>;
  tasks: readonly string[];
  callbacks: readonly string[] | undefined;
  usual: readonly string[];
}

/** What a configuration says besides. */
const SAID: Fields = {
  "data.name": { type: "text", value: "name", text: "what the data are called, for ${data.name}" },
  notes: { type: "text", value: "words", text: "what the experiment is for" },
};
/** A setting of every callback: whether it is left out. */
export const OFF = "off";
const OFF_FIELD: Field = { type: "switch", text: "whether it is left out" };
const FILES: Field = { type: "list", value: "path", text: "files and folders to learn from" };

/** The keys made of fields. One that has no place in the table goes where its kind usually does. */
export function schemaOf({ run, tasks, callbacks, usual = [], sweep = {} }: FieldSource): Schema {
  const keys: Key[] = [
    ...Object.entries(SAID).map(([path, field]): Key => ({ path, name: path, field, role: "said" })),
    { path: "data.files", name: "files", field: FILES, role: "files" },
    ...Object.entries(run).filter(([name]) => !LINE_ONLY.includes(name)).map(([name, field]): Key => ({
      ...{ path: placeOf(name) ?? `training.${name}`, name, field, role: "run" },
    })),
    ...Object.entries(tasks).flatMap(([task, fields]) =>
      Object.entries(fields).map(([name, field]): Key => ({
        ...{ path: placeOf(name) ?? `task.${name}`, name, field, role: "task", tasks: [task] },
      }))
    ),
    ...Object.entries(callbacks ?? {}).flatMap(([callback, fields]) =>
      Object.entries({ ...fields, [OFF]: OFF_FIELD }).map(([name, field]): Key => ({
        ...{ path: `callbacks.${callback}.${name}`, name, field, role: "component" },
      }))
    ),
    ...Object.entries(sweep).map(([name, field]): Key => ({
      ...{ path: `sweep.${name}`, name, field, role: "sweep" },
    })),
  ];
  const byPath = Map.groupBy(keys, ({ path }) => path);
  return { keys: byPath, tasks: Object.keys(tasks), callbacks: callbacks && Object.keys(callbacks), usual };
}

/** Names of fields that have no place in the table. */
export function unplaced({ run, tasks }: FieldSource): string[] {
  const names = [...Object.keys(run), ...Object.values(tasks).flatMap((fields) => Object.keys(fields))];
  return names.filter((name) => !LINE_ONLY.includes(name) && placeOf(name) === undefined);
}

/** The key at a path, of a task where it is known. */
export function keyAt({ keys }: Schema, path: string, task?: string): Key | undefined {
  const there = keys.get(path);
  return there?.find(({ tasks }) => task === undefined || tasks === undefined || tasks.includes(task));
}

/** Paths of the keys that a word can stand for: its last part, its flag, or a short name. */
export function pathsOf({ keys }: Schema, word: string): string[] {
  const short = Object.hasOwn(SHORT, word) ? SHORT[word] : undefined;
  if (short !== undefined) return [short];
  return Array.from(keys.values(), ([key]) => key!)
    .filter(({ path, name, field }) =>
      path.endsWith(`.${word}`) || name === word || flagOf(name, field) === word
    )
    .map(({ path }) => path);
}

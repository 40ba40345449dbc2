/** Configurations composed of files and of what a command line says. */
import { flagOf } from "../base/fields.ts";
import { type ConfigFile, type ConfigFolder, readConfigFile, readGroupFile } from "./folders.ts";
import { escaped, interpolated } from "./interpolate.ts";
import { type Key, keyAt, type Schema } from "./keys.ts";
import { type Choice, type Outline, outlineOf, outlineOfFile, type Outlining } from "./outline.ts";
import { edited, type Overrides, parseOverrides } from "./overrides.ts";
import { GROUPS, PRESET, RIVALS, sizePaths } from "./places.ts";
import { type SweptKey, sweptKeys } from "./sweep.ts";
import {
  at,
  type Branch,
  branch,
  fault,
  grown,
  isBranch,
  isList,
  leavesOf,
  type Origin,
  type Plain,
  plainOf,
  planted,
  treeOf,
  without,
} from "./tree.ts";
import { OVER, taskOf, type TaskOfFiles, validateKeys, validateValues } from "./validate.ts";

/** What a configuration is composed of. */
export interface ComposeRequest {
  /** Words of the command line: experiment=austen, optimizer=adamw, architecture.layers=6, +callbacks.csv={}, ~callbacks.csv. */
  overrides: readonly string[];
  schema: Schema;
  folders: readonly ConfigFolder[];
  /** A file that all begins with, by its path or as it was read. */
  base?: string | ConfigFile | undefined;
  /** Fields that flags give, and the files that are named; they win over all else. */
  flags?: Readonly<Record<string, Plain | undefined>>;
  files?: readonly string[];
  /** Whether the configuration, and its data, tell the task; default true. */
  isTaskTold?: boolean;
  /** The task that the data tell; texts unless told otherwise. */
  taskOfFiles?: TaskOfFiles;
  /** Callbacks that flags give, with their settings. */
  callbacks?: Plain | undefined;
}

/** A configuration, checked. */
export interface Composition {
  /** With references worked out, but for secrets. */
  tree: Branch;
  /** The files that were chosen, by group. */
  choices: Readonly<Record<string, readonly string[]>>;
  /** What it is to learn, where it says. */
  task: string | undefined;
  /** What it sweeps over. */
  swept: readonly SweptKey[];
}

/**
 * Composes a configuration: the files of groups that experiments choose, the experiments, the files that the command line
 * chooses, its overrides, its flags, each over those before. Throws a UserError of one line for whatever is wrong.
 */
export async function compose(request: ComposeRequest): Promise<Composition> {
  const { schema, folders, isTaskTold = true } = request;
  const said = parseOverrides(request.overrides, schema);
  const { choices, ...files } = await treeOfFiles(request, said);
  // What a command line says is one layer.
  const flags = flagLayers(request);
  const set = said.edits.filter(({ kind }) => kind !== "remove").map(({ path, node }) => planted(path, node));
  let tree = withoutRivals(files.tree, [...set, ...flags].flatMap(pathsIn));
  for (const edit of said.edits) tree = edited(tree, edit, schema);
  for (const layer of flags) tree = grown(tree, layer);
  validateKeys(tree, schema);
  tree = interpolated(tree, schema);
  const task = isTaskTold ? await taskOf(tree, request.taskOfFiles) : undefined;
  validateValues(tree, schema, task);
  await checkSweptFiles(tree, folders);
  return { tree, choices, task, swept: sweptKeys(tree, said.choices.map(({ group }) => group)) };
}

/** All that files say, those too that the command line chooses. */
async function treeOfFiles(
  { base, folders }: ComposeRequest,
  said: Overrides,
): Promise<Pick<Composition, "tree" | "choices">> {
  const where = { group: "experiment", folders };
  const outlines = base === undefined ? [] : [await outlineOfBase(base, where)];
  for (const name of said.experiments) {
    outlines.push(await outlineOf(name, wordOf(`experiment=${name}`), where));
  }
  const above = lastOfEach(said.choices);
  // Of a group for which the command line chooses, what files choose counts no more.
  const below = lastOfEach(outlines.flatMap(({ choices }) => choices))
    .filter(({ group }) => !above.some((choice) => choice.group === group));
  const layers = [
    ...await layersOf(below, folders),
    ...outlines.flatMap(({ layers }) => layers),
    ...await layersOf(above, folders),
  ];
  const nothing: Branch = branch(wordOf("the command line"));
  const tree = layers.reduce((tree, layer) => grown(withoutRivals(tree, pathsIn(layer)), layer), nothing);
  const chosen = [...below, ...above].map(({ group, names }) => [group, names] as const);
  const experiments = said.experiments.length > 0 ? { experiment: said.experiments } : {};
  return { tree, choices: { ...experiments, ...Object.fromEntries(chosen) } };
}

async function outlineOfBase(base: string | ConfigFile, where: Outlining): Promise<Outline> {
  if (typeof base !== "string") return await outlineOfFile(base, wordOf(base.label), where);
  return await outlineOfFile(await readConfigFile(base), wordOf(`--like ${base}`), where);
}

const lastOfEach = (choices: readonly Choice[]): Choice[] => [
  ...new Map(choices.map((choice) => [choice.group, choice])).values(),
];

const wordOf = (place: string): Origin => ({ place, isFile: false });

/** Paths of the values of a layer. */
const pathsIn = (layer: Branch): string[] =>
  Array.from(leavesOf(layer)).filter(([, node]) => isBranch(node) || node.value !== null).map(([path]) =>
    path.join(".")
  );

/** A tree without what counts no more where values of some paths are to stand over it. */
function withoutRivals(tree: Branch, paths: readonly string[]): Branch {
  const gone = [
    ...RIVALS.some((path) => paths.includes(path)) ? RIVALS : [],
    ...paths.includes(PRESET) ? sizePaths() : [],
  ].filter((path) => !paths.includes(path));
  return gone.reduce((rest, path) => without(rest, path.split(".")), tree);
}

/** The trees of chosen files, each below its group. */
async function layersOf(choices: readonly Choice[], folders: readonly ConfigFolder[]): Promise<Branch[]> {
  const layers: Branch[] = [];
  for (const { group, names, origin } of choices) {
    for (const name of names) layers.push(...(await outlineOf(name, origin, { group, folders })).layers);
  }
  return layers;
}

function flagLayers({ schema, flags = {}, files = [], callbacks }: ComposeRequest): Branch[] {
  const keys = [...schema.keys.values()].flat();
  const layers = Object.entries(flags).flatMap(([name, value]) => {
    const key = keys.find((each) => each.name === name && ["run", "task", "sweep"].includes(each.role));
    if (value === undefined || key === undefined) return [];
    const origin = wordOf(`--${flagOf(name, key.field)}`);
    return [planted(key.path.split("."), { value: literal(value), origin })];
  });
  if (callbacks !== undefined) layers.push(planted(["callbacks"], treeOf(callbacks, wordOf("--callbacks"))));
  if (files.length === 0) return layers;
  return [
    ...layers,
    planted(["data", "files"], { value: literal(files), origin: wordOf("the command line") }),
  ];
}

/** A value of a flag, in which nothing is a reference. */
function literal(value: Plain): Plain {
  if (typeof value === "string") return escaped(value);
  return isList(value) ? value.map(literal) : value;
}

/** Throws where a sweep names a file of a group that there is not. */
async function checkSweptFiles(tree: Branch, folders: readonly ConfigFolder[]): Promise<void> {
  for (const group of GROUPS) {
    const node = at(tree, ["sweep", OVER, group]);
    if (node === undefined || isBranch(node) || !isList(node.value)) continue;
    for (const [i, name] of node.value.entries()) {
      const origin = node.items?.[i] ?? node.origin;
      if (name === null || typeof name === "object") {
        throw fault(origin, `sweep.${OVER}.${group} takes names of files`);
      }
      await readGroupFile(group, String(name), origin, folders);
    }
  }
}

/** What a configuration gives to each kind of key. */
export interface RunValues {
  /** Fields of every run. */
  run: Record<string, Plain>;
  /** Settings of the task. */
  settings: Record<string, Plain>;
  files: readonly string[] | undefined;
  /** Settings of callbacks by their names. */
  callbacks: Record<string, Plain> | undefined;
  /** How a sweep goes on. */
  sweep: Record<string, Plain>;
  notes: string | undefined;
}

/** The values of a composition by the names of their fields; `secret` gives what a secret stands for. */
export function valuesOf(
  { tree, task }: Composition,
  schema: Schema,
  secret: (key: Key, written: Plain) => Plain = (_, written) => written,
): RunValues {
  const values: RunValues = {
    run: {},
    settings: {},
    files: undefined,
    callbacks: undefined,
    sweep: {},
    notes: undefined,
  };
  for (const path of schema.keys.keys()) {
    const key = keyAt(schema, path, task) ?? keyAt(schema, path);
    const node = at(tree, path.split("."));
    if (key === undefined || node === undefined || isBranch(node) || node.value === null) continue;
    const { field, role, name } = key;
    const listed = field.type === "list" && typeof node.value === "string" ? [node.value] : node.value;
    const value = field.type === "text" && field.secret ? secret(key, listed) : listed;
    if (role === "run") values.run[name] = value;
    else if (role === "task") values.settings[name] = value;
    else if (role === "sweep") values.sweep[name] = value;
    else if (role === "files" && isList(value)) values.files = value.map(String);
    else if (path === "notes") values.notes = String(value);
  }
  const callbacks = tree.children.get("callbacks");
  if (isBranch(callbacks)) {
    values.callbacks = Object.fromEntries(
      Array.from(callbacks.children, ([name, node]) => [name, plainOf(node)]),
    );
  }
  return values;
}

/** Files read with those that they are built on: which choices of groups they make, and what they say themselves. */
import { type ConfigFile, type ConfigFolder, readGroupFile } from "./folders.ts";
import { insteadOf } from "../words/nearest_name.ts";
import { GROUPS } from "./places.ts";
import {
  at,
  type Branch,
  branch,
  fault,
  isBranch,
  isList,
  isMapping,
  type Origin,
  type Plain,
  without,
} from "./tree.ts";
import { kindOf } from "./yaml.ts";

/** Files that were chosen of a group; none where a choice was taken back. */
export interface Choice {
  group: string;
  names: readonly string[];
  origin: Origin;
}

/** What a file comes to. */
export interface Outline {
  /** First to last: a later one of a group counts in the place of an earlier. */
  choices: Choice[];
  /** Trees to merge, first to last. */
  layers: Branch[];
}

/** What a file says of others, and not of runs. */
const EXTENDS = "extends", DEFAULTS = "defaults";
/** Files that one may be built on, one on another. */
const DEEP = 32;

/** Where an outline is made. */
export interface Outlining {
  group: string;
  folders: readonly ConfigFolder[];
  /** Files that are being read. */
  trail?: readonly string[];
}

/** The outline of a file of a group by its name; `origin` says who asked for it. */
export async function outlineOf(name: string, origin: Origin, where: Outlining): Promise<Outline> {
  const file = await readGroupFile(where.group, name, origin, where.folders);
  return await outlineOfFile(file, origin, where);
}

/** The outline of a file that was read. */
export async function outlineOfFile(file: ConfigFile, origin: Origin, where: Outlining): Promise<Outline> {
  const { group, trail = [] } = where;
  if (trail.includes(file.label) || trail.length === DEEP) {
    throw fault(origin, `${EXTENDS} goes round: ${[...trail, file.label].join(" → ")}`);
  }
  const outline: Outline = { choices: [], layers: [] };
  for (const { names, origin } of extendedBy(file.tree)) {
    for (const name of names) {
      const base = await outlineOf(name, origin, { ...where, trail: [...trail, file.label] });
      outline.choices.push(...base.choices);
      outline.layers.push(...base.layers);
    }
  }
  const defaults = at(file.tree, [DEFAULTS]);
  if (defaults !== undefined && group !== "experiment") {
    throw fault(defaults.origin, `${DEFAULTS} stand in files of experiment, not of ${group}`);
  }
  outline.choices.push(...choicesOf(file.tree));
  const own = without(without(file.tree, [DEFAULTS]), [EXTENDS]);
  outline.layers.push(group === "experiment" ? own : branch(own.origin, [[group, own]]));
  return outline;
}

function extendedBy(tree: Branch): { names: string[]; origin: Origin }[] {
  const node = at(tree, [EXTENDS]);
  if (node === undefined) return [];
  const names = isBranch(node) ? undefined : namesIn(node.value);
  if (names === undefined || names.length === 0) {
    throw fault(node.origin, `${EXTENDS} takes the name of a file of the same group, or a list of names`);
  }
  return [{ names, origin: node.origin }];
}

/** The choices that a list of defaults makes. */
function choicesOf(tree: Branch): Choice[] {
  const node = at(tree, [DEFAULTS]);
  if (node === undefined) return [];
  const { origin } = node;
  const { value: items, items: origins = [] } = isBranch(node) ? { value: null } : node;
  if (!Array.isArray(items)) {
    throw fault(origin, `${DEFAULTS} is a list of choices, as in - optimizer: adamw`);
  }
  return items.map((item, i): Choice => {
    const here = origins[i] ?? origin;
    const entries = isMapping(item) ? Object.entries(item) : [];
    const [entry] = entries;
    if (entry === undefined || entries.length > 1) {
      throw fault(here, `${DEFAULTS}: ${kindOf(item)} is no choice; write one as in - optimizer: adamw`);
    }
    return choiceOf(entry[0], entry[1], here);
  });
}

/** A choice of a group. Throws a UserError for a group that there is not, and for what names no files. */
export function choiceOf(group: string, value: Plain, origin: Origin): Choice {
  const groups = GROUPS.filter((name) => name !== "experiment");
  if (!groups.some((name) => name === group)) {
    const more = group === "experiment"
      ? `an experiment is built on another by ${EXTENDS}`
      : insteadOf(group, groups);
    throw fault(origin, `${group} is no group to choose from; ${more}`);
  }
  const names = value === null ? [] : namesIn(value);
  if (names !== undefined) return { group, names, origin };
  throw fault(origin, `${group}: ${kindOf(value)} names no file of ${group}`);
}

/** Names of files: one, or a list of them; undefined for what is neither. A number can be a name. */
export function namesIn(value: Plain): string[] | undefined {
  const list = isList(value) ? value : [value];
  const names = list.flatMap((each) =>
    typeof each === "string" || typeof each === "number" ? [String(each)] : []
  );
  return names.length === list.length ? names : undefined;
}

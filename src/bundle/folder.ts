/** Folders of models: what every task's have in common. They may come from anywhere. */
import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { readPlainFile, sha256, syncFolder, temporaryBeside, writeSynced } from "../base/files.ts";
import { parseJson } from "../base/json.ts";
import { parseAs } from "../base/schema.ts";
import {
  COMMON_FILES,
  type FileEntry,
  type Manifest,
  MANIFEST_FILE,
  MANIFEST_VERSION,
  manifestSchema,
  MAX_MANIFEST,
  OLDEST_VERSION,
  oldManifestSchema,
  QUANTISATION_FILE,
} from "./manifest.ts";

/** Files of a task's bundles, and how many bytes they may have. */
export type Sizes = Readonly<Record<string, number>>;

/** A folder whose manifest has been read. */
export interface BundleFolder {
  path: string;
  manifest: Manifest;
  /** Bytes of a file, as many as the manifest says and with its hash; those of a file it does not list are undefined. */
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The same for a file that must be there. */
  need(name: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Size of a file that must be there, as the manifest has it. */
  sizeOf(name: string): number;
  /** Runs a parser; its errors get the folder's name in front. */
  parse<T>(parser: () => T): T;
}

/** What a folder says it is. Throws a UserError of kind "model" where there is no manifest that can be read. */
export async function readManifest(path: string, files: readonly string[] = []): Promise<Manifest> {
  const bytes = await readLimited(path, MANIFEST_FILE, MAX_MANIFEST, files);
  return parseManifest(bytes, join(path, MANIFEST_FILE));
}

/**
 * Opens a folder with a model of a task, whose files are `common` and its own `assets`: sizes are limited, hashes compared
 * before anything is parsed; `optional` ones of its own need not be there. Throws a UserError of kind "model" that names the file at
 * fault.
 */
export async function openFolder(
  path: string,
  task: string,
  assets: Sizes,
  { common = COMMON_FILES, optional = [] }: { common?: Sizes; optional?: readonly string[] } = {},
): Promise<BundleFolder> {
  const sizes: Sizes = { ...common, ...assets };
  const required = Object.keys(sizes).filter((name) => ![QUANTISATION_FILE, ...optional].includes(name));
  const manifest = await readManifest(path, required);
  const fail = (reason: string) => new UserError("model", `${join(path, MANIFEST_FILE)}: ${reason}`);
  if (manifest.task !== task) throw fail(`this model is of the task "${manifest.task}", not of "${task}"`);
  for (const [name, { size }] of Object.entries(manifest.files)) {
    const most = sizes[name];
    if (most === undefined) throw fail(`files: a model of this task has no ${name}`);
    if (size > most) throw fail(`files.${name}.size: ${size} bytes are more than ${most}`);
  }
  const missing = required.find((name) => manifest.files[name] === undefined);
  if (missing !== undefined) throw fail(`files: it lacks ${missing}`);
  if (manifest.files[QUANTISATION_FILE] === undefined && await exists(join(path, QUANTISATION_FILE))) {
    throw new UserError("model", `${join(path, QUANTISATION_FILE)} is not in the manifest`);
  }
  const entryOf = (name: string): FileEntry => {
    const entry = manifest.files[name];
    if (entry === undefined) throw fail(`files: it lacks ${name}`);
    return entry;
  };
  const need = async (name: string) => {
    const { size, sha256: expected } = entryOf(name);
    const file = join(path, name);
    // Far more than its manifest says is not read at all.
    const bytes = await readLimited(path, name, Math.min(sizes[name]!, 2 * size + 1024), required);
    if (bytes.length !== size) {
      throw new UserError("model", `${file} has ${bytes.length} bytes; its manifest says ${size}`);
    }
    if (await sha256(bytes) !== expected) {
      throw new UserError("model", `${file} is damaged: its SHA-256 is not the one in its manifest`);
    }
    return bytes;
  };
  return {
    path,
    manifest,
    need,
    read: async (name) => manifest.files[name] === undefined ? undefined : await need(name),
    sizeOf: (name) => entryOf(name).size,
    parse: (parser) => inFolder(path, parser),
  };
}

const exists = (path: string) => Deno.lstat(path).then(() => true, () => false);

async function readLimited(
  folder: string,
  name: string,
  most: number,
  files: readonly string[],
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  try {
    return await readPlainFile(path, most);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message, { cause: error });
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      const folderExists = await Deno.stat(folder).then((info) => info.isDirectory, () => false);
      const reason = folderExists ? `${path} is missing` : `there is no model folder ${folder}`;
      const holds = files.length === 0
        ? ""
        : `; a model folder holds ${[...files, MANIFEST_FILE].join(", ")}`;
      throw new UserError("model", reason + holds);
    }
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("model", `${path} cannot be read: ${reason}`, { cause: error });
  }
}

const versioned = z.object({ format: z.literal("ascii-gen-bundle"), version: z.int() });

/** Parses what a manifest holds; `path` names it. Throws a UserError of kind "model". */
export function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const value = parseText(bytes, path);
  const { version = MANIFEST_VERSION } = versioned.safeParse(value).data ?? {};
  if (version === OLDEST_VERSION) {
    return { ...parseAs(oldManifestSchema, value, "model", path), version: MANIFEST_VERSION, task: "art" };
  }
  if (version === MANIFEST_VERSION) return parseAs(manifestSchema, value, "model", path);
  const other = version < OLDEST_VERSION ? "an earlier" : "a later";
  throw new UserError(
    "model",
    `${path}: this model is of ${other} ascii-gen (version ${version}); this one reads versions ${OLDEST_VERSION} to ${MANIFEST_VERSION}`,
  );
}

/** Parses JSON of a file. Throws a UserError of kind "model" that begins with its name. */
export function parseText(bytes: Uint8Array, name: string): unknown {
  try {
    return parseJson(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new UserError("model", `${name} ${error instanceof Error ? error.message : error}`);
  }
}

/** Runs a parser; its errors get the folder's name in front. */
export function inFolder<T>(folder: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UserError) {
      throw new UserError(error.kind, `${folder}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** What is told of a model in its manifest. */
export type Facts = Pick<Manifest, "task" | "corpus" | "training" | "attributions" | "sampling">;

/**
 * Writes a folder: it appears at `path`, or replaces the model of that task that was there, as a whole. Throws a UserError of
 * kind "io" when something else is in its place.
 */
export async function writeFolder(
  path: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  facts: Facts,
): Promise<Manifest> {
  const entries: Record<string, FileEntry> = {};
  for (const [name, bytes] of files) entries[name] = { size: bytes.length, sha256: await sha256(bytes) };
  const manifest = manifestSchema.parse({
    format: "ascii-gen-bundle",
    version: MANIFEST_VERSION,
    created: new Date().toISOString(),
    files: entries,
    ...facts,
  });
  const text = JSON.stringify(manifest, null, 2) + "\n";
  await replaceFolder(path, new Map<string, FileContent>([...files, [MANIFEST_FILE, text]]), facts.task);
  return manifest;
}

/** What a file is to hold; of parts if there are several, each made when it is its turn. */
export type FileContent = Uint8Array | string | Iterable<Uint8Array>;

/**
 * Writes a folder of these files: it appears at `path`, or replaces one that holds no others or a model, as a whole; of
 * `task`, where that is told. Throws a UserError of kind "io" when something else is in its place.
 */
export async function replaceFolder(
  path: string,
  files: ReadonlyMap<string, FileContent>,
  task?: string,
): Promise<void> {
  const target = withoutSlash(path);
  const replaced = await replaceable(target, [...files.keys()], task);
  const temporary = temporaryBeside(target);
  try {
    await Deno.mkdir(temporary, { recursive: true });
    for (const [name, content] of files) await writeSynced(join(temporary, name), content);
    await syncFolder(temporary);
    if (replaced) await swap(temporary, target);
    else await Deno.rename(temporary, target);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
  await syncFolder(join(target, ".."));
}

const withoutSlash = (path: string): string => path.replace(/(?<=[^/])\/+$/, "");

/** JSON as files hold it. */
export const jsonFile = (value: unknown, indent: number): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify(value, null, indent) + "\n");

/** Throws a UserError of kind "io" where no model can be written, since something else is there. */
export async function checkTarget(path: string): Promise<void> {
  await replaceable(withoutSlash(path), []);
}

/** Whether a model stands at `path`, to be replaced; false when nothing (or an empty folder) does. */
async function replaceable(path: string, files: readonly string[], task?: string): Promise<boolean> {
  const names = new Set<string>();
  try {
    for await (const entry of Deno.readDir(path)) names.add(entry.name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new UserError("io", `${path} is a file, not a folder`);
    }
    throw error;
  }
  const known = new Set([MANIFEST_FILE, QUANTISATION_FILE, ...files]);
  if (names.has(MANIFEST_FILE)) {
    const manifest = await readManifest(path).catch(() => undefined);
    if (task !== undefined && manifest !== undefined && manifest.task !== task) {
      throw new UserError(
        "io",
        `${path} is a model of the task "${manifest.task}", not of "${task}"; name a new folder`,
      );
    }
    for (const name of Object.keys(manifest?.files ?? {})) known.add(name);
  }
  const foreign = [...names].filter((name) => !known.has(name));
  if (foreign.length > 0) {
    throw new UserError("io", `${path} is no model folder (it holds ${foreign[0]}); name a new folder`);
  }
  return names.size > 0;
}

async function swap(fresh: string, target: string): Promise<void> {
  const old = temporaryBeside(target);
  await Deno.rename(target, old);
  try {
    await Deno.rename(fresh, target);
  } catch (error) {
    await Deno.rename(old, target);
    throw error;
  }
  await Deno.remove(old, { recursive: true });
}

/** Where labelled pictures are: in folders with one of each class in them, or in IDX files. */
import { basename, dirname, extname, join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { isFile, statOf } from "../../../base/files.ts";
import { labelNames, looksLikeIdx } from "./idx.ts";

/** A file of a picture, and its class. */
export interface PictureFile {
  path: string;
  label: string;
}

/** An IDX file of pictures, and that of their labels. */
export interface IdxPair {
  pictures: string;
  labels: string;
}

/** What there is, in an order that does not hang on the file system. */
export interface Found {
  files: PictureFile[];
  pairs: IdxPair[];
}

const EXTENSIONS: readonly string[] = [
  ...[".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg"],
];
const isPicture = (name: string): boolean => EXTENSIONS.includes(extname(name).toLowerCase());
/** What names of IDX files have in common. */
const IDX_NAME = /idx\d|ubyte/i;
/** What sets to test with are called: they are not learned from. */
const TEST_NAME = /(?:^|[-_.])(?:t10k|test)(?:[-_.]|$)/i;
/** Folders that are called so are parts of data, if there are no others. */
const PART_NAME = /^(?:train(?:ing)?|val(?:id(?:ation)?)?|test(?:ing)?)$/i;

interface Entry {
  name: string;
  path: string;
  isFolder: boolean;
}

/** What a folder holds, in order, but for what is hidden. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { name, isDirectory, isSymlink } of Deno.readDir(folder)) {
    if (name.startsWith(".")) continue;
    const path = join(folder, name);
    const isFolder = isSymlink
      ? await Deno.stat(path).then((info) => info.isDirectory, () => false)
      : isDirectory;
    entries.push({ name, path, isFolder });
  }
  return entries.sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Pictures below a folder. */
async function picturesBelow(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name, path, isFolder } of await entriesOf(folder)) {
    if (isFolder) found.push(...await picturesBelow(path));
    else if (isPicture(name)) found.push(path);
  }
  return found;
}

/** Whether these are clearly labelled pictures: IDX files, folders of them, or folders with nothing but folders of pictures. */
export async function areLabelledPictures(paths: readonly string[]): Promise<boolean> {
  if (paths.length === 0) return false;
  for (const path of paths) {
    const info = await Deno.stat(path).catch(() => undefined);
    const fits = info === undefined
      ? false
      : info.isDirectory
      ? await holdsClasses(path)
      : info.isFile && await looksLikeIdx(path) !== undefined;
    if (!fits) return false;
  }
  return true;
}

/** Whether a folder holds IDX files, or nothing but folders of pictures: texts with pictures beside them are texts. */
async function holdsClasses(folder: string): Promise<boolean> {
  const entries = await entriesOf(folder).catch(() => []);
  const files = entries.filter(({ isFolder }) => !isFolder);
  for (const { name, path } of files) {
    if (IDX_NAME.test(name) && await looksLikeIdx(path) !== undefined) return true;
  }
  if (files.length > 0) return false;
  let pictures = 0;
  for (const { path } of entries) {
    const inside = (await entriesOf(path).catch(() => [])).filter(({ isFolder }) => !isFolder);
    const own = inside.filter(({ name }) => isPicture(name)).length;
    // An empty class is one all the same, and said to be empty.
    if (inside.length > 0 && 2 * own <= inside.length) return false;
    pictures += own;
  }
  return pictures > 0;
}

/**
 * The labelled pictures of folders and IDX files. Of a folder with sets to learn from and to test with, `part` says which is
 * meant. Throws a UserError of kind "io" or "input" for what is not there, for a class without pictures, for pictures without
 * labels.
 */
export async function findPictures(paths: readonly string[], part: "learn" | "test"): Promise<Found> {
  const files: PictureFile[] = [], pairs: IdxPair[] = [], named: string[] = [];
  for (const path of paths) {
    const { isDirectory } = await statOf(path);
    if (!isDirectory) {
      named.push(path);
      continue;
    }
    const entries = await entriesOf(path);
    const idx = entries.filter(({ name, isFolder }) => !isFolder && IDX_NAME.test(name));
    if (idx.length > 0) {
      const all = await pairsOf(idx.map((entry) => entry.path));
      const ofPart = all.filter(({ pictures }) => TEST_NAME.test(basename(pictures)) === (part === "test"));
      pairs.push(...ofPart.length > 0 ? ofPart : all);
    } else files.push(...await classesIn(path, entries));
  }
  pairs.push(...await pairsOf(named));
  return { files, pairs };
}

/** The pictures of a folder's folders, which are called as their classes. */
async function classesIn(folder: string, entries: readonly Entry[]): Promise<PictureFile[]> {
  const classes = entries.filter(({ isFolder }) => isFolder);
  if (classes.length === 0) {
    throw new UserError("input", `${folder} has no folders: pictures are in one folder for each class`);
  }
  const files: PictureFile[] = [];
  if (classes.every(({ name }) => PART_NAME.test(name))) {
    throw new UserError(
      "input",
      `${folder} has no classes but parts (${classes.map(({ name }) => name).join(", ")}): name one of them`,
    );
  }
  for (const { name, path } of classes) {
    const pictures = await picturesBelow(path);
    if (pictures.length === 0) {
      throw new UserError("input", `${path} has no pictures: a class needs some, or take the folder away`);
    }
    files.push(...pictures.map((picture) => ({ path: picture, label: name.normalize() })));
  }
  return files;
}

/** IDX files of pictures, each with that of its labels: among them, or beside them. */
async function pairsOf(paths: readonly string[]): Promise<IdxPair[]> {
  const kinds = await Promise.all(paths.map(async (path) => ({ path, holds: await looksLikeIdx(path) })));
  const strange = kinds.find(({ holds }) => holds === undefined);
  if (strange !== undefined) {
    throw new UserError(
      "input",
      `${strange.path} is no IDX file of pictures or labels: it does not begin with 00 00 08 03 or 00 00 08 01`,
    );
  }
  const labels = kinds.filter(({ holds }) => holds === "labels").map(({ path }) => path);
  const pictures = kinds.filter(({ holds }) => holds === "pictures").map(({ path }) => path);
  if (pictures.length === 0 && labels.length > 0) {
    throw new UserError("input", `${labels[0]} are labels; name the file of their pictures as well`);
  }
  const pairs: IdxPair[] = [];
  for (const path of pictures) pairs.push({ pictures: path, labels: await labelsOf(path, labels, pictures) });
  return pairs;
}

async function labelsOf(
  pictures: string,
  named: readonly string[],
  all: readonly string[],
): Promise<string> {
  const names = labelNames(pictures);
  const byName = named.find((path) => names.includes(basename(path)));
  if (byName !== undefined) return byName;
  if (named.length === 1 && all.length === 1) return named[0]!;
  for (const name of names) {
    const beside = join(dirname(pictures), name);
    if (await isFile(beside)) return beside;
  }
  const hint = names.length > 0 ? `, such as ${names[0]}` : "";
  throw new UserError("input", `${pictures}: the file of its labels is missing${hint}`);
}

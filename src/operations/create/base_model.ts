/** A model that another one begins with: one of this program, or one of another program, read as `import` reads it. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { isFile, isThere, readPlainText, statOf } from "../../base/files.ts";
import { readManifest } from "../../bundle/folder.ts";
import { openGguf } from "../../bundle/formats/gguf_read.ts";
import { type Attribution, MANIFEST_FILE } from "../../bundle/manifest.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { readForeign } from "../../tasks/text/exchange/read.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import { importModel } from "../import.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import { modelAt } from "../train/models.ts";

/** What is told of such a model before it is trained on. */
export interface BaseModel {
  path: string;
  network: NetworkConfig;
  tokenizer: Tokenizer;
  /** What it says of its licence; undefined where it says nothing. */
  licence: string | undefined;
  /** What it tells of what it learned from. */
  attributions: readonly Attribution[];
}

/** Files that a folder tells its licence in. */
const LICENCE_FILES = ["LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE"];
const CARD = "README.md";
/** Bytes of these files that are read at most. */
const MOST = 1 << 20;

/** Looks at a model, all of which is read. Throws a UserError for one that cannot be begun with, by what is not known of it. */
export async function readBase(path: string, context: Context): Promise<BaseModel> {
  if (await isForeign(path)) {
    const { config, tokenizer } = await readForeign(path, context);
    const licence = await foreignLicence(path);
    return { path, network: config, tokenizer, licence, attributions: [] };
  }
  const { task, network, model } = await modelAt(path);
  if (task !== "text") {
    throw new UserError("usage", `--init-from ${path}: its task is ${task}, and a model of texts is wanted`);
  }
  const attributions = await isFile(join(path, MANIFEST_FILE)) ? (await readManifest(path)).attributions : [];
  const licences = attributions.map(({ source, licence }) => `${licence} (${source})`);
  return {
    ...{ path, network, tokenizer: loadTextTokenizer(model["tokenizer"]), attributions },
    licence: licences.length > 0 ? licences.join(", ") : undefined,
  };
}

/** The model as training takes it: one of another program is made a model folder at `folder`, unless it is there. */
export async function importedBase(path: string, folder: string, context: Context): Promise<string> {
  if (!await isForeign(path)) return path;
  // Written as a whole, so what is there is complete.
  if (!await isFile(join(folder, MANIFEST_FILE))) await importModel({ from: path, out: folder }, context);
  return folder;
}

/**
 * Whether a model is one of another program: a folder of transformers, or a GGUF file. Throws a UserError of kind "usage" for a
 * folder of a run, which is no model.
 */
async function isForeign(path: string): Promise<boolean> {
  const { isDirectory } = await statOf(path).catch((error) => {
    throw error instanceof UserError ? new UserError("usage", `--init-from ${error.message}`) : error;
  });
  if (!isDirectory) return /\.gguf$/i.test(path);
  if (await isThere(join(path, MANIFEST_FILE))) return false;
  const checkpoint = join(path, CHECKPOINT_FILE);
  if (!await isThere(checkpoint)) return true;
  throw new UserError("usage", `--init-from ${path} is the folder of a run: take ${checkpoint}`);
}

async function foreignLicence(path: string): Promise<string | undefined> {
  if (/\.gguf$/i.test(path)) {
    using file = await openGguf(path);
    const told = file.metadata.get("general.license");
    return told !== undefined && "value" in told && typeof told.value === "string" ? told.value : undefined;
  }
  const card = await textOf(join(path, CARD));
  const named = /^---\n(?:.*\n)*?license: *["']?([\w.+-]+)/.exec(card ?? "")?.[1];
  if (named !== undefined) return named;
  for (const name of LICENCE_FILES) {
    const title = (await textOf(join(path, name)))?.split("\n").find((line) => line.trim() !== "");
    if (title !== undefined) return title.trim().slice(0, 80);
  }
  return undefined;
}

const textOf = async (path: string): Promise<string | undefined> =>
  await isFile(path) ? await readPlainText(path, MOST) : undefined;

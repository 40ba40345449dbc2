import { join } from "node:path";
import { UserError } from "../errors.ts";
import { sha256 } from "../files.ts";
import { type ModelConfig, parseModelConfig } from "../model/config.ts";
import { parameterSpecs } from "../model/parameters.ts";
import { parseThesaurus, type Thesaurus } from "../words/thesaurus.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { loadTokenizer } from "../tokenizer/file.ts";
import {
  BUNDLE_FILES,
  type BundleFile,
  type FileEntry,
  type Manifest,
  manifestSchema,
  MAX_FILE_SIZE,
  QUANTISATION_FILE,
} from "./manifest.ts";
import { parseQuantisation, type Quantisation } from "./quantisation.ts";
import { verifyModel } from "./verify.ts";

/** A trained model, read and verified. */
export interface Bundle {
  path: string;
  /** The bytes of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  tokenizer: CharacterTokenizer;
  config: ModelConfig;
  /** Words that labels stand for; seldom needed, so a trusted bundle reads them when they are first asked for. */
  thesaurus: () => Thesaurus;
  manifest: Manifest;
  /** How the weights were rounded, if they were. */
  quantisation?: Quantisation;
}

/**
 * Reads a bundle, which may come from anywhere: sizes are limited, hashes compared before anything is parsed, and the
 * model is checked against its config. Throws a UserError of kind "model" that names the file at fault.
 */
export async function readBundle(path: string): Promise<Bundle> {
  const manifest = parseManifest(await readLimited(path, "manifest.json"), join(path, "manifest.json"));
  const read = async (name: BundleFile, { size, sha256: expected }: FileEntry) => {
    const file = join(path, name);
    const bytes = await readLimited(path, name);
    if (bytes.length !== size) {
      throw new UserError("model", `${file} has ${bytes.length} bytes; its manifest says ${size}`);
    }
    if (await sha256(bytes) !== expected) {
      throw new UserError("model", `${file} is damaged: its SHA-256 is not the one in its manifest`);
    }
    return bytes;
  };
  const { files } = manifest;
  const model = await read("model.onnx", files["model.onnx"]);
  const tokenizerBytes = await read("tokenizer.json", files["tokenizer.json"]);
  const configBytes = await read("config.json", files["config.json"]);
  const { "thesaurus.json": thesaurusEntry, [QUANTISATION_FILE]: quantisationEntry } = files;
  const thesaurusBytes = thesaurusEntry && await read("thesaurus.json", thesaurusEntry);
  const quantisationBytes = quantisationEntry && await read(QUANTISATION_FILE, quantisationEntry);
  if (!quantisationEntry && await exists(join(path, QUANTISATION_FILE))) {
    throw new UserError("model", `${join(path, QUANTISATION_FILE)} is not in the manifest`);
  }
  const tokenizer = inFolder(path, () => loadTokenizer(decodeText(tokenizerBytes)));
  const config = inFolder(path, () => parseModelConfig(parseJson(configBytes, "config.json")));
  const quantisation = quantisationBytes && inFolder(path, () => {
    const names = parameterSpecs(tokenizer, config).map(({ name }) => name);
    return parseQuantisation(parseJson(quantisationBytes, QUANTISATION_FILE), names);
  });
  verifyModel(model, tokenizer, config, join(path, "model.onnx"), quantisation);
  const thesaurus = thesaurusBytes === undefined
    ? {}
    : inFolder(path, () => parseThesaurus(parseJson(thesaurusBytes, "thesaurus.json"), config.labels));
  const bundle = { path, model, tokenizer, config, thesaurus: () => thesaurus, manifest };
  return { ...bundle, ...(quantisation ? { quantisation } : {}) };
}

const exists = (path: string) => Deno.lstat(path).then(() => true, () => false);

async function readLimited(
  folder: string,
  name: BundleFile | "manifest.json",
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  try {
    const { size, isFile } = await Deno.stat(path);
    if (!isFile) throw new UserError("model", `${path} is not a file`);
    if (size > MAX_FILE_SIZE[name]) {
      throw new UserError("model", `${path} has ${size} bytes; at most ${MAX_FILE_SIZE[name]} are allowed`);
    }
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      const folderExists = await Deno.stat(folder).then((info) => info.isDirectory, () => false);
      const reason = folderExists ? `${path} is missing` : `there is no model folder ${folder}`;
      throw new UserError(
        "model",
        `${reason}; a model folder holds ${[...BUNDLE_FILES, "manifest.json"].join(", ")}`,
      );
    }
    throw error;
  }
}

function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const result = manifestSchema.safeParse(parseJson(bytes, path));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UserError("model", `${path}: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(decodeText(bytes));
  } catch (error) {
    throw new UserError("model", `${path} is not JSON`, { cause: error });
  }
}

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Runs a parser; its errors get the folder's name in front. */
function inFolder<T>(folder: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UserError) {
      throw new UserError(error.kind, `${folder}: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

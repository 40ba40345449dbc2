import { join } from "node:path";
import * as z from "zod";
import { UserError } from "../base/errors.ts";
import { readPlainFile, sha256 } from "../base/files.ts";
import { parseJson } from "../base/json.ts";
import { type ModelConfig, parseModelConfig } from "../network/config.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { parameterCount, type ParameterSpec, parameterSpecs } from "../network/parameters.ts";
import { decoderSpecs } from "../tasks/art/album/decoder.ts";
import { parseThesaurus, type Thesaurus } from "../words/thesaurus.ts";
import type { GridTokenizer } from "../tokenizer/grid/grid.ts";
import { loadTokenizer } from "../tokenizer/grid/file.ts";
import { type Album, parseAlbum } from "../tasks/art/album/album.ts";
import {
  BUNDLE_FILES,
  type BundleFile,
  type FileEntry,
  type Manifest,
  MANIFEST_VERSION,
  manifestSchema,
  MAX_FILE_SIZE,
  MAX_PARAMETERS,
  MAX_STRUCTURE,
  QUANTISATION_FILE,
} from "./manifest.ts";
import { parseQuantisation, type Quantisation } from "./quantisation.ts";
import { verifyDecoder, verifyModel } from "./verify.ts";

/** Numbers that one sequence may keep of its window: eight side by side then take a quarter of a gigabyte. */
const MAX_CACHED = 1 << 22;

/** A trained model, read and verified. */
export interface Bundle {
  path: string;
  /** The bytes of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  /** The bytes of sketches.onnx, which decodes the pictures of the album. */
  decoder: Uint8Array<ArrayBuffer>;
  album: Album;
  tokenizer: GridTokenizer;
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
  const albumBytes = await read("album.json", files["album.json"]);
  const codes = await read("codes.bin", files["codes.bin"]);
  const tokenizerBytes = await read("tokenizer.json", files["tokenizer.json"]);
  const configBytes = await read("config.json", files["config.json"]);
  const thesaurusBytes = await read("thesaurus.json", files["thesaurus.json"]);
  const { [QUANTISATION_FILE]: quantisationEntry } = files;
  const quantisationBytes = quantisationEntry && await read(QUANTISATION_FILE, quantisationEntry);
  if (!quantisationEntry && await exists(join(path, QUANTISATION_FILE))) {
    throw new UserError("model", `${join(path, QUANTISATION_FILE)} is not in the manifest`);
  }
  const tokenizer = inFolder(path, () => loadTokenizer(decodeText(tokenizerBytes)));
  const config = inFolder(path, () => parseModelConfig(parseText(configBytes, "config.json")));
  const ports = portsOf(tokenizer, config);
  const specs = parameterSpecs(ports, config);
  const quantisation = quantisationBytes && inFolder(path, () => {
    const names = specs.map(({ name }) => name);
    return parseQuantisation(parseText(quantisationBytes, QUANTISATION_FILE), names);
  });
  inFolder(path, () => {
    checkSize(specs, "config.json", "model.onnx", files["model.onnx"]);
    checkCache(config);
  });
  const model = await read("model.onnx", files["model.onnx"]);
  verifyModel(model, ports, config, join(path, "model.onnx"), quantisation);
  const album = inFolder(path, () => parseAlbum(parseText(albumBytes, "album.json"), codes));
  inFolder(
    path,
    () => checkSize(decoderSpecs(album.decoder), "album.json", "sketches.onnx", files["sketches.onnx"]),
  );
  const decoder = await read("sketches.onnx", files["sketches.onnx"]);
  verifyDecoder(decoder, album.decoder, join(path, "sketches.onnx"));
  const thesaurus = inFolder(
    path,
    () => parseThesaurus(parseText(thesaurusBytes, "thesaurus.json"), album.labels),
  );
  const bundle = { path, model, decoder, album, tokenizer, config, thesaurus: () => thesaurus, manifest };
  return { ...bundle, ...(quantisation ? { quantisation } : {}) };
}

/** Refuses a network that would take too much memory, before it is read. `describedIn` gives its sizes. */
function checkSize(
  specs: ParameterSpec[],
  describedIn: BundleFile,
  name: BundleFile,
  { size }: FileEntry,
): void {
  const count = parameterCount(specs);
  if (count > MAX_PARAMETERS) {
    throw new UserError(
      "model",
      `${describedIn} makes a model of ${count} weights; at most ${MAX_PARAMETERS} are allowed`,
    );
  }
  const most = 4 * count + MAX_STRUCTURE;
  if (size > most) {
    throw new UserError("model", `${name} has ${size} bytes; one of its config has at most ${most}`);
  }
}

/** Refuses what would remember too much at a time. */
function checkCache({ window, layers, dim }: ModelConfig): void {
  const cached = window * layers * dim;
  if (cached <= MAX_CACHED) return;
  throw new UserError(
    "model",
    `config.json: window × layers × dim is ${cached}; at most ${MAX_CACHED} is allowed`,
  );
}

const exists = (path: string) => Deno.lstat(path).then(() => true, () => false);

async function readLimited(
  folder: string,
  name: BundleFile | "manifest.json",
): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(folder, name);
  try {
    return await readPlainFile(path, MAX_FILE_SIZE[name]);
  } catch (error) {
    if (error instanceof UserError) throw new UserError("model", error.message, { cause: error });
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      const folderExists = await Deno.stat(folder).then((info) => info.isDirectory, () => false);
      const reason = folderExists ? `${path} is missing` : `there is no model folder ${folder}`;
      throw new UserError(
        "model",
        `${reason}; a model folder holds ${[...BUNDLE_FILES, "manifest.json"].join(", ")}`,
      );
    }
    const reason = error instanceof Error ? error.message : error;
    throw new UserError("model", `${path} cannot be read: ${reason}`, { cause: error });
  }
}

const versioned = z.object({ format: z.literal("ascii-gen-bundle"), version: z.int() });

function parseManifest(bytes: Uint8Array, path: string): Manifest {
  const value = parseText(bytes, path);
  const { version } = versioned.safeParse(value).data ?? {};
  if (version !== undefined && version !== MANIFEST_VERSION) {
    const other = version < MANIFEST_VERSION ? "an earlier" : "a later";
    throw new UserError(
      "model",
      `${path}: this model is of ${other} ascii-gen (version ${version}); this one reads version ${MANIFEST_VERSION}`,
    );
  }
  const result = manifestSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UserError("model", `${path}: ${issue?.path.join(".") || "root"}: ${issue?.message}`);
}

function parseText(bytes: Uint8Array, path: string): unknown {
  try {
    return parseJson(decodeText(bytes));
  } catch (error) {
    throw new UserError("model", `${path} ${error instanceof Error ? error.message : error}`);
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

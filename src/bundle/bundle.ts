import { join } from "node:path";
import { UserError } from "../errors.ts";
import { sha256, syncFolder, temporaryBeside, writeSynced } from "../files.ts";
import { type ModelConfig, parseModelConfig } from "../model/config.ts";
import { type Parameters, parameterSpecs } from "../model/parameters.ts";
import { parseThesaurus, type Thesaurus } from "../model/thesaurus.ts";
import { type CharacterTokenizer, loadTokenizer, saveTokenizer } from "../tokenizer/character.ts";
import {
  type Attribution,
  BUNDLE_FILES,
  type BundleFile,
  type FileEntry,
  type Manifest,
  manifestSchema,
  MAX_FILE_SIZE,
  QUANTISATION_FILE,
} from "./manifest.ts";
import { decodeMatrix, type Shape, tensorTypes } from "./onnx/encoding.ts";
import { buildModel } from "./onnx/graph.ts";
import { decodeModel, encodeModel } from "./onnx/proto.ts";
import type { WeightType } from "./onnx/tensor.ts";
import { encodingOf, parseQuantisation, type Quantisation, storedEncodings } from "./quantisation.ts";
import { verifyModel } from "./verify.ts";

/** A trained model, read and verified. */
export interface Bundle {
  path: string;
  /** The bytes of model.onnx. */
  model: Uint8Array<ArrayBuffer>;
  tokenizer: CharacterTokenizer;
  config: ModelConfig;
  thesaurus: Thesaurus;
  manifest: Manifest;
  /** How the weights were rounded, if they were. */
  quantisation?: Quantisation;
}

/** What a bundle is made of. */
export interface BundleContent {
  tokenizer: CharacterTokenizer;
  config: ModelConfig;
  parameters: Parameters;
  /** Default: none. */
  thesaurus?: Thesaurus;
  /** Digest of the corpus. */
  corpus: string;
  training: Manifest["training"];
  attributions: Attribution[];
  /** How the weights are stored; float16 halves the file. Default: float32. */
  weightType?: WeightType;
  /** Rounds the weights; `weightType` has no say then. */
  quantisation?: Quantisation;
}

/**
 * Writes a bundle: the folder `path` appears, or replaces the bundle that was there, as a whole. Throws a UserError of
 * kind "io" when something else is in its place.
 */
export async function writeBundle(path: string, content: BundleContent): Promise<Manifest> {
  const { tokenizer, config, parameters, thesaurus = {}, weightType = "float32", quantisation } = content;
  for (const { name, shape } of parameterSpecs(tokenizer, config)) {
    const parameter = parameters[name];
    if (parameter?.shape.join() !== shape.join() || parameter.data.length !== shape[0] * shape[1]) {
      throw new Error(`parameter ${name} is ${parameter?.shape.join("×")}, not ${shape.join("×")}`);
    }
  }
  const json = (value: unknown, indent: number) =>
    new TextEncoder().encode(JSON.stringify(value, null, indent) + "\n");
  const weights = quantisation
    ? (name: string, shape: Shape) => encodingOf(quantisation, name, shape)
    : weightType;
  const files = new Map<BundleFile, Uint8Array<ArrayBuffer>>([
    ["model.onnx", encodeModel(buildModel(config, parameters, weights))],
    ["tokenizer.json", new TextEncoder().encode(saveTokenizer(tokenizer))],
    ["config.json", json(config, 2)],
    ["thesaurus.json", json(thesaurus, 1)],
  ]);
  if (quantisation) files.set(QUANTISATION_FILE, json(quantisation, 2));
  const entries: Record<string, FileEntry> = {};
  for (const [name, bytes] of files) entries[name] = { size: bytes.length, sha256: await sha256(bytes) };
  const manifest = manifestSchema.parse({
    format: "ascii-gen-bundle",
    version: 1,
    created: new Date().toISOString(),
    files: entries,
    corpus: content.corpus,
    training: content.training,
    attributions: content.attributions,
  });
  const target = path.replace(/(?<=[^/])\/+$/, "");
  const replaced = await replaceable(target);
  const temporary = temporaryBeside(target);
  try {
    await Deno.mkdir(temporary, { recursive: true });
    for (const [name, bytes] of files) await writeSynced(join(temporary, name), bytes);
    await writeSynced(join(temporary, "manifest.json"), JSON.stringify(manifest, null, 2) + "\n");
    await syncFolder(temporary);
    if (replaced) await swap(temporary, target);
    else await Deno.rename(temporary, target);
  } catch (error) {
    await Deno.remove(temporary, { recursive: true }).catch(() => {});
    throw error;
  }
  await syncFolder(join(target, ".."));
  return manifest;
}

/** Whether a bundle stands at `path`, to be replaced; false when nothing (or an empty folder) does. */
async function replaceable(path: string): Promise<boolean> {
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
  const foreign = [...names].filter((name) =>
    !["manifest.json", QUANTISATION_FILE, ...BUNDLE_FILES].includes(name)
  );
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
  return {
    ...{ path, model, tokenizer, config, thesaurus, manifest },
    ...(quantisation ? { quantisation } : {}),
  };
}

/** The weights of a bundle, by name, as float32: what quantised ones stand for. */
export function parametersOf({ path, model, tokenizer, config, quantisation }: Bundle): Parameters {
  const { graph } = decodeModel(model);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const encodings = storedEncodings(graph, quantisation);
  return Object.fromEntries(
    parameterSpecs(tokenizer, config).map(({ name, shape }) => {
      const encoding = encodings(name, shape);
      const own = tensorTypes(name, shape, encoding).map((part) => {
        const tensor = tensors.get(part.name);
        if (tensor) return tensor;
        throw new UserError("model", `${path}: model.onnx lacks the tensor ${part.name}`);
      });
      return [name, { shape: [...shape], data: decodeMatrix(shape, own, encoding) }];
    }),
  );
}

/** What a bundle is made of, to write it anew with another number format. Throws a UserError if it is quantised. */
export function bundleContent(bundle: Bundle): BundleContent {
  const { path, tokenizer, config, thesaurus, manifest: { corpus, training, attributions }, quantisation } =
    bundle;
  if (quantisation) {
    throw new UserError(
      "model",
      `${path} is quantised (${quantisation.scheme}); name the model it was made from`,
    );
  }
  return { tokenizer, config, parameters: parametersOf(bundle), thesaurus, corpus, training, attributions };
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

import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { sha256, syncFolder, temporaryBeside, writeSynced } from "../base/files.ts";
import type { ModelConfig } from "../network/config.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { type Parameters, parameterSpecs } from "../network/parameters.ts";
import type { Thesaurus } from "../words/thesaurus.ts";
import type { GridTokenizer } from "../tokenizer/grid/grid.ts";
import { saveTokenizer } from "../tokenizer/grid/file.ts";
import type { Album } from "../tasks/art/album/album.ts";
import type { Bundle } from "./bundle.ts";
import {
  type Attribution,
  BUNDLE_FILES,
  type BundleFile,
  type FileEntry,
  type Manifest,
  MANIFEST_VERSION,
  manifestSchema,
  QUANTISATION_FILE,
} from "./manifest.ts";
import { decodeMatrix, tensorTypes } from "../onnx/encoding.ts";
import { buildModel } from "../network/transformer/graph.ts";
import { decodeModel, encodeModel } from "../onnx/proto.ts";
import type { WeightType } from "../onnx/tensor.ts";
import { encodingOf, type Quantisation, storedEncodings } from "./quantisation.ts";

/** What a bundle is made of. */
export interface BundleContent {
  tokenizer: GridTokenizer;
  config: ModelConfig;
  parameters: Parameters;
  /** The bytes of sketches.onnx, and the pictures that it decodes. */
  decoder: Uint8Array<ArrayBuffer>;
  album: Album;
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
  const ports = portsOf(tokenizer, config);
  for (const { name, shape } of parameterSpecs(ports, config)) {
    const parameter = parameters[name];
    if (parameter?.shape.join() !== shape.join() || parameter.data.length !== shape[0] * shape[1]) {
      throw new Error(`parameter ${name} is ${parameter?.shape.join("×")}, not ${shape.join("×")}`);
    }
  }
  const json = (value: unknown, indent: number) =>
    new TextEncoder().encode(JSON.stringify(value, null, indent) + "\n");
  const { codes, ...album } = content.album;
  const weights = quantisation ? (name: string) => encodingOf(quantisation, name) : weightType;
  const files = new Map<BundleFile, Uint8Array<ArrayBuffer>>([
    ["model.onnx", encodeModel(buildModel(ports, config, parameters, weights))],
    ["sketches.onnx", content.decoder],
    ["album.json", json(album, 0)],
    ["codes.bin", codes],
    ["tokenizer.json", new TextEncoder().encode(saveTokenizer(tokenizer))],
    ["config.json", json(config, 2)],
    ["thesaurus.json", json(thesaurus, 1)],
  ]);
  if (quantisation) files.set(QUANTISATION_FILE, json(quantisation, 2));
  const entries: Record<string, FileEntry> = {};
  for (const [name, bytes] of files) entries[name] = { size: bytes.length, sha256: await sha256(bytes) };
  const manifest = manifestSchema.parse({
    format: "ascii-gen-bundle",
    version: MANIFEST_VERSION,
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

/** The weights of a bundle, by name, as float32: what quantised ones stand for. */
export function parametersOf({ path, model, tokenizer, config, quantisation }: Bundle): Parameters {
  const { graph } = decodeModel(model);
  const tensors = new Map(graph.initializer.map((tensor) => [tensor.name, tensor]));
  const encodings = storedEncodings(graph, quantisation);
  return Object.fromEntries(
    parameterSpecs(portsOf(tokenizer, config), config).map(({ name, shape }) => {
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
  const { path, tokenizer, config, decoder, album, quantisation } = bundle;
  const { corpus, training, attributions } = bundle.manifest;
  if (quantisation) {
    throw new UserError(
      "model",
      `${path} is quantised (${quantisation.scheme}); name the model it was made from`,
    );
  }
  return {
    ...{ tokenizer, config, parameters: parametersOf(bundle), decoder, album },
    ...{ thesaurus: bundle.thesaurus(), corpus, training, attributions },
  };
}

import { type Facts, jsonFile, writeFolder } from "../../../bundle/folder.ts";
import {
  CONFIG_FILE,
  type Manifest,
  MODEL_FILE,
  QUANTISATION_FILE,
  TOKENIZER_FILE,
} from "../../../bundle/manifest.ts";
import {
  encodeNetwork,
  type NetworkContent,
  parametersOf,
  refuseQuantised,
} from "../../../bundle/network.ts";
import { saveTokenizer } from "../../../tokenizer/grid/file.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { Thesaurus } from "../../../words/thesaurus.ts";
import type { Album } from "../album/album.ts";
import { TAUGHT_FILE } from "../album/packing.ts";
import type { ModelConfig } from "../config.ts";
import { DRAFT_FILE } from "../draft/draft.ts";
import { portsOf } from "../sequence/features.ts";
import type { Bundle } from "./read.ts";

/** What a bundle is made of. */
export interface BundleContent extends Omit<NetworkContent, "ports">, Omit<Facts, "task"> {
  tokenizer: GridTokenizer;
  config: ModelConfig;
  /** The bytes of sketches.onnx, and the pictures that it decodes. */
  decoder: Uint8Array<ArrayBuffer>;
  album: Album;
  /** Default: none. */
  thesaurus?: Thesaurus;
  /** The bytes of draft.bin; default: no draft model. */
  draft?: Uint8Array<ArrayBuffer> | undefined;
}

/**
 * Writes a bundle: the folder `path` appears, or replaces the bundle that was there, as a whole. Throws a UserError of
 * kind "io" when something else is in its place.
 */
export async function writeBundle(path: string, content: BundleContent): Promise<Manifest> {
  const model = encodeNetwork({ ...content, ports: portsOf(content.tokenizer, content.config) });
  return await writeFiles(path, model, content);
}

/** Writes a bundle anew, its network as it is, with what else is to change. */
export const rewriteBundle = (
  bundle: Bundle,
  path: string,
  changes: Partial<Pick<BundleContent, "album" | "thesaurus" | "draft" | "training" | "attributions">>,
): Promise<Manifest> =>
  writeFiles(path, bundle.model, {
    ...withoutWeights(bundle),
    ...bundle.quantisation && { quantisation: bundle.quantisation },
    ...changes,
  });

async function writeFiles(
  path: string,
  model: Uint8Array<ArrayBuffer>,
  content: Omit<BundleContent, "parameters">,
): Promise<Manifest> {
  const { tokenizer, config, thesaurus = {}, draft, quantisation, corpus, training, attributions } = content;
  const { codes, taught, ...album } = content.album;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    [MODEL_FILE, model],
    ["sketches.onnx", content.decoder],
    ["album.json", jsonFile(album, 0)],
    ["codes.bin", codes],
    [TOKENIZER_FILE, new TextEncoder().encode(saveTokenizer(tokenizer))],
    [CONFIG_FILE, jsonFile(config, 2)],
    ["thesaurus.json", jsonFile(thesaurus, 0)],
  ]);
  if (taught) files.set(TAUGHT_FILE, taught);
  if (draft) files.set(DRAFT_FILE, draft);
  if (quantisation) files.set(QUANTISATION_FILE, jsonFile(quantisation, 2));
  return await writeFolder(path, files, { task: "art", corpus, training, attributions });
}

/** What a bundle is made of, but for the weights of its network. */
export function withoutWeights(bundle: Bundle): Omit<BundleContent, "parameters"> {
  const { tokenizer, config, decoder, album, draft } = bundle;
  const { corpus, training, attributions } = bundle.manifest;
  return {
    ...{ tokenizer, config, decoder, album, draft, thesaurus: bundle.thesaurus() },
    ...{ corpus, training, attributions },
  };
}

/** What a bundle is made of, to write it anew with another number format. Throws a UserError if it is quantised. */
export function bundleContent(bundle: Bundle): BundleContent {
  refuseQuantised(bundle);
  return { ...withoutWeights(bundle), parameters: parametersOf(bundle) };
}

import { join } from "node:path";
import { type BundleFolder, openFolder, parseText } from "../../../bundle/folder.ts";
import { CONFIG_FILE, type Manifest, MAX_NETWORK, TOKENIZER_FILE } from "../../../bundle/manifest.ts";
import { checkSize, readNetwork, type StoredNetwork } from "../../../bundle/network.ts";
import { loadTokenizer } from "../../../tokenizer/grid/file.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import { parseThesaurus, type Thesaurus } from "../../../words/thesaurus.ts";
import { type Album, parseAlbum } from "../album/album.ts";
import { decoderSpecs } from "../album/decoder.ts";
import { verifyDecoder } from "../album/graph.ts";
import { TAUGHT_FILE } from "../album/packing.ts";
import { type ModelConfig, parseModelConfig } from "../config.ts";
import { checkDraft, DRAFT_FILE } from "../draft/draft.ts";
import { portsOf } from "../sequence/features.ts";

const DECODER_FILE = "sketches.onnx", ALBUM_FILE = "album.json", CODES_FILE = "codes.bin";
const THESAURUS_FILE = "thesaurus.json";

/** What a model of drawings has besides its network, tokenizer and config, and how many bytes each may have. */
export const ART_FILES = {
  [DECODER_FILE]: MAX_NETWORK,
  [ALBUM_FILE]: 32 << 20,
  [CODES_FILE]: 128 << 20,
  [THESAURUS_FILE]: 2 << 20,
  [DRAFT_FILE]: 1 << 20,
  [TAUGHT_FILE]: 128 << 20,
} as const;

/** A trained model of drawings, read and verified. */
export interface Bundle extends StoredNetwork {
  config: ModelConfig;
  /** The bytes of sketches.onnx, which decodes the pictures of the album. */
  decoder: Uint8Array<ArrayBuffer>;
  album: Album;
  tokenizer: GridTokenizer;
  /** The bytes of draft.bin, where it has a draft model. */
  draft?: Uint8Array<ArrayBuffer>;
  /** Words that labels stand for; seldom needed, so a trusted bundle reads them when they are first asked for. */
  thesaurus: () => Thesaurus;
  manifest: Manifest;
}

/** What there is besides a network's weights, and the folder that has these. */
interface BundleHead extends Pick<Bundle, "tokenizer" | "config" | "ports"> {
  folder: BundleFolder;
}

/** What a bundle says of its network, whose weights are not read. Throws as `readBundle` does. */
export async function readHead(path: string): Promise<BundleHead> {
  const folder = await openFolder(path, "art", ART_FILES, { optional: [DRAFT_FILE, TAUGHT_FILE] });
  const tokenizerBytes = await folder.need(TOKENIZER_FILE);
  const configBytes = await folder.need(CONFIG_FILE);
  const tokenizer = folder.parse(() => loadTokenizer(new TextDecoder().decode(tokenizerBytes)));
  const config = folder.parse(() => parseModelConfig(parseText(configBytes, CONFIG_FILE)));
  return { folder, tokenizer, config, ports: portsOf(tokenizer, config) };
}

/**
 * Reads a bundle, which may come from anywhere: sizes are limited, hashes compared before anything is parsed, and the
 * model is checked against its config. Throws a UserError of kind "model" that names the file at fault.
 */
export async function readBundle(path: string): Promise<Bundle> {
  const { folder, tokenizer, config, ports } = await readHead(path);
  const { parse, need, manifest } = folder;
  const albumBytes = await need(ALBUM_FILE);
  const codes = await need(CODES_FILE);
  const thesaurusBytes = await need(THESAURUS_FILE);
  const network = await readNetwork(folder, ports, config);
  const taught = await folder.read(TAUGHT_FILE);
  const album = parse(() => parseAlbum(parseText(albumBytes, ALBUM_FILE), codes, taught));
  const decoder = await readDecoder(folder, album);
  const draft = await folder.read(DRAFT_FILE);
  if (draft) parse(() => checkDraft(draft, ports));
  const thesaurus = parse(() => parseThesaurus(parseText(thesaurusBytes, THESAURUS_FILE), album.labels));
  return {
    ...{ ...network, decoder, album, tokenizer, config, thesaurus: () => thesaurus, manifest },
    ...draft && { draft },
  };
}

async function readDecoder({ path, parse, need, sizeOf }: BundleFolder, { decoder: shape }: Album) {
  parse(() => checkSize(decoderSpecs(shape), ALBUM_FILE, DECODER_FILE, sizeOf(DECODER_FILE)));
  const bytes = await need(DECODER_FILE);
  verifyDecoder(bytes, shape, join(path, DECODER_FILE));
  return bytes;
}

import type { Manifest } from "../../../bundle/manifest.ts";
import type { Quantisation } from "../../../bundle/quantisation.ts";
import { gridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { TokenizerData } from "../../../tokenizer/grid/schema.ts";
import type { Thesaurus } from "../../../words/thesaurus.ts";
import type { AlbumIndex } from "../album/album.ts";
import { TAUGHT_FILE } from "../album/packing.ts";
import type { ModelConfig } from "../config.ts";
import { DRAFT_FILE } from "../draft/draft.ts";
import { portsOf } from "../sequence/features.ts";
import type { Bundle } from "./read.ts";

/**
 * The bundle that some files are, known to be sound: nothing is checked here, nor is the code of the checks loaded, which takes
 * longer than the reading. `path` is what it is called in errors; without `guessing` its draft model is left alone.
 */
export function bundleOf(
  path: string,
  read: (name: string) => Uint8Array<ArrayBuffer>,
  guessing = true,
): Bundle {
  const parse = (name: string) => JSON.parse(new TextDecoder().decode(read(name)));
  const manifest: Manifest = parse("manifest.json");
  const data: TokenizerData = parse("tokenizer.json");
  const tokenizer = gridTokenizer(data);
  const config: ModelConfig = parse("config.json");
  const quantisation: Quantisation | undefined = manifest.files["quant_config.json"] &&
    parse("quant_config.json");
  let thesaurus: Thesaurus | undefined;
  const album: AlbumIndex = parse("album.json");
  return {
    path,
    decoder: read("sketches.onnx"),
    album: {
      ...album,
      codes: read("codes.bin"),
      ...manifest.files[TAUGHT_FILE] && { taught: read(TAUGHT_FILE) },
    },
    model: read("model.onnx"),
    ports: portsOf(tokenizer, config),
    tokenizer,
    config,
    thesaurus: () => thesaurus ??= parse("thesaurus.json"),
    manifest,
    ...guessing && manifest.files[DRAFT_FILE] && { draft: read(DRAFT_FILE) },
    ...(quantisation ? { quantisation } : {}),
  };
}

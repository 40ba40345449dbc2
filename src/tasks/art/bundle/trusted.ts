import { join } from "node:path";
import type { Manifest } from "../../../bundle/manifest.ts";
import type { Quantisation } from "../../../bundle/quantisation.ts";
import { gridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { TokenizerData } from "../../../tokenizer/grid/schema.ts";
import type { Thesaurus } from "../../../words/thesaurus.ts";
import type { AlbumIndex } from "../album/album.ts";
import type { ModelConfig } from "../config.ts";
import { portsOf } from "../sequence/features.ts";
import type { Bundle } from "./read.ts";

/**
 * Reads a bundle that is known to be sound, as the one in the executable is: `deno task compile` has read it with all
 * checks. Nothing is checked here, nor is the code of the checks loaded, which takes longer than the reading.
 */
export function readTrusted(path: string): Bundle {
  const parse = (name: string) => JSON.parse(Deno.readTextFileSync(join(path, name)));
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
    decoder: Deno.readFileSync(join(path, "sketches.onnx")),
    album: { ...album, codes: Deno.readFileSync(join(path, "codes.bin")) },
    model: Deno.readFileSync(join(path, "model.onnx")),
    ports: portsOf(tokenizer, config),
    tokenizer,
    config,
    thesaurus: () => thesaurus ??= parse("thesaurus.json"),
    manifest,
    ...(quantisation ? { quantisation } : {}),
  };
}

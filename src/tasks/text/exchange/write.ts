/** Language models as other programs read them. */
import { dirname, join } from "node:path";
import { UserError } from "../../../base/errors.ts";
import { atomicWrite, isThere } from "../../../base/files.ts";
import { type FileContent, jsonFile, replaceFolder } from "../../../bundle/folder.ts";
import { ggufBytes } from "../../../bundle/formats/gguf_write.ts";
import { safetensorsBytes } from "../../../bundle/formats/safetensors.ts";
import type { WrittenTensor } from "../../../bundle/formats/tensors.ts";
import { CONFIG_FILE, MANIFEST_FILE, TOKENIZER_FILE, type UsualSampling } from "../../../bundle/manifest.ts";
import { parameterSpecs } from "../../../network/architectures.ts";
import type { NetworkConfig } from "../../../network/config.ts";
import type { Parameters } from "../../../network/parameters.ts";
import type { WeightType } from "../../../onnx/tensor.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import { textPorts } from "../state.ts";
import { ggufNetwork } from "./gguf_network.ts";
import { ggufTokenizer } from "./gguf_tokenizer.ts";
import { layoutOf, nameIn } from "./layout.ts";
import { foreignForm, type Layout, NAMINGS } from "./names.ts";
import { type Piece, piecesOf, valuesFor } from "./pieces.ts";
import { GENERATION_FILE, generationOf, ggufSampling } from "./sampling.ts";
import { transformersConfig } from "./transformers_config.ts";

/** The file of a folder's weights. */
export const WEIGHTS_FILE = "model.safetensors";

/** A language model that is to be written. */
export interface ForeignModel {
  /** What it is called. */
  name: string;
  config: NetworkConfig;
  tokenizer: Tokenizer;
  parameters: Parameters;
  /** How it writes unless told otherwise, if that is known. */
  sampling?: UsualSampling | undefined;
}

/**
 * Writes a folder that the library transformers loads, in the place of one that may be there. Throws a UserError of kind
 * "usage" for a form of network that it does not know.
 */
export async function writeSafetensors(
  path: string,
  model: ForeignModel,
  weights: WeightType,
): Promise<void> {
  const { config, tokenizer, sampling } = model;
  if (await isThere(join(path, MANIFEST_FILE))) {
    throw new UserError("io", `${path} is a model folder, which would be lost; name another`);
  }
  const tensors = tensorsOf(model, "safetensors", () => weights);
  const layout = layoutOf(tokenizer);
  const { separator, unknown } = tokenizer;
  const ends = { bos_token_id: separator, eos_token_id: separator };
  const generation = { ...ends, ...generationOf(sampling) };
  const name = nameIn(layout, separator);
  const settings = {
    ...{ tokenizer_class: "PreTrainedTokenizerFast", clean_up_tokenization_spaces: false },
    ...{
      model_max_length: config.window,
      bos_token: name,
      eos_token: name,
      unk_token: nameIn(layout, unknown),
    },
  };
  await replaceFolder(
    path,
    new Map<string, FileContent>([
      [WEIGHTS_FILE, safetensorsBytes(tensors, { format: "pt" })],
      [CONFIG_FILE, jsonFile(transformersConfig(config, tokenizer, weights), 2)],
      [TOKENIZER_FILE, jsonFile(layout, 0)],
      ["tokenizer_config.json", jsonFile(settings, 2)],
      [GENERATION_FILE, jsonFile(generation, 2)],
    ]),
  );
}

/** Writes a file that llama.cpp and what is built on it load. Throws as `writeSafetensors` does. */
export async function writeGguf(path: string, model: ForeignModel, weights: WeightType): Promise<void> {
  const { name, config, tokenizer, sampling } = model;
  // Vectors and places are float32 in all files of this kind.
  const tensors = tensorsOf(
    model,
    "gguf",
    ({ shape, row }) => shape.length === 1 || row > 0 ? "float32" : weights,
  );
  const metadata = new Map([
    ...ggufNetwork(config, tokenizer.size, name, weights === "float16"),
    ...ggufSampling(sampling),
    ...ggufTokenizer(tokenizer),
  ]);
  await Deno.mkdir(dirname(path), { recursive: true });
  await atomicWrite(path, ggufBytes(metadata, tensors));
}

function tensorsOf(
  { config, tokenizer, parameters }: ForeignModel,
  layout: Layout,
  typeOf: (piece: Piece) => WeightType,
): WrittenTensor[] {
  const naming = NAMINGS[layout][foreignForm(config)];
  const specs = parameterSpecs(textPorts(tokenizer, config), config);
  return piecesOf(specs, config, tokenizer.size, naming).map((piece) => ({
    ...{ name: piece.name, shape: piece.shape, type: typeOf(piece) },
    values: () => valuesFor(piece, parameters),
  }));
}

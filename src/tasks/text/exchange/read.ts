/** Language models of other programs as our own. */
import { join } from "node:path";
import { quoted } from "../../../base/check.ts";
import type { Context } from "../../../base/context.ts";
import { UserError } from "../../../base/errors.ts";
import { isThere, readPlainFile, statOf } from "../../../base/files.ts";
import { inFolder, parseText } from "../../../bundle/folder.ts";
import { openGguf } from "../../../bundle/formats/gguf_read.ts";
import { openSafetensors } from "../../../bundle/formats/safetensors.ts";
import type { TensorFile } from "../../../bundle/formats/tensors.ts";
import {
  COMMON_FILES,
  CONFIG_FILE,
  MANIFEST_FILE,
  TOKENIZER_FILE,
  type UsualSampling,
} from "../../../bundle/manifest.ts";
import { checkCache, checkSize } from "../../../bundle/network.ts";
import { parameterSpecs } from "../../../network/architectures.ts";
import { namedViews, parameterCount, type Parameters } from "../../../network/parameters.ts";
import type { NetworkConfig } from "../../../network/config.ts";
import { readTokenizer } from "../../../tokenizer/files.ts";
import type { Tokenizer } from "../../../tokenizer/tokenizer.ts";
import { textPorts } from "../state.ts";
import { readGgufNetwork } from "./gguf_network.ts";
import { readGgufTokenizer } from "./gguf_tokenizer.ts";
import { tokenizerOfLayout } from "./layout.ts";
import { type Layout, type Naming, NAMINGS } from "./names.ts";
import { type Piece, piecesOf, take } from "./pieces.ts";
import { GENERATION_FILE, readGeneration, readGgufSampling } from "./sampling.ts";
import { type ForeignNetwork, readTransformersConfig } from "./transformers_config.ts";
import { WEIGHTS_FILE } from "./write.ts";

/** Files of JSON, and bytes that are read at most. */
const LARGEST = { ...COMMON_FILES, [GENERATION_FILE]: COMMON_FILES[CONFIG_FILE] };
type JsonFile = typeof CONFIG_FILE | typeof TOKENIZER_FILE | typeof GENERATION_FILE;

/** What was read. */
export interface ReadForeign {
  config: NetworkConfig;
  tokenizer: Tokenizer;
  parameters: Parameters;
  /** How it writes unless told otherwise, if that is said. */
  sampling: UsualSampling | undefined;
}

/**
 * Reads a folder that the library transformers has written, or a GGUF file. Throws a UserError of kind "model" that names the
 * setting, the part of the tokenizer or the tensor that is not known here.
 */
export async function readForeign(path: string, { log }: Pick<Context, "log">): Promise<ReadForeign> {
  if ((await statOf(path)).isDirectory) {
    if (await isThere(join(path, MANIFEST_FILE))) {
      throw new UserError("usage", `${path} is a model folder of this program already`);
    }
    const config = await readJson(path, CONFIG_FILE);
    const network = inFolder(path, () => readTransformersConfig(config));
    const tokenizer = await folderTokenizer(path);
    await needWeights(path);
    using file = await openSafetensors(join(path, WEIGHTS_FILE));
    const parameters = weightsOf(file, network, tokenizer, "safetensors", log);
    return { ...network, tokenizer, parameters, sampling: await folderSampling(path) };
  }
  using file = await openGguf(path);
  const tokens = file.tensors.get("token_embd.weight");
  if (tokens === undefined) throw new UserError("model", `${path}: it lacks the tensor token_embd.weight`);
  const tied = !file.tensors.has("output.weight");
  const network = inFolder(path, () => readGgufNetwork(file.metadata, tokens.shape[0] ?? 0, tied));
  const tokenizer = inFolder(path, () => readGgufTokenizer(file.metadata));
  const parameters = weightsOf(file, network, tokenizer, "gguf", log);
  return { ...network, tokenizer, parameters, sampling: readGgufSampling(file.metadata) };
}

/** The tokenizer of a folder, in whatever files it is. */
async function folderTokenizer(folder: string): Promise<Tokenizer> {
  if (!await isThere(join(folder, TOKENIZER_FILE))) return await readTokenizer(folder);
  const layout = await readJson(folder, TOKENIZER_FILE);
  return inFolder(folder, () => tokenizerOfLayout(layout));
}

async function folderSampling(folder: string): Promise<UsualSampling | undefined> {
  return await isThere(join(folder, GENERATION_FILE))
    ? readGeneration(await readJson(folder, GENERATION_FILE))
    : undefined;
}

async function readJson(folder: string, name: JsonFile): Promise<unknown> {
  const path = join(folder, name);
  await statOf(path, "file");
  return parseText(await readPlainFile(path, LARGEST[name]), path);
}

/** Says what is there in the place of the one file that is read. */
async function needWeights(folder: string): Promise<void> {
  const there = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) there.add(name);
  if (there.has(WEIGHTS_FILE)) return;
  const other = there.has(`${WEIGHTS_FILE}.index.json`)
    ? "; weights in several files are not read"
    : there.has("pytorch_model.bin")
    ? "; pytorch_model.bin is not read, as it could run any program"
    : "";
  throw new UserError("model", `${folder} has no ${WEIGHTS_FILE}${other}`);
}

function weightsOf(
  file: TensorFile,
  { form, config, vocabulary }: ForeignNetwork,
  tokenizer: Tokenizer,
  layout: Layout,
  log: Context["log"],
): Parameters {
  const fail = (reason: string) => new UserError("model", `${file.path}: ${reason}`);
  const { size } = tokenizer;
  if (vocabulary < size) throw fail(`${vocabulary} tokens have weights, but the tokenizer has ${size}`);
  if (vocabulary > size) {
    log(
      `${
        vocabulary - size
      } of ${vocabulary} rows are of tokens that the tokenizer has not; they are left out`,
    );
  }
  const specs = parameterSpecs(textPorts(tokenizer, config), config);
  checkSize(specs, file.path, file.path, 0);
  checkCache(config);
  const naming = namingIn(file, NAMINGS[layout][form]);
  const parameters = namedViews(specs, new Float32Array(parameterCount(specs)));
  const pieces = piecesOf(specs, config, size, naming);
  for (const piece of pieces) {
    const found = file.tensors.get(piece.name);
    if (found === undefined) throw fail(`it lacks the tensor ${piece.name}`);
    if (!fits(found.shape, piece, vocabulary)) {
      throw fail(`tensor ${piece.name} is [${found.shape.join(", ")}], not [${piece.shape.join(", ")}]`);
    }
    take(piece, file.read(piece.name), parameters);
  }
  const known = new Set(pieces.map(({ name }) => name));
  // The head of a tied network is its table once more.
  if (config.form?.tied) known.add(`${naming.names.head}.weight`);
  const stranger = [...file.tensors.keys()].find((name) => !known.has(name) && !naming.ignored.test(name));
  if (stranger !== undefined) {
    throw fail(`tensor ${quoted(stranger)} is none that a network of form ${form} has`);
  }
  return parameters;
}

/** Some files leave out what all names begin with. */
function namingIn({ tensors }: TensorFile, naming: Naming): Naming {
  const tokens = `${naming.names.tokens}.weight`;
  return tensors.has(tokens) && !tensors.has(naming.prefix + tokens) ? { ...naming, prefix: "" } : naming;
}

function fits(shape: readonly number[], { shape: wanted, perToken }: Piece, vocabulary: number): boolean {
  const [rows, ...others] = wanted;
  return shape.length === wanted.length && shape[0] === (perToken ? vocabulary : rows) &&
    others.every((length, i) => shape[i + 1] === length);
}

/** Folders of language models. */
import { jsonFile, openFolder, parseText, writeFolder } from "../../bundle/folder.ts";
import type { Facts } from "../../bundle/folder.ts";
import {
  CONFIG_FILE,
  type Manifest,
  MODEL_FILE,
  QUANTISATION_FILE,
  TOKENIZER_FILE,
} from "../../bundle/manifest.ts";
import { encodeNetwork, type NetworkContent, readNetwork, type StoredNetwork } from "../../bundle/network.ts";
import { parseAs } from "../../base/schema.ts";
import { networkConfigSchema } from "../../network/config.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { textPorts } from "./state.ts";

/** A language model, read and verified. */
export interface TextBundle extends StoredNetwork {
  tokenizer: Tokenizer;
  manifest: Manifest;
}

/** What a bundle says of its network, whose weights are not read. Throws as `readTextBundle` does. */
export async function readTextHead(path: string) {
  const folder = await openFolder(path, "text", {});
  const [tokenizerBytes, configBytes] = [await folder.need(TOKENIZER_FILE), await folder.need(CONFIG_FILE)];
  const tokenizer = folder.parse(() => loadTextTokenizer(parseText(tokenizerBytes, TOKENIZER_FILE)));
  const config = folder.parse(() =>
    parseAs(networkConfigSchema, parseText(configBytes, CONFIG_FILE), "model", "config")
  );
  return { folder, tokenizer, config, ports: textPorts(tokenizer, config) };
}

/** Reads a bundle, which may come from anywhere. Throws a UserError of kind "model" that names the file at fault. */
export async function readTextBundle(path: string): Promise<TextBundle> {
  const { folder, tokenizer, config, ports } = await readTextHead(path);
  return { ...await readNetwork(folder, ports, config), tokenizer, manifest: folder.manifest };
}

/** What a language model is made of. */
export interface TextContent extends Omit<NetworkContent, "ports">, Omit<Facts, "task"> {
  tokenizer: Tokenizer;
}

/** Writes a bundle as a whole, in the place of one that may be there. */
export async function writeTextBundle(path: string, content: TextContent): Promise<Manifest> {
  const { tokenizer, config, quantisation, corpus, training, attributions, sampling } = content;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    [MODEL_FILE, encodeNetwork({ ...content, ports: textPorts(tokenizer, config) })],
    [TOKENIZER_FILE, jsonFile(tokenizer.toJSON(), 0)],
    [CONFIG_FILE, jsonFile(config, 2)],
  ]);
  if (quantisation) files.set(QUANTISATION_FILE, jsonFile(quantisation, 2));
  return await writeFolder(path, files, { task: "text", corpus, training, attributions, sampling });
}

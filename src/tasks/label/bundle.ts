/** Folders of models that label pictures. */
import { parseAs } from "../../base/schema.ts";
import { type Facts, jsonFile, openFolder, parseText, writeFolder } from "../../bundle/folder.ts";
import {
  CONFIG_FILE,
  type Manifest,
  MODEL_FILE,
  NETWORK_FILES,
  QUANTISATION_FILE,
} from "../../bundle/manifest.ts";
import { encodeNetwork, type NetworkContent, readNetwork, type StoredNetwork } from "../../bundle/network.ts";
import { networkConfigSchema } from "../../network/config.ts";
import { type LabelModel, labelPorts, parseLabelModel } from "./model.ts";

/** What the model tells apart, and how it looks at a picture. */
const LABELS_FILE = "labels.json";
const ASSETS = { [LABELS_FILE]: 1 << 23 };

/** A model that labels pictures, read and verified. */
export interface LabelBundle extends StoredNetwork {
  labels: LabelModel;
  manifest: Manifest;
}

/** What a bundle says of its network, whose weights are not read. Throws as `readLabelBundle` does. */
export async function readLabelHead(path: string) {
  const folder = await openFolder(path, "label", ASSETS, { common: NETWORK_FILES });
  const [labelBytes, configBytes] = [await folder.need(LABELS_FILE), await folder.need(CONFIG_FILE)];
  const labels = folder.parse(() => parseLabelModel(parseText(labelBytes, LABELS_FILE), LABELS_FILE));
  const config = folder.parse(() =>
    parseAs(networkConfigSchema, parseText(configBytes, CONFIG_FILE), "model", "config")
  );
  return { folder, labels, config, ports: labelPorts(labels, config) };
}

/** Reads a bundle, which may come from anywhere. Throws a UserError of kind "model" that names the file at fault. */
export async function readLabelBundle(path: string): Promise<LabelBundle> {
  const { folder, labels, config, ports } = await readLabelHead(path);
  return { ...await readNetwork(folder, ports, config), labels, manifest: folder.manifest };
}

/** What a model that labels pictures is made of. */
export interface LabelContent extends Omit<NetworkContent, "ports">, Omit<Facts, "task"> {
  labels: LabelModel;
}

/** Writes a bundle as a whole, in the place of one that may be there. */
export async function writeLabelBundle(path: string, content: LabelContent): Promise<Manifest> {
  const { labels, config, quantisation, corpus, training, attributions } = content;
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    [MODEL_FILE, encodeNetwork({ ...content, ports: labelPorts(labels, config) })],
    [LABELS_FILE, jsonFile(labels, 2)],
    [CONFIG_FILE, jsonFile(config, 2)],
  ]);
  if (quantisation) files.set(QUANTISATION_FILE, jsonFile(quantisation, 2));
  return await writeFolder(path, files, { task: "label", corpus, training, attributions });
}

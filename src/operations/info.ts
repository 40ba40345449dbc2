/** What a model is, how it was made and from whose pictures. */
import type { Fields, Given } from "../base/fields.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount } from "../network/parameters.ts";
import { decoderSpecs } from "../tasks/art/album/decoder.ts";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import { portsOf } from "../tasks/art/sequence/features.ts";
import { pictureStyles } from "../tokenizer/grid/grid.ts";
import { openBundle } from "./default_bundle.ts";
import { MODEL_FIELD } from "./fields.ts";

export const INFO_FIELDS = {
  model: MODEL_FIELD,
} as const satisfies Fields;

/** Which model is described. */
export type InfoInput = Given<typeof INFO_FIELDS>;

/** What there is to say of a model. */
export interface Info {
  model: string;
  created: string;
  /** Of the network that draws and of the one that remembers pictures. */
  parameters: { drawing: number; sketches: number };
  architecture: Record<string, string | number>;
  /** What the model remembers. */
  album: { words: number; pictures: number };
  grid: { width: number; height: number };
  styles: string[];
  files: Manifest["files"];
  corpus: string;
  training: Manifest["training"];
  attributions: Manifest["attributions"];
}

/** Describes a model of drawings. */
export async function info({ model }: InfoInput): Promise<Info> {
  return describeBundle(await openBundle(model), model ?? "built in");
}

/** Collects what is told about a bundle; `model` says where it is. */
function describeBundle({ tokenizer, config, album, manifest }: Bundle, model: string): Info {
  return {
    model,
    created: manifest.created,
    parameters: {
      drawing: parameterCount(parameterSpecs(portsOf(tokenizer, config), config)),
      sketches: parameterCount(decoderSpecs(album.decoder)),
    },
    architecture: { ...partsOf(config), vocabulary: tokenizer.vocabularySize },
    album: { words: album.labels.length, pictures: album.aspects.length },
    grid: { width: tokenizer.data.maxWidth, height: tokenizer.data.maxHeight },
    styles: pictureStyles(tokenizer.data.styles),
    files: manifest.files,
    corpus: manifest.corpus,
    training: manifest.training,
    attributions: manifest.attributions,
  };
}

/** What a config says, flat, and the parts of a form that is not ours. */
const partsOf = ({ form, ...sizes }: Bundle["config"]): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries({ ...sizes, ...form }).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, typeof value === "boolean" ? (value ? "yes" : "no") : value] as const];
    }),
  );

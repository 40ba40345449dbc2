import { madeSketches } from "../../../scripts/fuzz/made_sketches.ts";
import { buildModel } from "../../../src/network/architectures.ts";
import { encodeModel } from "../../../src/onnx/proto.ts";
import { verifyModel } from "../../../src/bundle/verify.ts";
import { type ModelSession, openSession } from "../../../src/tasks/art/draw/session.ts";
import type { Sequence } from "../../../src/inference/forward.ts";
import { type ModelConfig, modelShape } from "../../../src/tasks/art/config.ts";
import { portsOf } from "../../../src/tasks/art/sequence/features.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import type { Parameters } from "../../../src/network/parameters.ts";
import { wholeDrawing } from "../../../src/tasks/art/sequence/sequence.ts";
import { random } from "../../../src/base/random.ts";
import { FINE_SIDE } from "../../../src/rasterise/sketch/sketch.ts";
import { fitGridTokenizer, type GridTokenizer } from "../../../src/tokenizer/grid/grid.ts";

/** A tokenizer of all printable ASCII. */
export const tokenizer: GridTokenizer = fitGridTokenizer(
  [Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("")],
  { styles: ["line", "solid", "shaded", "banner"], maxWidth: 80, maxHeight: 48 },
);

/** The smallest model there can be. */
export const tinyConfig: ModelConfig = {
  ...modelShape("nano"),
  dim: 16,
  heads: 2,
  hidden: 16,
  window: 16,
};

/** Random weights; those of a matrix with n rows are uniform within ±scale/√n. */
export function randomParameters(config: ModelConfig, seed: number, scale = 1): Parameters {
  return Object.fromEntries(
    parameterSpecs(portsOf(tokenizer, config), config).map(({ name, shape, size }, index) => {
      const { next } = random(seed, index);
      const data = Float32Array.from({ length: size }, () => (2 * next() - 1) * scale / Math.sqrt(shape[0]));
      return [name, { shape, data }];
    }),
  );
}

/** Words that toy sessions know pictures of, those of the tiny corpus among them. */
export const TOY_WORDS = ["cat", "palm tree", "dog", "house", "tree", "animal"];

/** A session of a model that never was in a file. */
export function toySession(
  config: ModelConfig,
  parameters: Parameters,
  styles?: readonly string[],
): Promise<ModelSession> {
  const ports = portsOf(tokenizer, config);
  const model = encodeModel(buildModel(ports, config, parameters, "float32"));
  verifyModel(model, ports, config, "toy");
  const file = { size: model.length, sha256: "" };
  return openSession({
    path: "toy",
    ports,
    model,
    ...madeSketches(TOY_WORDS, styles),
    tokenizer,
    config,
    thesaurus: () => ({}),
    manifest: {
      format: "ascii-gen-bundle",
      version: 4,
      task: "art",
      created: "",
      files: {
        ...{ "model.onnx": file, "sketches.onnx": file, "album.json": file, "codes.bin": file },
        ...{ "tokenizer.json": file, "config.json": file, "thesaurus.json": file },
      },
      corpus: "",
      training: {},
      attributions: [],
    },
  });
}

/** Sequences of drawings, of different lengths, most of them longer than the window. */
export function toySequences({ layout }: ModelSession): (Sequence & { tokens: number[] })[] {
  return ["cat", "a tree", ""].map((text, seed) => {
    const characters = tokenizer.encodePrompt(text, 24);
    const prompt = { style: tokenizer.styleToken("line"), characters };
    const { next, int } = random(seed);
    const sketch = Uint8Array.from({ length: FINE_SIDE ** 2 }, () => Number(next() < 0.5));
    const row = () => [
      ...Array.from({ length: 5 }, () => tokenizer.characterStart + int(95)),
      tokenizer.newline,
    ];
    const art = Array.from({ length: 2 + 3 * seed }, row).flat();
    return wholeDrawing({ tokenizer, layout }, { prompt, sketch, aspect: 20 }, { width: 5, height: 9, art });
  });
}

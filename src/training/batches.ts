import type { ModelConfig } from "../model/config.ts";
import {
  drawingState,
  featureLayout,
  FEATURES,
  FIELD,
  prefixTokens,
  sketchState,
} from "../model/features.ts";
import { mirrorSketch } from "../rasterise/mirror.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { exampleLength } from "./plan.ts";
import type { Pass } from "./population.ts";
import type { Material } from "./reader.ts";

/** Sequences of one pass, padded to the longest: N = batch · time positions. */
export interface Batch {
  pass: Pass;
  batch: number;
  time: number;
  /** [N, FEATURES] */
  indices: Int32Array;
  /** [N, FIELD]; null in the sketch pass. */
  field: Float32Array | null;
  /** [N]: token to predict, relative to the pass's first token; weight 0 where nothing is predicted. */
  targets: Int32Array;
  weights: Float32Array;
  /** Predicted tokens, and the characters of art that they stand for. */
  predictions: number;
  characters: number;
}

/** Computes the inputs and targets of a batch. */
export function buildBatch(
  tokenizer: CharacterTokenizer,
  config: ModelConfig,
  pass: Pass,
  examples: Material[],
): Batch {
  const layout = featureLayout(tokenizer, config);
  const time = Math.max(...examples.map((example) => exampleLength(pass, example)));
  const count = examples.length * time;
  const indices = new Int32Array(count * FEATURES);
  const field = new Float32Array(pass === "drawing" ? count * FIELD : FIELD);
  const targets = new Int32Array(count);
  const weights = new Float32Array(count);
  let [predictions, characters] = [0, 0];
  for (const [row, { prompt, width, height, aspect, variant, art, ...drawn }] of examples.entries()) {
    const prefix = prefixTokens(tokenizer, prompt);
    // Sketches are learned one way round: mirrored ones would double what has to be remembered.
    const sketch = pass === "drawing" && drawn.mirrored ? mirrorSketch(drawn.sketch) : drawn.sketch;
    const body = pass === "sketch"
      ? [
        tokenizer.variantToken(variant),
        ...tokenizer.encodeSketch(sketch),
        tokenizer.aspectStart + aspect,
      ]
      : [
        tokenizer.widthToken(width),
        tokenizer.heightToken(height),
        ...art,
        tokenizer.eos,
      ];
    const tokens = [...prefix, ...body];
    const state = pass === "sketch"
      ? sketchState(layout, tokenizer, prompt)
      : drawingState(layout, tokenizer, prompt, sketch, aspect);
    const first = pass === "sketch" ? tokenizer.sketchStart : 0;
    for (let t = 0; t < tokens.length - 1; t++) {
      const at = row * time + t;
      state.advance(tokens[t]!, indices, at * FEATURES, field, pass === "drawing" ? at * FIELD : 0);
      if (t >= prefix.length - 1) {
        targets[at] = tokens[t + 1]! - first;
        weights[at] = 1;
      }
    }
    predictions += body.length;
    characters += drawn.characters;
  }
  return {
    pass,
    batch: examples.length,
    time,
    indices,
    field: pass === "drawing" ? field : null,
    targets,
    weights,
    predictions,
    characters,
  };
}

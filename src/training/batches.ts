import type { ModelConfig } from "../model/config.ts";
import { drawingState, featureLayout, FEATURES, FIELD, prefixTokens } from "../model/features.ts";
import { random } from "../random.ts";
import { mirrorSketch } from "../rasterise/mirror.ts";
import { roughened } from "../rasterise/roughen.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { exampleLength } from "./plan.ts";
import type { Material } from "./reader.ts";

/** Drawings, padded to the longest: N = batch · time positions. */
export interface Batch {
  batch: number;
  time: number;
  /** [N, FEATURES] */
  indices: Int32Array;
  /** [N, FIELD] */
  field: Float32Array;
  /** [N]: token to predict; weight 0 where nothing is predicted. */
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
  examples: Material[],
): Batch {
  const layout = featureLayout(tokenizer, config);
  const time = Math.max(...examples.map((example) => exampleLength(example)));
  const count = examples.length * time;
  const indices = new Int32Array(count * FEATURES);
  const field = new Float32Array(count * FIELD);
  const targets = new Int32Array(count);
  const weights = new Float32Array(count);
  let [predictions, characters] = [0, 0];
  for (const [row, { prompt, width, height, aspect, art, hand, ...drawn }] of examples.entries()) {
    const prefix = prefixTokens(tokenizer, prompt);
    const sketch = roughened(drawn.mirrored ? mirrorSketch(drawn.sketch) : drawn.sketch, random(hand));
    const body = [tokenizer.widthToken(width), tokenizer.heightToken(height), ...art, tokenizer.eos];
    const tokens = [...prefix, ...body];
    const state = drawingState(layout, tokenizer, prompt, sketch, aspect);
    for (let t = 0; t < tokens.length - 1; t++) {
      const at = row * time + t;
      state.advance(tokens[t]!, indices, at * FEATURES, field, at * FIELD);
      if (t >= prefix.length - 1) {
        targets[at] = tokens[t + 1]!;
        weights[at] = 1;
      }
    }
    predictions += body.length;
    characters += drawn.characters;
  }
  return { batch: examples.length, time, indices, field, targets, weights, predictions, characters };
}

import type { ModelConfig } from "../model/config.ts";
import { featureLayout, FEATURES, FIELD } from "../model/features.ts";
import { wholeDrawing } from "../model/sequence.ts";
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
  for (const [row, { prompt, aspect, hand, mirrored, sketch, ...drawn }] of examples.entries()) {
    const seen = roughened(mirrored ? mirrorSketch(sketch) : sketch, random(hand));
    const { tokens, targets: predicted, state } = wholeDrawing(
      { tokenizer, layout },
      { prompt, sketch: seen, aspect },
      drawn,
    );
    const first = tokens.length - predicted.length;
    for (const [t, token] of tokens.entries()) {
      const at = row * time + t;
      state.advance(token, indices, at * FEATURES, field, at * FIELD);
      if (t < first) continue;
      targets[at] = predicted[t - first]!;
      weights[at] = 1;
    }
    predictions += predicted.length;
    characters += drawn.characters;
  }
  return { batch: examples.length, time, indices, field, targets, weights, predictions, characters };
}

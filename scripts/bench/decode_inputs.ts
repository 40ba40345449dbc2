/** What all sides of `deno task bench decode` are given: some streams of tokens, their inputs, and the weights. */
import { join } from "node:path";
import type { BundleContent } from "../../src/tasks/art/bundle/write.ts";
import { transpose } from "../../src/onnx/quantise.ts";
import type { ModelSession } from "../../src/tasks/art/draw/session.ts";
import type { SequenceState } from "../../src/network/ports.ts";
import { FEATURES, FIELD, portsOf } from "../../src/tasks/art/sequence/features.ts";
import { beginDrawing } from "../../src/tasks/art/sequence/sequence.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { random } from "../../src/base/random.ts";
import { ASPECT_BINS } from "../../src/tokenizer/grid/grid.ts";
import { FINE_SIDE } from "../../src/rasterise/sketch/sketch.ts";
import { arrayWriter } from "./job.ts";

/** Read by decode.c and decode.py: a header of int32, the inputs of all streams, then the weights [out, in]. */
export const DECODE_FILE = "decode.bin";

/** Tokens that are decoded whatever the network says: the cost of a step does not depend on what they are. */
export interface Stream {
  prefix: number[];
  /** What follows the prefix: width, height, then characters one by one. */
  tokens: number[];
  /** A new state, for each time that the stream is decoded. */
  state(): SequenceState;
}

/** Inputs of each position of some streams of the same length. */
export interface Inputs {
  positions: number;
  /** [streams, positions, FEATURES] */
  indices: Int32Array;
  /** [streams, positions, FIELD] */
  field: Float32Array;
}

/** The drawing pass of a noise of at least `characters` characters, line breaks included, of a grid of `width` columns. */
export function noiseStream(
  { tokenizer, layout, config }: Pick<ModelSession, "tokenizer" | "layout" | "config">,
  { characters, width }: { characters: number; width: number },
  seed: number,
): Stream {
  const { int } = random(seed);
  const height = Math.ceil(characters / (width + 1));
  const prompt = {
    style: tokenizer.styleToken("line"),
    characters: tokenizer.encodePrompt("cat", config.promptLength),
  };
  const sketch = Uint8Array.from({ length: FINE_SIDE ** 2 }, () => int(2));
  const character = () => tokenizer.characterStart + int(tokenizer.runStart - tokenizer.characterStart);
  const line = () => [...Array.from({ length: width }, character), tokenizer.newline];
  const begin = () => beginDrawing({ tokenizer, layout }, { prompt, sketch, aspect: ASPECT_BINS >> 1 });
  return {
    prefix: begin().prefix,
    tokens: [
      tokenizer.widthToken(width),
      tokenizer.heightToken(height),
      ...Array.from({ length: height }, line).flat(),
    ],
    state: () => begin().state,
  };
}

/** The inputs of streams, which must be of one length. */
export function inputsOf(streams: readonly Stream[]): Inputs {
  const sequences = streams.map(({ prefix, tokens }) => [...prefix, ...tokens]);
  const positions = sequences[0]!.length;
  const indices = new Int32Array(streams.length * positions * FEATURES);
  const field = new Float32Array(streams.length * positions * FIELD);
  sequences.forEach((tokens, i) => {
    if (tokens.length !== positions) throw new Error("the streams are of different lengths");
    const state = streams[i]!.state();
    tokens.forEach((token, t) => {
      const at = i * positions + t;
      state.advance(token, indices, at * FEATURES, field, at * FIELD);
    });
  });
  return { positions, indices, field };
}

/** Writes DECODE_FILE into a folder; returns its path. */
export function writeInputs(
  folder: string,
  { tokenizer, config, parameters }: Pick<BundleContent, "tokenizer" | "config" | "parameters">,
  { positions, indices, field }: Inputs,
): string {
  const path = join(folder, DECODE_FILE);
  using file = Deno.openSync(path, { write: true, createNew: true });
  const write = arrayWriter(file);
  const { layers, dim, heads, hidden, window } = config;
  const [rows] = parameters.embedding!.shape;
  const streams = indices.length / (positions * FEATURES);
  write(
    Int32Array.of(
      ...[layers, dim, heads, hidden, window, tokenizer.vocabularySize, rows!, FEATURES, FIELD],
      ...[streams, positions],
    ),
  );
  write(indices);
  write(field);
  for (const { name, shape: [, columns] } of parameterSpecs(portsOf(tokenizer, config), config)) {
    const { data } = parameters[name]!;
    write(name === "embedding" ? data : transpose(data, columns, new Float32Array(data.length)));
  }
  return path;
}

/** This engine's ways of decoding, for `deno task bench decode`. */
import { decode } from "../../src/inference/decode.ts";
import { drawingPass, type GenerateRequest } from "../../src/tasks/art/draw/generate.ts";
import type { Decoder } from "../../src/inference/session.ts";
import type { ModelSession } from "../../src/tasks/art/draw/session.ts";
import type { Sketch } from "../../src/tasks/art/album/book.ts";
import { FEATURES, FIELD } from "../../src/tasks/art/sequence/features.ts";
import type { Inputs, Stream } from "./decode_inputs.ts";

/** Decodes given inputs, one position of each of the first `rows` streams a step; it starts over behind the last. */
export function inputDecoder(
  session: ModelSession,
  { positions, indices, field }: Inputs,
  rows: number,
): () => Promise<Float32Array> {
  const decoder: Decoder = session.start(rows);
  let seen = 0;
  return () => {
    const inputs = decoder.inputs(1);
    for (let row = 0; row < rows; row++) {
      const at = row * positions + seen % positions;
      inputs.indices.set(indices.subarray(at * FEATURES, (at + 1) * FEATURES), row * FEATURES);
      inputs.field.set(field.subarray(at * FIELD, (at + 1) * FIELD), row * FIELD);
    }
    seen++;
    return decoder.step(1);
  };
}

/** Decodes streams as `generate` does, features included, but nothing is sampled. Returns the times of `rateBehind`. */
export async function replay(session: ModelSession, streams: readonly Stream[], steps: number) {
  const times: number[] = [];
  const rows = streams.map(({ prefix, tokens, state }, row) => {
    let next = 0;
    return {
      sequences: [{ prefix, state: state() }],
      next() {
        if (row === 0) times.push(performance.now());
        return next < steps ? tokens[next++] : undefined;
      },
    };
  });
  await decode(session, rows);
  return times;
}

/** Draws a sketch `rows` times side by side. Returns the times of `rateBehind`, up to the end of the shortest drawing. */
export async function draw(session: ModelSession, request: GenerateRequest, sketch: Sketch, rows: number) {
  const copies = <T>(item: T) => Array<T>(rows).fill(item);
  const times = Array.from({ length: rows }, (): number[] => []);
  const streams = [...times.keys()];
  await drawingPass(session, copies(request), copies(sketch), streams, (_, row) => {
    times[row]!.push(performance.now());
  });
  const shortest = Math.min(...times.map(({ length }) => length));
  return times[0]!.slice(0, shortest);
}

/** Steps a second once `skip` of them are done, from the times in milliseconds at which each ended. */
export function rateBehind(times: readonly number[], skip: number): number {
  const first = Math.min(skip, times.length >> 1);
  return 1000 * (times.length - 1 - first) / (times.at(-1)! - times[first]!);
}

/** The programs and ways of `deno task bench decode`, each with its weights: what they compute and how fast. */
import { join } from "node:path";
import { median } from "../../src/evaluation/statistics.ts";
import { chooseSketches } from "../../src/tasks/art/draw/generate.ts";
import type { ModelSession } from "../../src/tasks/art/draw/session.ts";
import { askWorkers } from "../../src/base/workers.ts";
import { draw, inputDecoder, rateBehind, replay } from "./decode_engine.ts";
import type { Inputs } from "./decode_inputs.ts";
import { AROUND, type benchStreams, COUNTS, EARLY, LATE, STEPS } from "./decode_streams.ts";
import type { Share } from "./decode_worker.ts";
import type { Peer } from "./peer.ts";

export const FORMATS = ["fp32", "int8", "int4"] as const;
export type Format = typeof FORMATS[number];

/** Positions behind the first full window whose logits are compared as well. */
const BEHIND = 32;
const REQUEST = {
  ...{ prompt: "cat", style: "line", width: 60, maxLines: 30, seed: 1 },
  ...{ temperature: 0.9, topK: 0, topP: 0.95 },
};

/** The side that the others are compared with. */
export const PLAIN = "C";

/** One way to decode, with weights of one format. */
export interface Side {
  name: string;
  format: Format;
  /**
   * Logits [streams, positions, vocabulary] of the first positions, more than fill a window; to be called before `rate`
   * where there is one.
   */
  logits?(streams: number): Promise<Float32Array>;
  /** Tokens a second of all streams together, from when the window is full. */
  rate(streams: number): Promise<number>;
}

/** Milliseconds of a step around the EARLY and the LATE character, one of each a round. */
export interface Costs {
  early: number[];
  late: number[];
}

/**
 * This engine: the network alone, with the features of each position, drawing as a user does, and with the streams
 * dealt among cores. `folder` holds the model in each format.
 */
export function engineSides(
  sessions: ReadonlyMap<Format, ModelSession>,
  { streams, inputs }: ReturnType<typeof benchStreams>,
  folder: string,
): { sides: Side[]; costs: Map<Format, Costs> } {
  const sides: Side[] = [];
  const costs = new Map<Format, Costs>();
  const [first] = sessions.values();
  const [sketch] = chooseSketches(first!, [REQUEST]);
  for (const [format, session] of sessions) {
    const { window } = session.config;
    const own: Costs = { early: [], late: [] };
    costs.set(format, own);
    sides.push({ name: "ascii-gen, inputs given", format, ...givenInputs(session, inputs) }, {
      name: "ascii-gen, with features",
      format,
      async rate(count) {
        const steps = count === 1 ? streams[0]!.tokens.length : window + STEPS.get(count)!;
        const times = await replay(session, streams.slice(0, count), steps);
        if (count === 1) {
          own.early.push(costAround(times, EARLY));
          own.late.push(costAround(times, LATE));
        }
        return count * rateBehind(times, window);
      },
    }, {
      name: "ascii-gen, drawing",
      format,
      rate: async (count) => count * rateBehind(await draw(session, REQUEST, sketch!, count), window),
    }, {
      name: `ascii-gen, ${navigator.hardwareConcurrency} cores`,
      format,
      rate: (count) => rateOnCores(join(folder, format), count),
    });
  }
  return { sides, costs };
}

/** Tokens a second of streams that are dealt among all cores, as many drawings are. */
async function rateOnCores(model: string, count: number): Promise<number> {
  const cores = Math.min(count, navigator.hardwareConcurrency);
  const ready = new SharedArrayBuffer(4);
  const shares = Array.from({ length: cores }, (_, core): Share => {
    const streams = Math.floor((count + core) / cores);
    return { model, streams, steps: STEPS.get(count)!, ready, cores };
  });
  const start = () => new Worker(new URL("./decode_worker.ts", import.meta.url), { type: "module" });
  let sum = 0;
  for await (const { rate } of askWorkers<Share, { rate: number }>(shares, start, { count: cores })) {
    sum += rate;
  }
  return sum;
}

/** Another program that answers "FORMAT STREAMS STEPS [LOGITS]" with seconds; the logits go through a file of `folder`. */
export function peerSide(name: string, format: Format, peer: Peer, folder: string, window: number): Side {
  const seconds = async (...line: (string | number)[]) => {
    const answer = await peer.ask(line.join(" "));
    if (!(Number(answer) > 0)) throw new Error(`${name} answered ${JSON.stringify(answer)}, not seconds`);
    return Number(answer);
  };
  return {
    name,
    format,
    async logits(count) {
      const path = join(folder, "logits.bin");
      await seconds(format, count, window + BEHIND, path);
      return new Float32Array((await Deno.readFile(path)).buffer);
    },
    async rate(count) {
      const steps = STEPS.get(count)!;
      return count * steps / await seconds(format, count, steps);
    },
  };
}

function givenInputs(
  session: ModelSession,
  inputs: Inputs,
): Pick<Side, "rate"> & Required<Pick<Side, "logits">> {
  const decoders = new Map(COUNTS.map((count) => [count, inputDecoder(session, inputs, count)]));
  const { tokenizer: { vocabularySize }, config: { window } } = session;
  return {
    async logits(count) {
      const positions = window + BEHIND;
      const all = new Float32Array(count * positions * vocabularySize);
      for (let position = 0; position < positions; position++) {
        const step = await decoders.get(count)!();
        for (let i = 0; i < count; i++) {
          const row = step.subarray(i * vocabularySize, (i + 1) * vocabularySize);
          all.set(row, (i * positions + position) * vocabularySize);
        }
      }
      return all;
    },
    async rate(count) {
      const steps = STEPS.get(count)!;
      const began = performance.now();
      for (let step = 0; step < steps; step++) await decoders.get(count)!();
      return 1000 * count * steps / (performance.now() - began);
    },
  };
}

/** Of the times after which each logits came: the first character follows width and height. */
function costAround(times: readonly number[], character: number): number {
  const first = character + 2 - AROUND / 2;
  return median(Array.from({ length: AROUND }, (_, i) => times[first + i]! - times[first + i - 1]!));
}

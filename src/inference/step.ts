/** One run of a network's step, tied to buffers and to a cache. */
import type { Ports } from "../network/ports.ts";
import { rotaryAngles } from "../network/rotary.ts";
import type { StateSpec } from "../network/state.ts";
import { pastOf, PORTS } from "../network/step_ports.ts";
import type { ToldPlaces } from "../network/told_places.ts";
import { type Cache, passOn, writeDistances } from "./cache.ts";
import type { Network, Tensors } from "./runtime/onnxruntime.ts";

/** A network with what its step must know of it. */
export interface StepNetwork {
  network: Network;
  ports: Ports;
  /** What it keeps of a sequence, and whether a step takes several positions; see `NetworkKind`. */
  state: readonly StateSpec[];
  prefill: "many" | "one";
  /** Positions that attention looks back. */
  window: number;
  /** What attention must be told of places. */
  places: ToldPlaces;
}

/** Inputs of new positions. */
export interface Inputs {
  time: number;
  /** [rows, time, features] */
  indices: Int32Array<ArrayBuffer>;
  /** [rows, time, field] */
  field: Float32Array<ArrayBuffer>;
}

/** Buffers for the inputs of `time` new positions of each row. */
export function inputsOf({ features, field }: Ports, rows: number, time: number): Inputs {
  return {
    time,
    indices: new Int32Array(rows * time * features),
    field: new Float32Array(rows * time * field),
  };
}

/** Copies the inputs of one position to another place. */
export function copyInputs({ features, field }: Ports, from: Inputs, at: number, to: Inputs, place: number) {
  to.indices.set(from.indices.subarray(at * features, (at + 1) * features), place * features);
  to.field.set(from.field.subarray(at * field, (at + 1) * field), place * field);
}

/** What runs the network over some inputs. */
export interface BoundStep {
  inputs: Inputs;
  /** [rows, time, vocabulary] */
  logits: Float32Array<ArrayBuffer>;
  /** [rows]: slot of each row's last new position. */
  last: Int32Array<ArrayBuffer>;
  /** Runs it; `places` are those of each row's first new position, which only rotary networks are told. */
  run(total: number, places: ArrayLike<number>): void;
}

/** Ties a step of new positions to a cache, whose windows the network reads and writes in place. */
export function bindStep(
  { network, ports, places: told }: Pick<StepNetwork, "network" | "ports" | "places">,
  cache: Cache,
  inputs: Inputs,
): BoundStep {
  const { rows } = cache, { time, indices, field } = inputs;
  const logits = new Float32Array(rows * time * ports.vocabulary);
  const last = new Int32Array(rows), totalLength = new Int32Array(1);
  const { half } = told;
  const distances = new Float32Array(told.distances ? rows * time * cache.slots : 0);
  const [cosines, sines] = [new Float32Array(rows * time * half), new Float32Array(rows * time * half)];
  const writeAngles = rotaryAngles(half);
  /** The operator writes windows into the memory from which it reads, and what is carried into the other buffer. */
  const kept = (nameOf: (name: string) => string, buffer: 0 | 1): Tensors =>
    Object.fromEntries([
      ...cache.windows.map(({ name, heads, headDim, data }) => [
        nameOf(name),
        { data, shape: [rows, heads, cache.slots, headDim] },
      ]),
      ...cache.carried.map(({ name, shape, buffers }) => [
        nameOf(name),
        { data: buffers[buffer], shape: [rows, ...shape] },
      ]),
    ]);
  const angles = { shape: [rows, time, half] };
  const given: Tensors = {
    [PORTS.indices]: { data: indices, shape: [rows, time, ports.features] },
    ...ports.field > 0 && { [PORTS.field]: { data: field, shape: [rows, time, ports.field] } },
    ...half > 0 && {
      [PORTS.cosines]: { data: cosines, ...angles },
      [PORTS.sines]: { data: sines, ...angles },
    },
    ...cache.windows.length > 0 && {
      [PORTS.last]: { data: last, shape: [rows] },
      [PORTS.total]: { data: totalLength, shape: [] },
    },
    ...told.distances && { [PORTS.distances]: { data: distances, shape: [rows, 1, time, cache.slots] } },
  };
  const bound = (reads: 0 | 1, writes: 0 | 1) =>
    network.bind({ ...given, ...kept(pastOf, reads) }, {
      [PORTS.logits]: { data: logits, shape: [rows, time, ports.vocabulary] },
      ...kept((name) => name, writes),
    });
  const turns = cache.carried.length > 0 ? [bound(0, 1), bound(1, 0)] : [bound(0, 0)];
  return {
    ...{ inputs, logits, last },
    run(total, places) {
      totalLength[0] = total;
      if (half > 0) {
        for (let row = 0; row < rows; row++) {
          for (let t = 0; t < time; t++) {
            writeAngles(places[row]! + t, cosines, sines, (row * time + t) * half);
          }
        }
      }
      if (told.distances) writeDistances(cache, time, distances);
      turns[cache.turn]!();
      if (cache.carried.length > 0) passOn(cache);
    },
  };
}

/** One run of a network's step, tied to buffers and to a cache. */
import type { NetworkConfig } from "../network/config.ts";
import { formOf } from "../network/form.ts";
import type { Ports } from "../network/ports.ts";
import { rotaryAngles } from "../network/rotary.ts";
import { PORTS } from "../network/step_ports.ts";
import type { Cache } from "./cache.ts";
import type { Network, Tensors } from "./runtime/onnxruntime.ts";

/** A network with what its step must know of it. */
export interface StepNetwork {
  network: Network;
  config: NetworkConfig;
  ports: Ports;
}

/** Buffers of `time` positions of each of the cache's rows, and what runs the network over them. */
export interface BoundStep {
  time: number;
  /** [rows, time, features] */
  indices: Int32Array<ArrayBuffer>;
  /** [rows, time, field] */
  field: Float32Array<ArrayBuffer>;
  /** [rows, time, vocabulary] */
  logits: Float32Array<ArrayBuffer>;
  /** [rows]: slot of each row's last new position. */
  last: Int32Array<ArrayBuffer>;
  /** Runs it; `places` are those of each row's first new position, which only rotary networks are told. */
  run(total: number, places: ArrayLike<number>): void;
}

/** Ties a step of `time` new positions to a cache, which the network reads and writes in place. */
export function bindStep({ network, config, ports }: StepNetwork, cache: Cache, time: number): BoundStep {
  const { rows, slots, heads, headDim } = cache;
  const indices = new Int32Array(rows * time * ports.features);
  const field = new Float32Array(rows * time * ports.field);
  const logits = new Float32Array(rows * time * ports.vocabulary);
  const last = new Int32Array(rows), totalLength = new Int32Array(1);
  const half = formOf(config).positions === "rotary" ? headDim / 2 : 0;
  const [cosines, sines] = [new Float32Array(rows * time * half), new Float32Array(rows * time * half)];
  const writeAngles = rotaryAngles(half);
  /** The operator writes into the memory from which it reads. */
  const cached = (keyPort: (layer: number) => string, valuePort: (layer: number) => string): Tensors => {
    const shape = [rows, heads, slots, headDim];
    return Object.fromEntries([
      ...cache.keys.map((data, layer) => [keyPort(layer), { data, shape }]),
      ...cache.values.map((data, layer) => [valuePort(layer), { data, shape }]),
    ]);
  };
  const angles = { shape: [rows, time, half] };
  const runNetwork = network.bind({
    [PORTS.indices]: { data: indices, shape: [rows, time, ports.features] },
    ...ports.field > 0 && { [PORTS.field]: { data: field, shape: [rows, time, ports.field] } },
    ...half > 0 && {
      [PORTS.cosines]: { data: cosines, ...angles },
      [PORTS.sines]: { data: sines, ...angles },
    },
    [PORTS.last]: { data: last, shape: [rows] },
    [PORTS.total]: { data: totalLength, shape: [] },
    ...cached(PORTS.pastKey, PORTS.pastValue),
  }, {
    [PORTS.logits]: { data: logits, shape: [rows, time, ports.vocabulary] },
    ...cached(PORTS.key, PORTS.value),
  });
  return {
    ...{ time, indices, field, logits, last },
    run(total, places) {
      totalLength[0] = total;
      if (half > 0) {
        for (let row = 0; row < rows; row++) {
          for (let t = 0; t < time; t++) {
            writeAngles(places[row]! + t, cosines, sines, (row * time + t) * half);
          }
        }
      }
      runNetwork();
    },
  };
}

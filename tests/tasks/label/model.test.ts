import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { initBackend } from "../../../src/engine/backend.ts";
import { logLikelihoods } from "../../../src/inference/likelihood.ts";
import { parameterSpecs } from "../../../src/network/architectures.ts";
import type { NetworkConfig } from "../../../src/network/config.ts";
import { initialize, namedViews, parameterCount } from "../../../src/network/parameters.ts";
import { readLabelBundle, writeLabelBundle } from "../../../src/tasks/label/bundle.ts";
import { classify, openLabelSession } from "../../../src/tasks/label/classify.ts";
import {
  type LabelModel,
  labelPorts,
  parseLabelModel,
  pictureState,
  positionsOf,
} from "../../../src/tasks/label/model.ts";
import { preparePictures } from "../../../src/tasks/label/prepare.ts";
import { buildBatch } from "../../../src/training/batches.ts";
import { trainingOptionsSchema } from "../../../src/training/options.ts";
import { createReplica } from "../../../src/training/replica.ts";
import { quietly } from "../../../src/base/context.ts";
import { inFolder } from "../../operations/whole_way.ts";
import { CLASSES, toyPicture, writeToys } from "./toy.ts";

const MODEL: LabelModel = {
  labels: ["a", "b"],
  side: 6,
  patch: 2,
  channels: 3,
  mean: [10, 20, 30],
  deviation: [1, 2, 4],
};
const NETWORK: NetworkConfig = {
  architecture: "transformer",
  dim: 16,
  layers: 2,
  heads: 2,
  hidden: 32,
  window: 10,
};

/** What a network is told of a picture: the row of each position, and the picture put together again. */
function told(pixels: Uint8Array, variation?: Parameters<typeof pictureState>[3]) {
  const ports = labelPorts(MODEL, NETWORK), count = positionsOf(MODEL);
  const state = pictureState(MODEL, ports, pixels, variation);
  const indices = new Int32Array(count), field = new Float32Array(count * ports.field);
  for (let t = 0; t < count; t++) state.advance(t, indices, t, field, t * ports.field);
  const { side, patch, channels, mean, deviation } = MODEL, across = side / patch;
  const picture = new Uint8Array(side ** 2 * channels);
  for (let t = 0; t < count - 1; t++) {
    for (let i = 0; i < ports.field; i++) {
      const c = i % channels, within = Math.floor(i / channels);
      const x = (t % across) * patch + within % patch,
        y = Math.floor(t / across) * patch + Math.floor(within / patch);
      picture[(y * side + x) * channels + c] = Math.round(
        field[t * ports.field + i]! * deviation[c]! + mean[c]!,
      );
    }
  }
  return { indices: [...indices], picture, last: [...field.slice(-ports.field)] };
}

const drawn = fc.uint8Array({ minLength: 108, maxLength: 108 });

Deno.test("a network is told of each pixel once, patch by patch, and at last of none", () => {
  fc.assert(fc.property(drawn, (pixels) => {
    const { indices, picture, last } = told(pixels);
    assert.deepEqual(indices, Array.from({ length: 10 }, (_, place) => place));
    assert.deepEqual(picture, pixels);
    assert.ok(last.every((value) => value === 0));
  }));
});

Deno.test("a picture is moved and mirrored as a whole", () => {
  const at = (pixels: Uint8Array, x: number, y: number) => {
    const within = (place: number) => Math.max(0, Math.min(5, place));
    return [...pixels.subarray((within(y) * 6 + within(x)) * 3).subarray(0, 3)];
  };
  const step = fc.integer({ min: -7, max: 7 });
  fc.assert(fc.property(drawn, step, step, fc.boolean(), (pixels, right, down, mirrored) => {
    const { picture } = told(pixels, { right, down, mirrored });
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 6; x++) {
        const from = Math.max(0, Math.min(5, x - right));
        assert.deepEqual(at(picture, x, y), at(pixels, mirrored ? 5 - from : from, y - down));
      }
    }
  }));
});

Deno.test("rows of classes come before those of places where a head is tied", () => {
  const form = { norm: "layer", activation: "gelu", positions: "learned", biases: true, tied: true } as const;
  assert.deepEqual(labelPorts(MODEL, NETWORK), { rows: 10, features: 1, field: 12, vocabulary: 2 });
  assert.deepEqual(labelPorts(MODEL, { form }), { rows: 12, features: 1, field: 12, vocabulary: 2 });
});

Deno.test("what is no description of classes is refused by what is wrong", () => {
  const refused = (change: object, error: RegExp) =>
    assert.throws(() => parseLabelModel({ ...MODEL, ...change }, "labels.json"), {
      name: "UserError",
      message: error,
    });
  assert.deepEqual(parseLabelModel(MODEL, "labels.json"), MODEL);
  refused({ labels: ["a"] }, /^labels\.json: labels: /);
  refused({ labels: ["a", "a"] }, /^labels\.json: labels: has a name twice/);
  refused({ patch: 4 }, /^labels\.json: patch: 4 does not divide the side, 6/);
  refused({ side: 256, patch: 1 }, /^labels\.json: patch: makes too many positions of 256 by 256/);
  refused({ mean: [1] }, /^labels\.json: mean: has 1 channels, not 3/);
  refused({ deviation: [0, 1, 1] }, /^labels\.json: deviation\.0: /);
  refused({ more: 1 }, /^labels\.json: unrecognized key/i);
});

Deno.test("a stored model says of pictures what it says in training, and is refused where it was altered", async () => {
  await inFolder(async (folder) => {
    const data = join(folder, "toys"), path = join(folder, "model");
    await writeToys(data, 6);
    const { task, plan, ports, network, model } = await preparePictures({
      ...{ files: [data], settings: { side: 8, patch: 2 }, preset: "nano" },
      sizes: { dim: 16, heads: 2, layers: 2, hidden: 32 },
    }, quietly);
    const specs = parameterSpecs(ports, network);
    const weights = new Float32Array(parameterCount(specs));
    initialize(specs.map((spec) => ({ ...spec, deviation: 0.3 })), weights, 1);
    const labels = parseLabelModel(model, "model");
    await writeLabelBundle(path, {
      ...{ labels, config: network, parameters: namedViews(specs, weights) },
      ...{ corpus: "", training: {}, attributions: [] },
    });
    const session = await openLabelSession(await readLabelBundle(path));
    await initBackend("cpu");
    using source = task.open(plan, "seen");
    const options = trainingOptionsSchema.parse({ steps: 1, backend: "cpu", precision: "fp32" });
    const replica = createReplica({ ports, network, specs }, source, options, 0, weights);
    const examples = Array.from({ length: 5 }, (_, seed) => source.sample(random(seed)));
    const { nats, units } = await replica.evaluate([buildBatch(ports, examples.map(source.read))]);
    assert.equal(units, 5);
    const likelihoods = await logLikelihoods(session, examples.map(source.read));
    const sum = likelihoods.reduce((sum, each) => sum + each, 0);
    assert.ok(Math.abs(sum + nats) < 1e-4 * nats, `${sum} and ${nats}`);
    // More of them than are looked at side by side: each as if it were alone.
    const pictures = Array.from({ length: 20 }, (_, i) => toyPicture(CLASSES[i % 3]!, i));
    const all = await classify(session, pictures);
    for (const i of [0, 7, 19]) {
      const [alone] = await classify(session, [pictures[i]!]);
      all[i]!.forEach((log, label) => assert.ok(Math.abs(log - alone![label]!) < 1e-5));
      assert.ok(Math.abs(all[i]!.reduce((sum, log) => sum + Math.exp(log), 0) - 1) < 1e-6);
    }
    await session.close();
    await Deno.writeTextFile(
      join(path, "labels.json"),
      JSON.stringify({ ...labels, labels: ["x", "y", "z"] }),
    );
    await assert.rejects(readLabelBundle(path), { name: "UserError", message: /labels\.json/ });
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { decodeModel } from "../../../../src/onnx/proto.ts";
import { aspectOfPicture, unpackCode, unpackLists } from "../../../../src/tasks/art/album/packing.ts";
import { roundedAsStored } from "../../../../src/tasks/art/album/graph.ts";
import { bundledSketches } from "../../../../src/tasks/art/bundle/sketches.ts";
import { openCorpus } from "../../../../src/data/store/store.ts";
import { loadRuntime } from "../../../../src/inference/runtime/native.ts";
import { decoderSpecs } from "../../../../src/tasks/art/album/decoder.ts";
import { SKETCH_PIXELS, SKETCH_PORTS } from "../../../../src/tasks/art/album/ports.ts";
import { FINE_SIDE, packSketch, sketchOfArt, unpackSketch } from "../../../../src/rasterise/sketch/sketch.ts";
import { initBackend } from "../../../../src/engine/backend.ts";
import {
  emptyCheckpoint,
  loadSketchCheckpoint,
  type SketchCheckpoint,
} from "../../../../src/tasks/art/album/checkpoint.ts";
import { learnSketches, usualSteps } from "../../../../src/tasks/art/album/learn.ts";
import { LEAST_STEPS, SKETCH_EPOCHS } from "../../../../src/tasks/art/settings.ts";
import { SKETCH_CHECKPOINT, trainSketches } from "../../../../src/tasks/art/album/loop.ts";
import type { SketchOptions } from "../../../../src/tasks/art/album/options.ts";
import { initializeSketches } from "../../../../src/tasks/art/album/codes.ts";
import { sketchErrors } from "../../../../src/tasks/art/album/errors.ts";
import { type Album, readAlbum } from "../../../../src/tasks/art/album/pictures.ts";
import { writeTinyCorpus } from "../corpus.ts";

const SHAPE = { code: 16, hidden: 48, blocks: 1 };

async function withAlbum(work: (folder: string, data: string, album: Album) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    const db = openCorpus(data);
    const album = readAlbum(db, () => {});
    db.close();
    await initBackend("auto");
    await work(folder, data, album);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function begin(data: string, album: Album, more: Partial<SketchOptions> = {}): SketchCheckpoint {
  const options = {
    data,
    steps: 120,
    batch: 8,
    learningRate: 0.01,
    codeRate: 0.03,
    noise: 0.1,
    seed: 3,
    ...more,
  };
  const state = emptyCheckpoint(SHAPE, options, album);
  initializeSketches(state, album);
  return state;
}

const quiet = { log: () => {}, stopped: () => false };

Deno.test("readAlbum() has the training pictures of each word and style, and no others", () =>
  withAlbum((_, __, { sketches, aspects, importance, labels, pictures }) => {
    assert.equal(sketches.length, 12);
    assert.equal(aspects.length, 12);
    const firsts = new Set(Object.values(pictures).flat().flatMap((found) => found.slice(0, 3)));
    assert.deepEqual(importance, importance.map((_, picture) => firsts.has(picture) ? 4 : 1));
    const wordsOf = (style: string) => labels.filter((_, word) => pictures[style]![word]!.length > 0).sort();
    assert.deepEqual(wordsOf("line"), ["animal", "cat", "house"]);
    assert.deepEqual(wordsOf("solid"), ["animal", "dog", "tree"]);
    for (const found of Object.values(pictures).flat()) assert.equal(new Set(found).size, found.length);
    return Promise.resolve();
  }));

Deno.test("readAlbum() has the fine sketches that are stored, and those of the art where none is", () =>
  withAlbum((_, data, { sketches }) => {
    using db = openCorpus(data);
    const rows = db.prepare("SELECT fine FROM pictures WHERE split = 'train' ORDER BY id").all();
    assert.deepEqual(sketches, rows.map(({ fine }) => fine));
    db.exec("UPDATE pictures SET fine = NULL WHERE id = 1");
    const again = readAlbum(db, () => {}).sketches;
    assert.deepEqual(again.slice(1), sketches.slice(1));
    const art = String(db.prepare("SELECT art FROM pieces WHERE picture_id = 1 ORDER BY id").get()?.["art"]);
    assert.deepEqual(again[0], packSketch(sketchOfArt(art.split("\n"), FINE_SIDE)));
    assert.notDeepEqual(again[0], sketches[0]);
    return Promise.resolve();
  }));

Deno.test("trainSketches() ends with the last matrix as it will be stored, broken off behind its rounding too", () =>
  withAlbum(async (folder, data, album) => {
    const { offset, size, shape } = decoderSpecs(SHAPE).find(({ name }) => name === "output")!;
    const outputOf = ({ weights }: SketchCheckpoint) => weights.slice(offset, offset + size);
    const whole = begin(data, album);
    await trainSketches(folder, whole, album, quiet);
    const stored = outputOf(whole);
    const again = roundedAsStored("output", shape, stored);
    assert.ok(again.every((value, i) => value === stored[i]));
    const broken = begin(data, album);
    await trainSketches(folder, broken, album, { ...quiet, stopped: () => broken.step >= 110 });
    assert.equal(broken.step, 110);
    const resumed = await loadSketchCheckpoint(join(folder, SKETCH_CHECKPOINT));
    await trainSketches(folder, resumed, album, quiet);
    assert.deepEqual(resumed.weights, whole.weights);
    assert.deepEqual(resumed.codes, whole.codes);
  }));

Deno.test("trainSketches() learns its pictures, and the bundled network draws them from rounded codes", () =>
  withAlbum(async (folder, data, album) => {
    const state = begin(data, album);
    const before = sketchErrors(state, album, 100).mean;
    await trainSketches(folder, state, album, quiet);
    const after = sketchErrors(state, album, 100).mean;
    assert.ok(before > 100 && after < 8, `${before} wrong pixels, then ${after}`);

    const bundled = bundledSketches(state, album);
    assert.equal(decodeModel(bundled.decoder).graph.name, "sketch-decoder");
    const network = await (await loadRuntime()).load(bundled.decoder);
    const codes = new Float32Array(SHAPE.code), logits = new Float32Array(SKETCH_PIXELS);
    const run = network.bind(
      { [SKETCH_PORTS.codes]: { data: codes, shape: [1, SHAPE.code] } },
      { [SKETCH_PORTS.logits]: { data: logits, shape: [1, SKETCH_PIXELS] } },
    );
    const { labels, pictures } = bundled.album;
    for (const [style, text] of Object.entries(pictures)) {
      const known = unpackLists(text);
      for (const word of labels.keys()) {
        for (const [place, picture] of known.at(word).entries()) {
          const original = album.pictures[style]![word]![place]!;
          assert.equal(aspectOfPicture(bundled.album, picture), album.aspects[original]);
          codes.set(unpackCode(bundled.album, picture));
          run();
          const sketch = unpackSketch(album.sketches[original]!);
          const wrong = sketch.filter((bit, i) => bit !== Number(logits[i]! > 0)).length;
          assert.ok(wrong < 40, `${labels[word]} ${place}: ${wrong} wrong pixels`);
        }
      }
    }
    network.close();
  }));

Deno.test("trainSketches() resumes exactly where a stopped run stood", () =>
  withAlbum(async (folder, data, album) => {
    // Batches so small that half of each is picked by loss.
    const fresh = () => begin(data, album, { steps: 9, batch: 2 });
    const whole = fresh();
    await trainSketches(folder, whole, album, quiet);
    let asked = 0;
    await trainSketches(folder, fresh(), album, {
      ...quiet,
      stopped: () => ++asked > 4,
    });
    const half = await loadSketchCheckpoint(join(folder, SKETCH_CHECKPOINT));
    assert.equal(half.step, 4);
    await trainSketches(folder, half, album, quiet);
    for (const name of ["weights", "codes", "first", "codeSecond", "seen", "losses"] as const) {
      assert.deepEqual(half[name], whole[name], name);
    }
  }));

Deno.test("trainSketches() sees pictures more often that it remembers worse", () =>
  withAlbum(async (folder, data, album) => {
    const state = begin(data, album, { steps: 60, batch: 2, learningRate: 1e-6, codeRate: 1e-6 });
    const [hard] = state.losses.keys();
    await trainSketches(folder, state, album, {
      ...quiet,
      stopped: () => {
        state.losses.fill(1).fill(1000, hard, hard! + 1);
        return false;
      },
    });
    const seen = [...state.seen];
    assert.ok(seen.every((times) => times > 0), `${seen}`);
    assert.ok(seen[hard!]! > 40, `${seen}`);
  }));

Deno.test("usualSteps() has enough epochs of a large album, and enough steps of a small one", () =>
  withAlbum((_, __, album) => {
    assert.equal(usualSteps(album), LEAST_STEPS);
    const large = { ...album, sketches: Array(25_600).fill(album.sketches[0]) };
    assert.equal(usualSteps(large), 100 * SKETCH_EPOCHS);
    return Promise.resolve();
  }));

Deno.test("learnSketches() learns once, goes on where it was interrupted, and refuses another corpus", () =>
  withAlbum(async (folder, data) => {
    const steps = 4, lines: string[] = [];
    let asked = 0;
    const hooks = { log: (line: string) => void lines.push(line), stopped: () => ++asked > 2 };
    const first = await learnSketches(folder, { data, steps, seed: 1 }, hooks);
    assert.equal(first.state.step, 2);
    const second = await learnSketches(folder, { data, steps, seed: 1 }, { ...quiet });
    assert.equal(second.state.step, steps);
    const third = await learnSketches(folder, { data, steps, seed: 1 }, {
      ...quiet,
      log: (line) => assert.fail(line),
    });
    assert.deepEqual(third.state.codes, second.state.codes);
    const other = join(folder, "other.db");
    writeTinyCorpus(other);
    const db = openCorpus(other);
    db.exec("DELETE FROM pictures WHERE id = 1");
    db.close();
    await assert.rejects(learnSketches(folder, { data: other, steps, seed: 1 }, quiet), {
      kind: "corpus",
      message: /sketches\.bin has the sketches of another corpus/,
    });
  }));

Deno.test("loadSketchCheckpoint() names the fault of a missing, cut or altered file", () =>
  withAlbum(async (folder, data, album) => {
    const path = join(folder, SKETCH_CHECKPOINT);
    await assert.rejects(loadSketchCheckpoint(path), { kind: "model", message: /there is no checkpoint/ });
    await trainSketches(folder, begin(data, album, { steps: 1 }), album, quiet);
    const bytes = await Deno.readFile(path);
    for (
      const spoiled of [bytes.subarray(0, 20), bytes.subarray(0, -1), bytes.with(bytes.length >> 1, 255)]
    ) {
      await Deno.writeFile(path, spoiled);
      await assert.rejects(loadSketchCheckpoint(path), {
        kind: "model",
        message: /is not a whole checkpoint/,
      });
    }
  }));

Deno.test("an album of a corpus lists the project's own pictures for few columns by these, as a model has them", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const data = join(folder, "corpus.db");
    writeTinyCorpus(data);
    using db = openCorpus(data);
    const rename = db.prepare("UPDATE pictures SET source = ?, source_id = ? WHERE source_id = ?");
    rename.run("own", "cat.small-10", "train-5");
    rename.run("own", "house.small", "train-3");
    // Another source may call its pictures so: they are not made for few columns.
    rename.run("made", "cat.small", "train-9");
    const album = readAlbum(db, () => {}), few = Object.keys(album.few);
    assert.deepEqual(few, ["10", "24"]);
    const cats = album.pictures["line"]![album.labels.indexOf("cat")]!;
    const found = (columns: string, word: string) =>
      album.few[columns]!["line"]![album.labels.indexOf(word)]!;
    assert.equal(cats.length, 3);
    assert.deepEqual(found("10", "cat"), [cats.at(-1)]);
    assert.deepEqual(found("24", "cat"), []);
    assert.equal(found("24", "house").length, 1);
    assert.deepEqual(found("10", "house"), []);
    const bundled = bundledSketches(begin(data, album), album).album;
    const place = unpackLists(bundled.pictures["line"]!).at(album.labels.indexOf("cat")).at(-1);
    assert.deepEqual(unpackLists(bundled.few!["10"]!["line"]!).at(album.labels.indexOf("cat")), [place]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

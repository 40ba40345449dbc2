import assert from "node:assert/strict";
import type { Album } from "../../../../src/tasks/art/album/album.ts";
import { openSketchBook, type Sketch, USUAL_VARIATION } from "../../../../src/tasks/art/album/book.ts";
import type { ModelSession } from "../../../../src/tasks/art/draw/session.ts";
import { loadNetwork } from "../../../../src/inference/session.ts";
import { type Lesson, withLessons } from "../../../../src/tasks/art/album/lessons.ts";
import { packLists } from "../../../../src/tasks/art/album/packing.ts";
import { filled } from "../../../../src/rasterise/sketch/outline.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";
import { MADE_PICTURES, madeSketches } from "../../../../scripts/fuzz/made_sketches.ts";
import { randomParameters, tinyConfig, toySession } from "../toy.ts";

async function withSession(work: (session: ModelSession) => void): Promise<void> {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1));
  work(session);
  await session.close();
}

const textOf = ({ bits }: Sketch) => bits.join("");

Deno.test("sketch() walks through a word's pictures seed by seed, and varies them from the second time on", () =>
  withSession(({ book }) => {
    const ask = (seed: number, variation?: number) =>
      book.sketch({ word: "cat", style: "line", seed, variation });
    const seeds = Array.from({ length: MADE_PICTURES }, (_, i) => i + 1);
    const first = seeds.map((seed) => ask(seed));
    assert.equal(new Set(first.map(textOf)).size, MADE_PICTURES);
    assert.deepEqual(ask(0), first[0]);
    const second = seeds.map((seed) => ask(seed + MADE_PICTURES));
    for (const i of seeds.keys()) {
      assert.notEqual(textOf(second[i]!), textOf(first[i]!));
      assert.equal(second[i]!.aspect, first[i]!.aspect);
      const asked = seeds[i]! + MADE_PICTURES;
      assert.deepEqual(ask(asked, 0).bits, first[i]!.bits);
      assert.deepEqual(ask(asked, USUAL_VARIATION), second[i]);
    }
  }));

Deno.test("sketch() knows no word that the album does not, not even an object's own names", () =>
  withSession(({ book }) => {
    for (const word of ["yeti", "constructor", "__proto__", ""]) {
      assert.equal(book.count(word, "line"), 0);
      assert.throws(() => book.sketch({ word, style: "line", seed: 1 }), {
        kind: "input",
        message: `the model knows no line picture of ${JSON.stringify(word)}`,
      });
    }
  }));

Deno.test("sketch() takes a picture of another style where the style has none", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1), ["line"]);
  const ask = (style: string) => session.book.sketch({ word: "dog", style, seed: 2 });
  assert.deepEqual(ask("solid").bits, filled(ask("line").bits));
  assert.deepEqual(ask("shaded").bits, ask("line").bits);
  assert.equal(session.book.count("dog", "solid"), MADE_PICTURES);
  await session.close();
});

Deno.test("sketch() of a small drawing begins with the pictures for that, and walks through all of them", async () => {
  const { album, decoder } = madeSketches(["cat", "dog"]);
  const network = await loadNetwork("toy", "sketches.onnx", decoder);
  const first = MADE_PICTURES - 1;
  const book = openSketchBook({ ...album, small: { line: packLists([[first], []]) } }, network);
  const ask = (word: string, style: string, seed: number, small: boolean) =>
    textOf(book.sketch({ word, style, seed, ...small && { columns: 16 } }));
  const seeds = Array.from({ length: MADE_PICTURES }, (_, i) => i + 1);
  const usual = seeds.map((seed) => ask("cat", "line", seed, false));
  const small = seeds.map((seed) => ask("cat", "line", seed, true));
  assert.deepEqual(small, [usual[first], ...usual.slice(0, first)]);
  for (const seed of seeds) {
    assert.equal(ask("dog", "line", seed, true), ask("dog", "line", seed, false));
    assert.equal(ask("cat", "solid", seed, true), ask("cat", "solid", seed, false));
    assert.equal(textOf(book.sketch({ word: "cat", style: "line", seed, columns: 17 })), usual[seed - 1]);
  }
  network.close();
});

Deno.test("sketch() for few columns begins with a picture that was taught for that, until another is taught", async () => {
  const { album, decoder } = madeSketches(["cat"]);
  const network = await loadNetwork("toy", "sketches.onnx", decoder);
  const sketchOf = (rows: number) => ({
    bits: new Uint8Array(FINE_SIDE ** 2).fill(1, 0, rows * FINE_SIDE),
    aspect: 20,
  });
  const lesson = (rows: number, made: Pick<Lesson, "columns"> = {}): Lesson => ({
    ...{ word: "cat", style: "line", sketch: sketchOf(rows) },
    ...made,
  });
  /** Inked rows of the pictures of a word. */
  const rowsOf = (album: Album, columns: number, pictures: number) => {
    const book = openSketchBook(album, network);
    return Array.from({ length: pictures }, (_, i) => {
      const { bits } = book.sketch({ word: "cat", style: "line", seed: i + 1, columns });
      return bits.lastIndexOf(1) / FINE_SIDE + 1 / FINE_SIDE;
    });
  };
  const chosen = { ...album, small: { line: packLists([[1]]) } };
  const taught = withLessons(chosen, [
    lesson(10),
    lesson(20, { columns: 24 }),
    lesson(40, { columns: 10 }),
    lesson(41, { columns: 10 }),
  ]);
  assert.deepEqual(rowsOf(taught, 25, 1), [10]);
  assert.deepEqual(rowsOf(taught, 24, 2), [20, 10]);
  assert.deepEqual(rowsOf(taught, 11, 2), [20, 10]);
  assert.deepEqual(rowsOf(taught, 10, 4), [40, 41, 20, 10]);
  const further = withLessons(taught, [lesson(50, { columns: 10 }), lesson(51, { columns: 12 })]);
  assert.deepEqual(rowsOf(further, 12, 3), [51, 20, 10]);
  assert.deepEqual(rowsOf(further, 9, 6), [50, 40, 41, 51, 20, 10]);
  const since = withLessons(further, [lesson(30)]);
  for (const columns of [9, 10, 24, 25]) assert.deepEqual(rowsOf(since, columns, 2), [30, 10], `${columns}`);
  // Behind the others they are still there.
  assert.equal(openSketchBook(since, network).count("cat", "line"), MADE_PICTURES + 7);
  network.close();
});

Deno.test("pictures that are looked through are those that are asked for one by one, in any order", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 1));
  const { book } = session;
  const count = book.count("cat", "line");
  assert.ok(count > 1);
  for (const seed of [...Array(2 * count).keys()].map((i) => 2 * count - i)) {
    const asked = { word: "cat", style: "line", seed };
    const [one, other] = [book.sketch(asked), book.sketch({ ...asked, browsing: true })];
    const apart = one.bits.reduce((sum, bit, i) => sum + Number(bit !== other.bits[i]), 0);
    // Sums of several rows are made in another order.
    assert.ok(apart <= 2, `seed ${seed}: ${apart} pixels`);
    assert.equal(one.aspect, other.aspect);
  }
  await session.close();
});

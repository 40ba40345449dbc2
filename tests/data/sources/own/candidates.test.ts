import assert from "node:assert/strict";
import { columnsOf, ownCandidates, ownWords } from "../../../../src/data/sources/own/candidates.ts";
import { isNameable } from "../../../../src/data/words/unnameable.ts";
import { rankOf } from "../../../../src/data/words/numbering.ts";
import { loadNetwork } from "../../../../src/inference/session.ts";
import { sketchesOf } from "../../../../src/operations/draw/picture.ts";
import { defaultBundle } from "../../../../src/operations/default_bundle.ts";
import { withoutTaught } from "../../../../src/operations/teach.ts";
import { evenHalves } from "../../../../src/rasterise/sketch/mirror.ts";
import { openSketchBook } from "../../../../src/tasks/art/album/book.ts";
import { TAUGHT_BYTES } from "../../../../src/tasks/art/album/packing.ts";
import { readBundle } from "../../../../src/tasks/art/bundle/read.ts";
import { LABEL } from "../../../../src/tasks/art/config.ts";

const drawings = ownCandidates();
const svgOf = ({ drawing }: typeof drawings[number]) => drawing.kind === "svg" ? drawing.svg : "";

Deno.test("own drawings are plain lines: few shapes, black and dots, and a word that people would call them by", () => {
  assert.ok(drawings.length > 0);
  for (const drawing of drawings) {
    const { label } = drawing, svg = svgOf(drawing);
    assert.match(label, LABEL);
    assert.ok(isNameable(label), label);
    assert.ok(svg.length < 8192, label);
    const elements = new Set(Array.from(svg.matchAll(/<(\w+)/g), ([, name]) => name));
    for (const name of "svg g path circle ellipse rect line polyline polygon".split(" ")) {
      elements.delete(name);
    }
    assert.deepEqual([...elements], [], label);
    assert.doesNotMatch(svg, /transform|style=|class=|href|white|#/, label);
  }
  assert.deepEqual(new Set(drawings.map(({ label }) => label)), ownWords());
});

Deno.test("own drawings come before a word's other pictures, also before those chosen by looking", () => {
  const chosen = { source: "iconoir", sourceId: "airplane", label: "airplane", edges: 0 };
  const own = { ...chosen, source: "own" };
  assert.ok(rankOf("airplane", own) < rankOf("airplane", chosen));
  // What is made for few columns comes behind them elsewhere.
  for (const sourceId of ["airplane.small", "airplane.small-10"]) {
    assert.ok(rankOf("airplane", { ...own, sourceId }) > rankOf("airplane", chosen));
  }
});

Deno.test("the shipped model tells how many pictures it was taught, a model without some of them as many less", async () => {
  const { album: { taught }, manifest: { attributions } } = await readBundle(defaultBundle());
  const counted = (list: typeof attributions) => list.find(({ source }) => source === "taught")?.pictures;
  const count = (taught?.length ?? 0) / TAUGHT_BYTES;
  assert.equal(counted(attributions), count);
  const left = withoutTaught(attributions, 2);
  assert.equal(counted(left), count - 2);
  assert.deepEqual(left.slice(0, -1), attributions.slice(0, -1));
  // Of whom those are that left nobody knows.
  const several = [...attributions, { ...attributions.at(-1)!, licence: "CC0-1.0" }];
  assert.deepEqual(withoutTaught(several, 2), several);
});

Deno.test("the shipped model was taught them: each is its word's first picture, as it is, or the first one in few columns", async () => {
  const { album, decoder } = await readBundle(defaultBundle());
  const network = await loadNetwork("shipped", "sketches.onnx", decoder);
  const book = openSketchBook(album, network);
  const { labels } = album;
  for (const { label } of drawings) assert.ok(labels.includes(label), label);
  // To read an SVG takes a while: some forty tell of all.
  const some = drawings.filter((_, i) => i % Math.ceil(drawings.length / 40) === 0);
  for (const drawing of some) {
    const { label } = drawing, bytes = new TextEncoder().encode(svgOf(drawing));
    const { bits } = (await sketchesOf(bytes, label, ["line"], () => {})).get("line")!;
    const first = book.sketch({ word: label, style: "line", seed: 1, columns: columnsOf(drawing) });
    assert.deepEqual(first.bits, evenHalves(bits), label);
  }
  network.close();
});

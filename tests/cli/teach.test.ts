import assert from "node:assert/strict";
import { join } from "node:path";
import { command } from "../../src/cli/teach.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { teach } from "../../src/operations/teach.ts";
import { renderPng } from "../../src/rasterise/resvg.ts";
import { openSketchBook } from "../../src/tasks/art/album/book.ts";
import { type Bundle, readBundle } from "../../src/tasks/art/bundle/read.ts";
import { bundleOf } from "../../src/tasks/art/bundle/files.ts";
import { loadNetwork } from "../../src/inference/session.ts";
import { sketchesOf } from "../../src/operations/draw/picture.ts";
import { withModel } from "../tasks/art/toy_model.ts";

const run = (...args: string[]) => command().exitOverride().parseAsync(["-q", ...args], { from: "user" });
const svg = (shapes: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><g fill="none" stroke="black" stroke-width="3">${shapes}</g></svg>`;
const ROOF = svg('<path d="M4 36 V18 L16 4 L56 26 V36 Z"/>'),
  WAVE = svg('<path d="M4 30 Q17 2 30 20 T56 10"/>'),
  FLAG = svg('<path d="M8 38 V2 H50 L36 14 L50 26 H8"/>');
const context = { log() {}, progress() {}, signal: new AbortController().signal };

async function bookOf(bundle: Bundle) {
  const network = await loadNetwork("toy", "sketches.onnx", bundle.decoder);
  const book = openSketchBook(bundle.album, network);
  return {
    bits: (word: string, seed: number, style = "line", columns?: number) =>
      book.sketch({ word, style, seed, columns, variation: 0 }).bits,
    count: (word: string) => book.count(word, "line"),
    close: () => network.close(),
  };
}

async function sketchOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  return (await sketchesOf(bytes, "picture", ["line"], () => {})).get("line")!.bits;
}

Deno.test("teach adds pictures, exactly as they are: new words, and first ones of known words; the model stays otherwise", () =>
  withModel(async (folder, model) => {
    const roof = join(folder, "hut-roof.svg"), wave = join(folder, "wave.svg"), out = join(folder, "taught");
    await Deno.writeTextFile(roof, ROOF);
    await Deno.writeTextFile(wave, WAVE);
    const before = await readBundle(model);
    await run(roof, `cat=${wave}`, "-m", model, "-o", out);
    const after = await readBundle(out), book = await bookOf(after), old = await bookOf(before);
    assert.deepEqual(after.album.labels, ["cat", "palm tree", "hut roof"]);
    assert.deepEqual(book.bits("hut roof", 1), await sketchOf(ROOF));
    assert.deepEqual(book.bits("cat", 1), await sketchOf(WAVE));
    assert.equal(book.count("cat"), old.count("cat") + 1);
    for (const seed of [1, 2, 3]) assert.deepEqual(book.bits("cat", seed + 1), old.bits("cat", seed));
    assert.deepEqual(book.bits("cat", 1, "solid"), old.bits("cat", 1, "solid"));
    assert.deepEqual(
      [after.model, after.decoder, after.album.codes],
      [before.model, before.decoder, before.album.codes],
    );
    assert.deepEqual(after.manifest.attributions, before.manifest.attributions);
    book.close();
    old.close();
  }));

Deno.test("teach takes pictures for few columns, which come first there and last elsewhere", () =>
  withModel(async (folder, model) => {
    const usual = join(folder, "cat.svg"),
      small = join(folder, "cat.small.svg"),
      smallest = join(folder, "cat.small-10.svg"),
      out = join(folder, "taught");
    await Deno.writeTextFile(usual, ROOF);
    await Deno.writeTextFile(small, WAVE);
    await Deno.writeTextFile(smallest, FLAG);
    await run(usual, small, smallest, `hut=${small}`, "-m", model, "-o", out);
    const { album } = await readBundle(out), book = await bookOf(await readBundle(out));
    assert.deepEqual(Object.keys(album.few ?? {}), ["10", "24"]);
    assert.deepEqual(book.bits("cat", 1), await sketchOf(ROOF));
    for (const columns of [11, 24]) {
      assert.deepEqual(book.bits("cat", 1, "line", columns), await sketchOf(WAVE));
      assert.deepEqual(book.bits("cat", 2, "line", columns), await sketchOf(ROOF));
    }
    assert.deepEqual(book.bits("cat", 1, "line", 25), await sketchOf(ROOF));
    assert.deepEqual(book.bits("cat", 1, "line", 10), await sketchOf(FLAG));
    assert.deepEqual(book.bits("cat", 2, "line", 10), await sketchOf(WAVE));
    const count = book.count("cat");
    assert.deepEqual(book.bits("cat", count - 1), await sketchOf(WAVE));
    assert.deepEqual(book.bits("cat", count), await sketchOf(FLAG));
    assert.deepEqual(book.bits("hut", 1), await sketchOf(WAVE));
    book.close();
  }));

Deno.test("teach goes on from a model that was taught, writes the model itself, and the pictures stay when it is rounded", () =>
  withModel(async (folder, model) => {
    const roof = join(folder, "roof-2.svg"), small = join(folder, "small");
    const png = join(folder, "wave.png");
    await Deno.writeTextFile(roof, ROOF);
    await Deno.writeFile(png, renderPng(WAVE, { background: "white" }));
    await run(roof, "-m", model, "-o", model, "--licence", "CC0-1.0", "--attribution", "me");
    await run(
      png,
      "-m",
      model,
      "-o",
      model,
      "--style",
      "solid",
      "--licence",
      "CC0-1.0",
      "--attribution",
      "me",
    );
    await quantize({ model, scheme: "int8", out: small });
    const bundle = await readBundle(small), book = await bookOf(bundle);
    assert.deepEqual(bundle.album.labels.slice(2), ["roof", "wave"]);
    assert.deepEqual(book.bits("roof", 1), await sketchOf(ROOF));
    assert.equal(book.bits("wave", 1, "solid").length, 4096);
    assert.deepEqual(bundle.manifest.attributions.at(-1), {
      source: "taught",
      licence: "CC0-1.0",
      attribution: "me",
      pictures: 2,
    });
    const trusted = bundleOf(small, (name) => Deno.readFileSync(join(small, name)));
    assert.deepEqual(trusted.album, bundle.album);
    book.close();
  }));

Deno.test("teach takes words that are labels now out of the thesaurus, and tells what is new", () =>
  withModel(async (folder, model) => {
    const out = join(folder, "taught"), feline = join(folder, "Feline.svg");
    await Deno.writeTextFile(feline, ROOF);
    assert.deepEqual((await readBundle(model)).thesaurus(), { synonym: { cat: "feline" } });
    const result = await teach({ pictures: [feline, `cat=${feline}`], model, out }, context);
    assert.deepEqual(result, { out, words: { fresh: ["feline"], known: ["cat"] } });
    assert.deepEqual((await readBundle(out)).thesaurus(), { synonym: {} });
  }));

Deno.test("teach refuses what is no word and what is no picture, and writes nothing then", () =>
  withModel(async (folder, model) => {
    const out = join(folder, "taught"), roof = join(folder, "roof.svg"), bad = join(folder, "bad.svg");
    await Deno.writeTextFile(roof, ROOF);
    await Deno.writeTextFile(bad, "<svg");
    const refused = (pictures: string[], expected: object) =>
      assert.rejects(teach({ pictures, model, out }, context), expected);
    await refused([], { kind: "usage", message: /name the pictures/ });
    await refused([`9 lives=${roof}`], { kind: "usage", message: /"9 lives" is no word to draw by/ });
    await refused([join(folder, "none.svg")], { kind: "io" });
    await refused([roof, bad], { kind: "input" });
    await assert.rejects(teach({ pictures: [roof], model }, context), { kind: "usage", message: /--out/ });
    await assert.rejects(teach({ pictures: [roof], model: join(folder, "no"), out }, context), {
      kind: "model",
    });
    await assert.rejects(Deno.stat(out), Deno.errors.NotFound);
  }));

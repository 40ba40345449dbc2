import assert from "node:assert/strict";
import { COLOUR_SIDE, oklab } from "../../src/art/colouring.ts";
import { coarsePicture, colourTable } from "../../src/data/words/colour_table.ts";
import { SKETCH_SIDE } from "../../src/rasterise/sketch/sketch.ts";
import { listColours, parseColours } from "../../src/words/colour_table.ts";
import { coloursOfWord, packColourTable, unpackColourTable } from "../../src/words/colours.ts";
import albumJson from "../../weights/default/album.json" with { type: "json" };

const hueOf = (word: string): number[] => {
  const [picture] = coloursOfWord(word);
  assert.ok(picture, word);
  const counts = picture.colours.map((_, i) => picture.cells.filter((cell) => cell === i).length);
  return [...picture.colours[counts.indexOf(Math.max(...counts))]!];
};

Deno.test("everyday words have the colours that one expects", () => {
  for (
    const [word, most] of [["frog", 1], ["strawberry", 0], ["whale", 2], ["cactus", 1], [
      "fire engine",
      0,
    ]] as const
  ) {
    const colour = hueOf(word);
    assert.equal(colour.indexOf(Math.max(...colour)), most, `${word}: ${colour}`);
  }
  assert.deepEqual(coloursOfWord("no such word"), []);
  assert.deepEqual(coloursOfWord("constructor"), []);
});

Deno.test("the table's pictures are whole, and most of what is asked for has some", () => {
  for (const word of albumJson.labels) {
    for (const { colours, cells } of coloursOfWord(word)) {
      assert.equal(cells.length, COLOUR_SIDE ** 2);
      assert.ok(
        cells.every((cell) => cell >= -1 && cell < colours.length) && cells.some((cell) => cell >= 0),
        word,
      );
      assert.ok(colours.every((colour) => colour.length === 3 && oklab(colour).every(Number.isFinite)));
    }
  }
  const known = albumJson.labels.slice(0, 1000).filter((word) => coloursOfWord(word).length > 0).length;
  assert.ok(known > 800, `${known} of the first thousand words`);
});

Deno.test("as a list the table is the same", () => {
  const table = unpackColourTable(Deno.readFileSync(new URL("../../src/words/colours.br", import.meta.url)));
  assert.deepEqual(parseColours(listColours(table)), table);
});

Deno.test("a picture is made coarse: few colours, the most frequent in each place", () => {
  const [red, nearlyRed, blue] = [0x8000 | 31 << 10, 0x8000 | 30 << 10, 0x8000 | 31];
  const values = new Uint16Array(SKETCH_SIDE ** 2);
  values.forEach((_, i) => {
    const x = i % SKETCH_SIDE, y = Math.floor(i / SKETCH_SIDE);
    values[i] = y < 18 ? (x === 0 ? nearlyRed : red) : x < 18 ? blue : 0;
  });
  const { colours, cells } = coarsePicture(values);
  assert.deepEqual(colours, [[255, 0, 0], [0, 0, 255]]);
  assert.deepEqual([cells[0], cells[5], cells[6 * COLOUR_SIDE], cells.at(-1)], [0, 0, 1, -1]);
});

Deno.test("words without a picture have the colours of what they are a kind of", () => {
  const picture = { colours: [[1, 2, 3]], cells: new Int8Array(COLOUR_SIDE ** 2) };
  const table = colourTable(
    ["tuna", "garden gnome", "gnomes", "sparrow", "philosophy"],
    new Map([["gnome", [picture]]]),
  );
  assert.deepEqual(table.words["garden gnome"], table.words["gnomes"]);
  assert.ok(table.words["sparrow"], "a bird");
  assert.equal(table.words["philosophy"], undefined);
  assert.deepEqual(unpackColourTable(packColourTable(table)), table);
});

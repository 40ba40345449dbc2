import assert from "node:assert/strict";
import fc from "fast-check";
import {
  COLOUR_SIDE,
  colouring,
  type ColourPicture,
  forTerminal,
  type Ground,
  legible,
  oklab,
} from "../../src/art/colouring.ts";
import { charset } from "../../src/art/charset.ts";
import { columnsOf } from "../../src/art/lines.ts";

const GREEN = [40, 140, 50], BROWN = [140, 80, 30], BLACK = [20, 20, 20], RED = [200, 30, 30];

/** A picture by what each place of it shows: an index of a colour, or -1. */
const picture = (
  colours: readonly (readonly number[])[],
  shows: (x: number, y: number) => number,
): ColourPicture => ({
  colours,
  cells: Int8Array.from(
    { length: COLOUR_SIDE ** 2 },
    (_, i) => shows(i % COLOUR_SIDE, Math.floor(i / COLOUR_SIDE)),
  ),
});

const WHOLE = { x: 0, y: 0, width: 1, height: 1 };
const boxOf = (lines: readonly string[]) => ({
  ...{ column: 0, row: 0, width: columnsOf(lines), height: lines.length },
});
/** Colours by row, as a letter for the channel that is most: "." where there is none. */
const shown = ({ columns, values, own }: ReturnType<typeof colouring>, rows: number): string[] =>
  Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) => {
      const at = row * columns + column;
      if (own?.[at] !== 1) return ".";
      const [r = 0, g = 0, b = 0] = values.subarray(3 * at, 3 * at + 3);
      return g > r && g > b ? "g" : r > 1.9 * g ? "r" : "b";
    }).join(""));

const TREE = ["  /\\  ", " /  \\ ", "/____\\", "  ||  ", "  ||  "];

Deno.test("a drawing has the colours of the picture where the picture has them", () => {
  const tree = picture([GREEN, BROWN], (x, y) => y < 7 ? 0 : x > 3 && x < 8 ? 1 : -1);
  const rows = shown(colouring(TREE, boxOf(TREE), [{ ...WHOLE, pictures: [tree] }]), TREE.length);
  assert.deepEqual(rows.slice(0, 3).map((row) => new Set(row)), [0, 1, 2].map(() => new Set("g")));
  assert.deepEqual(rows.slice(3).map((row) => row.slice(2, 4)), ["bb", "bb"]);
});

Deno.test("a drawing in Braille is coloured as it is in ASCII", () => {
  const lines = TREE.map((line) => line.padEnd(6)), dotted = charset(lines, "braille");
  // Green at the left, where the lower half of the tree has no ink, or brown in the middle alone.
  const pictures = [
    picture([GREEN], (x) => x < 3 ? 0 : -1),
    picture([BROWN], (x, y) => y < 7 || (x > 3 && x < 8) ? 0 : -1),
  ];
  const [ascii, braille] = [lines, dotted].map((lines) =>
    shown(
      colouring(
        lines,
        boxOf(lines),
        [{ ...WHOLE, pictures: [...pictures, picture([RED], () => 0)] }],
      ),
      5,
    )
  );
  assert.deepEqual(braille, ascii);
});

Deno.test("what is around a drawing, and what has no colours, stays in the ink", () => {
  const lines = ["+----+", "| /\\ |", "| \\/ |", "+----+"];
  const place = { column: 2, row: 1, width: 2, height: 2 };
  const red = picture([RED], () => 0);
  const inked = shown(colouring(lines, place, [{ ...WHOLE, pictures: [red] }]), 4);
  assert.deepEqual(inked, ["......", "..rr..", "..rr..", "......"]);
  assert.ok(!shown(colouring(lines, place, [{ ...WHOLE, pictures: [] }]), 4).join("").includes("r"));
  const grey = picture([BLACK], () => 0);
  assert.deepEqual(
    new Set(shown(colouring(lines, place, [{ ...WHOLE, pictures: [grey] }]), 4)),
    new Set(["......"]),
  );
});

Deno.test("a black outline gives way to the hue beside it, unless the thing is black", () => {
  const isEdge = (x: number, y: number) => Math.min(x, y, COLOUR_SIDE - 1 - x, COLOUR_SIDE - 1 - y) === 0;
  const outlined = picture([BLACK, RED], (x, y) => isEdge(x, y) ? 0 : 1);
  const lines = ["####", "#  #", "####"];
  assert.ok(
    !shown(colouring(lines, boxOf(lines), [{ ...WHOLE, pictures: [outlined] }]), 3).join("")
      .includes("."),
  );
  const penguin = picture([BLACK, RED], (_, y) => y < 11 ? 0 : 1);
  const rows = shown(colouring(lines, boxOf(lines), [{ ...WHOLE, pictures: [penguin] }]), 3);
  assert.deepEqual(rows.slice(0, 2), ["....", "...."]);
});

Deno.test("the picture with the drawing's silhouette is taken, also as its mirror image", () => {
  // A flag on a pole at the left; the drawing has its pole at the right.
  const flag = picture([RED, GREEN], (x, y) => x < 3 ? 1 : y < 6 ? 0 : -1);
  const lines = ["######", "######", "     #", "     #"];
  const rows = shown(colouring(lines, boxOf(lines), [{ ...WHOLE, pictures: [flag] }]), 4);
  assert.equal(rows[0]!.at(-1), "g");
  assert.equal(rows[0]![0], "r");
  const full = picture([BROWN], () => 0);
  const square = ["####", "####", "####"];
  const chosen = shown(colouring(square, boxOf(square), [{ ...WHOLE, pictures: [flag, full] }]), 3);
  assert.deepEqual(chosen, ["bbbb", "bbbb", "bbbb"]);
});

Deno.test("of several things the one in front has its colours, and what is behind shows beside it", () => {
  const lines = ["########", "########", "########", "########"];
  const behind = { ...WHOLE, pictures: [picture([GREEN], () => 0)] };
  const front = { x: 0.25, y: 0, width: 0.5, height: 1, pictures: [picture([RED], (x) => x < 6 ? 0 : -1)] };
  const rows = shown(colouring(lines, boxOf(lines), [behind, front]), 4);
  assert.equal(rows[0]!.slice(0, 2), "gg");
  assert.equal([...rows[0]!].filter((colour) => colour === "r").length, 2);
  assert.equal(rows[0]!.slice(6), "gg");
});

Deno.test("colours are seen on every ground, and keep their hue", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(fc.property(
    fc.tuple(channel, channel, channel),
    fc.constantFrom<Ground>("white", "black", "terminal"),
    (colour, ground) => {
      const seen = legible(colour, ground), [, a, b] = oklab(colour);
      if (seen === undefined) return assert.ok(Math.hypot(a, b) < 0.04);
      const [lightness, a2, b2] = oklab(seen);
      // Channels are cut at 0 and 255, which moves bright colours a little.
      assert.ok(ground === "black" ? lightness > 0.47 : lightness < 0.8);
      if (ground === "terminal") assert.ok(lightness > 0.42);
      if (Math.hypot(a, b) > 0.08 && Math.hypot(a2, b2) > 0.04) {
        const turn = Math.abs(Math.atan2(b, a) - Math.atan2(b2, a2));
        assert.ok(Math.min(turn, 2 * Math.PI - turn) < 0.8, `${colour} → ${seen}`);
      }
    },
  ));
});

Deno.test("colours for white ground are made lighter for terminals, those that are not own are left", () => {
  const dark = {
    columns: 2,
    values: Uint8Array.from([0, 0, 120, 9, 9, 9]),
    own: Uint8Array.from([1, 0]),
    onBlack: false,
  };
  const { values } = forTerminal(dark);
  assert.ok(oklab([...values.subarray(0, 3)])[0] > 0.45);
  assert.deepEqual([...values.subarray(3)], [9, 9, 9]);
});

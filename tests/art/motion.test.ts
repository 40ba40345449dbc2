import assert from "node:assert/strict";
import fc from "fast-check";
import { charset } from "../../src/art/charset.ts";
import { columnsOf, loadWidths } from "../../src/art/lines.ts";
import { eyesOf, framesOf, motionOf, ROOM } from "../../src/art/motion.ts";
import { type Motion, MOTIONS } from "../../src/art/motions.ts";
import { framed } from "../../src/art/render/frames.ts";
import { renderGif } from "../../src/art/render/gif.ts";
import { renderMovingSvg } from "../../src/art/render/moving_svg.ts";
import { openAnimation } from "../../src/rasterise/image/formats/decode.ts";

const CAT = [" /\\_/\\", "( o o )", " > ^ <"];
const BOX = ["", "    +-----+   ", "    |     |   ", "    |     |   ", "    +-----+   ", "", "", "", ""];
const frames = (lines: readonly string[], motion: Motion, seed = 1) =>
  framesOf(lines, { motion, seed }).frames;

Deno.test("frames keep to the drawing's size and the room of the motion, and are of two to eight", () => {
  const drawing = fc.array(
    fc.array(fc.constantFrom(" ", " ", "o", "/", "#"), { maxLength: 12 }).map((line) => line.join("")),
    {
      minLength: 1,
      maxLength: 10,
    },
  );
  fc.assert(fc.property(drawing, fc.constantFrom(...MOTIONS), fc.nat(), (lines, motion, seed) => {
    const all = frames(lines, motion, seed), room = ROOM[motion];
    assert.ok(all.length >= 2 && all.length <= 8);
    for (const { lines: own } of all) {
      assert.equal(own.length, lines.length + room.height);
      assert.ok(columnsOf(own) <= columnsOf(lines) + room.width);
    }
    assert.deepEqual(frames(lines, motion, seed), all);
  }));
});

Deno.test("a boat bobs by a line, a flag waves by columns, nothing is lost", () => {
  assert.deepEqual(frames(CAT, "bob").map(({ lines }) => lines), [[...CAT, ""], ["", ...CAT]]);
  const ink = (lines: readonly string[]) => lines.map((line) => line.trim());
  const waves = frames(BOX, "wave");
  for (const { lines } of waves) assert.deepEqual(ink(lines), ink(BOX));
  assert.ok(new Set(waves.map(({ lines }) => lines.join("\n"))).size >= 4);
});

Deno.test("what is wide and what is put together moves as a whole, with its colours", async () => {
  const box = [".---------.", "| 日e\u0301 o o |", "'---------'"];
  await loadWidths(box);
  assert.equal(columnsOf(box), 11);
  for (const motion of MOTIONS) {
    const own = new Uint8Array(33).fill(1, 13, 16), values = new Uint8Array(99).fill(9, 39, 48);
    const moving = framesOf(box, { motion, seed: 1, colours: { columns: 11, own, values, onBlack: false } });
    for (const [i, { lines, colours }] of moving.frames.entries()) {
      const isShut = motion === "blink" && i === 7;
      assert.deepEqual(
        lines.map((line) => line.trim()).filter((line) => line !== ""),
        isShut ? [box[0], box[1]!.replaceAll("o", "-"), box[2]] : box,
      );
      const { columns, own = [] } = colours!, row = lines.findIndex((line) => line.includes("日"));
      const coloured = [...lines[row]!].filter((_, index) => own[row * columns + index] === 1);
      assert.deepEqual(coloured, ["日", "e", "\u0301"]);
      assert.equal([...own].filter((each) => each === 1).length, 3);
    }
  }
  const art = { lines: box, prompt: "cat", style: "line", seed: 1, width: 11, height: 3, model: "none" };
  for (const { lines } of framed(art, framesOf(box, { motion: "bob", seed: 1 }))) {
    assert.deepEqual(lines.map((line) => columnsOf([line])), [11, 11, 11, 11]);
  }
});

Deno.test("eyes blink where there are two of one kind in a row", () => {
  assert.deepEqual(eyesOf(CAT), [[1, 2], [1, 4]]);
  assert.deepEqual(eyesOf(["book", "o"]), []);
  assert.equal(frames(CAT, "blink").at(-1)!.lines[1], "( - - )");
  assert.deepEqual(frames(CAT, "blink")[0]!.lines, CAT);
});

Deno.test("snow falls a line each frame, around the drawing and behind it, and comes round again", () => {
  const snow = frames(BOX, "snow", 3);
  assert.ok(snow.some(({ lines }) => /[*.]/.test(lines.join(""))));
  for (const { lines } of snow) {
    assert.deepEqual([lines[2]!.slice(4, 11), lines[3]!.slice(4, 11)], ["|     |", "|     |"]);
  }
  // A flake in a column without the box is a line lower in the next frame.
  snow.forEach(({ lines }, i) => {
    const next = snow[(i + 1) % snow.length]!.lines;
    lines.forEach((line, row) => {
      for (const column of [0, 1, 2, 3]) {
        const flake = line[column] ?? " ";
        if (flake !== " " && row + 1 < lines.length) assert.equal(next[row + 1]![column], flake);
      }
    });
  });
});

Deno.test("snow falls around a drawing in Braille, too", () => {
  const wide = BOX.map((line) => line.padEnd(24)),
    flakes = (lines: readonly string[]) => lines.join("").match(/[*.]/g);
  const dotted = frames(charset(wide, "braille"), "snow", 3).map(({ lines }) => flakes(lines));
  assert.deepEqual(dotted, frames(wide, "snow", 3).map(({ lines }) => flakes(lines)));
  assert.ok(dotted.some((found) => found !== null));
});

Deno.test("colours move with their cells", () => {
  const colours = {
    ...{ columns: 2, onBlack: false, own: Uint8Array.from([1, 0]) },
    values: Uint8Array.from([9, 8, 7, 0, 0, 0]),
  };
  const [up, down] = framesOf(["ab"], { motion: "bob", seed: 0, colours }).frames;
  assert.deepEqual([[...up!.colours!.own!], [...down!.colours!.own!]], [[1, 0, 0, 0], [0, 0, 1, 0]]);
  assert.deepEqual([...down!.colours!.values.subarray(6, 9)], [9, 8, 7]);
});

Deno.test("things move by their nature", () => {
  assert.deepEqual(["boat", "flag", "snowman", "star", "chair"].map(motionOf), [
    "bob",
    "wave",
    "snow",
    "twinkle",
    undefined,
  ]);
});

Deno.test("a GIF and an SVG have every frame, in turn and without end", async () => {
  const art = { lines: CAT, prompt: "cat", style: "line", seed: 1, width: 7, height: 3, model: "none" };
  const moving = framesOf(CAT, { motion: "bob", seed: 1 });
  const gif = await renderGif(art, moving);
  const { plays, width, height, frames } = (await openAnimation(gif, "cat.gif"))!;
  assert.deepEqual([plays, width, height], [0, 90, 120]);
  assert.deepEqual((await Array.fromAsync(frames())).map(({ delay }) => delay), [500, 500]);
  assert.deepEqual(await renderGif(art, moving), gif);
  const svg = renderMovingSvg(art, moving);
  assert.equal(svg.match(/<g class="frame"/g)?.length, 2);
  assert.match(svg, /animation: turn 1000ms step-end infinite/);
  assert.match(svg, /prefers-reduced-motion/);
});

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  CHROMA_STEPS,
  colourClasses,
  HUE_STEPS,
  LIGHT_STEPS,
} from "../../../src/art/render/colour_classes.ts";
import { coloursOfRuns, runsOf } from "../../../src/art/render/json.ts";
import { render } from "../../../src/art/render/render.ts";
import { artwork } from "./artworks.ts";

/** Lines, and a colour of three, or none, for each of their cells. */
const coloured = fc.array(
  fc.array(fc.tuple(fc.constantFrom(" ", "/", "o", "─"), fc.constantFrom(0, 1, 2, 3)), { maxLength: 9 }),
  { minLength: 1, maxLength: 6 },
).map((cells) => {
  const lines = cells.map((line) => line.map(([character]) => character).join(""));
  const columns = Math.max(...lines.map(({ length }) => length));
  const own = new Uint8Array(columns * lines.length), values = new Uint8Array(3 * own.length);
  cells.forEach((line, row) =>
    line.forEach(([, colour], column) => {
      own[row * columns + column] = colour === 0 ? 0 : 1;
      values.set([colour * 60, 9, 255 - colour], 3 * (row * columns + column));
    })
  );
  return { lines, colours: { columns, values, own, onBlack: false } };
});

Deno.test("colours that were told as runs are the same again, in every format", async () => {
  await fc.assert(
    fc.asyncProperty(coloured, async ({ lines, colours }) => {
      const again = coloursOfRuns(lines, runsOf(lines, colours));
      assert.deepEqual(runsOf(lines, again), runsOf(lines, colours));
      const art = artwork(lines);
      for (const format of ["html", "svg", "ansi", "json"] as const) {
        assert.equal(
          await render(format, { ...art, colours: again }),
          await render(format, { ...art, colours }),
        );
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("every colour has its classes: hue, chroma and lightness in steps", () => {
  const channel = fc.integer({ min: 0, max: 255 });
  fc.assert(fc.property(channel, channel, channel, (...colour) => {
    const [, ...steps] = /^own hue-(\d+) chroma-(\d) light-(\d)$/.exec(colourClasses(colour)) ?? [];
    const [hue = NaN, chroma = NaN, light = NaN] = steps.map(Number);
    assert.ok(hue < HUE_STEPS && chroma < CHROMA_STEPS && light < LIGHT_STEPS, String(colour));
  }));
  const hueOf = (...colour: number[]) =>
    Number(/hue-(\d+)/.exec(colourClasses(colour))?.[1]) * 360 / HUE_STEPS;
  const [red, green, blue] = [hueOf(230, 30, 30), hueOf(40, 160, 60), hueOf(40, 90, 220)];
  assert.ok(red < 45 && green > 120 && green < 165 && blue > 240 && blue < 285, `${red} ${green} ${blue}`);
});

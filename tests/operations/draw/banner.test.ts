import assert from "node:assert/strict";
import fc from "fast-check";
import { FONT_NAMES } from "../../../src/art/banner/fonts.ts";
import { ALIGNMENTS, BORDERS, CHARSETS } from "../../../src/art/frame.ts";
import { columnsOf } from "../../../src/art/lines.ts";
import { UserError } from "../../../src/base/errors.ts";
import { openLetterer } from "../../../src/operations/draw/banner.ts";
import type { DrawInput } from "../../../src/operations/draw/fields.ts";
import { settingsOf } from "../../../src/operations/draw/plan.ts";

const write = async (prompt: string, input: DrawInput = {}) =>
  (await openLetterer(settingsOf({ style: ["banner"], ...input }), () => {}))(prompt);

Deno.test("openLetterer() writes the prompt as it is, in the font that is named", async () => {
  const { lines, font, seed, prompt } = await write("Two cats");
  assert.deepEqual({ font, seed, prompt }, { font: "standard", seed: 0, prompt: "Two cats" });
  assert.equal(lines[0], " _____                           _");
  assert.deepEqual((await write("Two cats", { seed: 7 })).lines, lines);
  assert.notDeepEqual((await write("two cats")).lines, lines);
  assert.notDeepEqual((await write("Two cats", { font: "Small Slant" })).lines, lines);
  await assert.rejects(
    write("cat", { font: "nix" }),
    /UserError: --font "nix" is not one of standard, small, /,
  );
  await assert.rejects(write("cat", { count: 0 }), /--count 0 is not a whole number/);
});

Deno.test("openLetterer() takes 80 columns unless told otherwise, and as many lines as the text needs", async () => {
  const { lines } = await write("the quick brown fox jumps over the lazy dog and so on and on");
  assert.ok(columnsOf(lines) > 60 && columnsOf(lines) <= 80 && lines.length > 20);
  assert.ok(columnsOf((await write("abcdefghijklmnopqrstuvwxyz", { width: 500 })).lines) > 100);
  await assert.rejects(write("cat", { width: 501 }), /--width 501 is not a whole number from 1 to 500$/);
  await assert.rejects(
    write("cat", { maxChars: 20 }),
    /that takes \d+ characters, more than the 20 of --max-chars/,
  );
});

Deno.test("a banner exceeds no limit, whatever is put around it", async () => {
  let written = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        text: fc.string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(..."abcxyzABCMW019 .,!?éß") }),
        font: fc.constantFrom(...FONT_NAMES),
        width: fc.integer({ min: 3, max: 120 }),
        maxLines: fc.integer({ min: 3, max: 60 }),
        maxChars: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
        border: fc.option(fc.constantFrom(...BORDERS), { nil: undefined }),
        align: fc.constantFrom(...ALIGNMENTS),
        charset: fc.constantFrom(...CHARSETS),
        invert: fc.boolean(),
      }),
      async ({ text, font, width, maxLines, maxChars, border, ...rest }) => {
        let lines: string[];
        try {
          ({ lines } = await write(text, {
            ...{ font, width, maxLines, ...rest },
            ...(maxChars === undefined ? {} : { maxChars }),
            ...(border === undefined ? {} : { border }),
          }));
        } catch (error) {
          if (error instanceof UserError) return;
          throw error;
        }
        written++;
        assert.ok(columnsOf(lines) <= width && lines.length <= maxLines);
        assert.ok(lines.join("\n").length <= (maxChars ?? Infinity));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
  assert.ok(written > 60, `${written}`);
});

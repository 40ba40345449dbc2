import assert from "node:assert/strict";

import { DRAW_FIELDS, type DrawInput } from "../../../src/operations/draw/fields.ts";
import { loadWords } from "../../../src/art/bubble.ts";
import {
  captionNote,
  checkStreaming,
  planOf,
  seedOf,
  settingsOf,
  wordsOf,
} from "../../../src/operations/draw/plan.ts";
import { SAMPLING } from "../../../src/tasks/art/draw/defaults.ts";
import { fitGridTokenizer } from "../../../src/tokenizer/grid/grid.ts";
import { tokenizer } from "../../tasks/art/toy.ts";

const plan = (input: DrawInput) => planOf(settingsOf(input), tokenizer);

Deno.test("planOf() takes 40×20 when no size is given, and more beside a sketch", () => {
  assert.deepEqual(plan({}).limits, { width: 40, maxLines: 20, maxChars: Infinity });
  assert.equal(plan({ sketch: true }).limits.width, 78);
});

Deno.test("help tells how large drawings, scenes and banners are where no size is given", () => {
  const { limits, scenes } = plan({}), { width, maxLines } = DRAW_FIELDS;
  assert.ok(scenes);
  assert.match(
    width.usual,
    new RegExp(`^${limits.width}, of several things ${scenes.limits.width}, of a banner 80,`),
  );
  assert.match(
    maxLines.usual,
    new RegExp(`^${limits.maxLines}, of several things ${scenes.limits.maxLines}, `),
  );
});

Deno.test("planOf() allows the finished output to be as large as the largest drawing with all around it", () => {
  assert.equal(plan({ border: "light", width: 82, maxLines: 50 }).limits.width, 82);
  assert.throws(
    () => plan({ border: "light", width: 83 }),
    /--width 83 is not a whole number from 1 to 82$/,
  );
  assert.throws(() => plan({ width: 81 }), /from 1 to 80$/);
  assert.throws(() => plan({ border: "light", width: 2 }), /--border needs --width 3 or more/);
});

Deno.test("planOf() fits the width to the room that there is, as far as the model goes", () => {
  const width = (room: number | undefined, width?: "auto") =>
    plan({ ...width && { width }, ...room !== undefined && { room } }).limits.width;
  assert.deepEqual([23, 80, 500, undefined].map((room) => width(room, "auto")), [23, 80, 80, 40]);
  assert.deepEqual([23, 80, 500, undefined].map((room) => width(room)), [23, 40, 40, 40]);
});

Deno.test("a caption in letters takes the room of a scene, and is plain, with a note, where that is too little", async () => {
  const card = (input: DrawInput) => ({ caption: "Happy birthday", captionFont: "Mini", ...input });
  await loadWords(wordsOf(settingsOf(card({}))));
  const told = (input: DrawInput) => {
    const settings = settingsOf(card(input)), page = planOf(settings, tokenizer);
    return { note: captionNote(settings, page), words: page.layout.words, limits: page.limits };
  };
  const caption = { kind: "caption", text: "Happy birthday" };
  const usual = told({});
  assert.deepEqual([usual.note, usual.words], [undefined, [{ ...caption, font: "mini" }]]);
  assert.deepEqual(usual.limits, { width: 76, maxLines: 23, maxChars: Infinity });
  for (const limits of [{ width: 12 }, { maxLines: 6 }, { maxChars: 100 }]) {
    const { note, words } = told(limits);
    assert.match(note ?? "", /^the caption is plain: in the font Mini it does not fit in \d+×\d+, or lacks/);
    assert.deepEqual(words, [caption]);
  }
});

Deno.test("planOf() takes the seed of the sketch when that is all it is given", () => {
  const { seed, like } = plan({ like: 7 });
  assert.deepEqual([seed, like], [7, 7]);
  assert.deepEqual([plan({ like: 7, seed: 8 }).seed, plan({ seed: 8 }).like], [8, undefined]);
  assert.throws(() => plan({ like: 0.5 }), /--like 0.5 is not a whole number from 0 to 4294967295$/);
});

Deno.test("planOf() takes each style once and names one that the model does not know", () => {
  assert.deepEqual(plan({ style: ["line", "solid", "line"] }).styles, ["line", "solid"]);
  assert.throws(
    () => plan({ style: ["line", "oil"] }),
    /--style "oil" is not one of line, solid, shaded, banner/,
  );
  const lines = fitGridTokenizer([], { styles: ["line"], maxWidth: 80, maxHeight: 48 });
  assert.deepEqual(planOf(settingsOf({ style: ["line", "banner"] }), lines).styles, ["line", "banner"]);
  assert.throws(() => plan({ count: 0 }), /--count 0 is not a whole number from 1 to 1000$/);
});

Deno.test("planOf() samples as is usual where the options do not say otherwise", () => {
  const usual = { ...SAMPLING, temperature: 0.42 };
  assert.deepEqual(plan({}).sampling, usual);
  assert.deepEqual(plan({ temperature: 0, topK: 3 }).sampling, {
    ...usual,
    variation: 0,
    temperature: 0,
    topK: 3,
  });
  assert.deepEqual(plan({ temperature: 1 }).sampling, { ...usual, variation: 1, temperature: 0.7 });
  assert.throws(() => plan({ temperature: 6 }), /--temperature 6 is not a number from 0 to 5$/);
  assert.throws(() => plan({ bestOf: 4 }), /--best-of 4 is not a whole number from 1 to 3$/);
  assert.throws(() => plan({ topK: -1 }), /--top-k -1 is not a whole number from 0 to \d+$/);
  assert.throws(() => plan({ topK: 1e6 }), /--top-k 1000000 is not a whole number from 0 to \d+$/);
});

Deno.test("seedOf() counts up from the seed and begins again after the last", () => {
  assert.deepEqual([0, 1, 2].map((i) => seedOf({ seed: 2 ** 32 - 2 }, i)), [2 ** 32 - 2, 2 ** 32 - 1, 0]);
});

Deno.test("settingsOf() says why settings do not go together", () => {
  const refused = (input: DrawInput, why: RegExp) => assert.throws(() => settingsOf(input), why);
  refused({ like: 1, from: "a.png" }, /^UserError: --like does not go with --from: /);
  refused({ strict: true, any: true }, /--strict does not go with --any: /);
  refused({ style: ["banner"], from: "a.png" }, /--style banner does not go with --from/);
  refused({ style: ["banner"], sketch: true }, /--style banner does not go with --sketch/);
  refused({ style: ["line", "banner"], like: 1 }, /--style banner does not go with --like/);
  refused({ style: ["line"], font: "doom" }, /--font doom is for letters: add --style banner$/);
  settingsOf({ style: ["line", "banner"], font: "doom" });
  refused({ captionFont: "mini" }, /--caption-font mini is for a caption: add --caption$/);
  refused({ caption: "Hi", captionFont: "minni" }, /--caption-font "minni" is not one of standard, small, /);
});

Deno.test("checkStreaming() says what needs the finished drawing", () => {
  const refused = (input: DrawInput, why: RegExp) =>
    assert.throws(() => checkStreaming(settingsOf(input)), why);
  refused({ align: "right" }, /--stream does not go with --align right: it needs the finished drawing$/);
  refused({ border: "light" }, /--stream does not go with --border/);
  refused({ charset: "box" }, /--stream does not go with --charset box/);
  refused({ invert: true }, /--stream does not go with --invert/);
  refused({ sketch: true }, /--stream does not go with --sketch/);
  refused({ style: ["banner"] }, /--style banner does not go with --stream: letters are there at once$/);
  checkStreaming(settingsOf({ width: 20 }));
});

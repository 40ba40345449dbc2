import assert from "node:assert/strict";
import { loadWords, type Words } from "../../../../src/art/bubble.ts";
import { checkLayout, drawingLimits, finish, type Layout } from "../../../../src/tasks/art/draw/layout.ts";

const PLAIN: Layout = { align: "left", charset: "ascii", invert: false, sketch: false };
const grid = { width: 80, height: 48 };
const limits = { width: 40, maxLines: 20, maxChars: Infinity };

Deno.test("drawingLimits() leaves the limits alone when nothing is put around the drawing", () => {
  const tight = { width: 40, maxLines: 20, maxChars: 100 };
  assert.deepEqual(drawingLimits({ layout: PLAIN, limits: tight, grid }, 0.5), tight);
  const inverted: Layout = { ...PLAIN, invert: true, charset: "braille" };
  assert.deepEqual(drawingLimits({ layout: inverted, limits: tight, grid }, 2), tight);
});

Deno.test("drawingLimits() leaves room for what is put around the drawing, in the shape of the picture", () => {
  const bordered: Layout = { ...PLAIN, border: "round" };
  const box = (layout: Layout, change: Partial<typeof limits>, ratio: number) => {
    const { width, maxLines } = drawingLimits({ layout, limits: { ...limits, ...change }, grid }, ratio);
    return [width, maxLines];
  };
  assert.deepEqual(box(bordered, {}, 0.5), [36, 18]);
  assert.deepEqual(box(bordered, { width: 200, maxLines: 200 }, 0.5), [80, 48]);
  // (10 + 3) × (5 + 2) − 1 characters.
  assert.deepEqual(box(bordered, { maxChars: 90 }, 0.5), [10, 5]);
  assert.deepEqual(box(bordered, { maxChars: 89 }, 0.5)[0], 9);
  assert.deepEqual(box({ ...PLAIN, sketch: true }, { width: 60 }, 0.5), [22, 20]);
  // Each line is as wide as the page.
  assert.deepEqual(box({ ...PLAIN, align: "right" }, { maxChars: 41 * 4 - 1 }, 0.5), [8, 4]);
});

Deno.test("checkLayout() names the limit that leaves no room", () => {
  const check = (layout: Partial<Layout>, change: Partial<typeof limits>) => () =>
    checkLayout({ layout: { ...PLAIN, ...layout }, limits: { ...limits, ...change }, grid });
  check({ border: "ascii" }, { width: 3, maxLines: 3, maxChars: 11 })();
  assert.throws(
    check({ border: "ascii" }, { width: 2 }),
    /^UserError: --border needs --width 3 or more, not 2$/,
  );
  assert.throws(check({ border: "ascii" }, { maxLines: 2 }), /--border needs --max-lines 3 or more, not 2$/);
  assert.throws(
    check({ border: "ascii" }, { maxChars: 10 }),
    /--border needs --max-chars 11 or more, not 10$/,
  );
  assert.throws(check({ sketch: true }, { width: 38 }), /--sketch needs --width 39 or more, not 38$/);
  assert.throws(
    check({ sketch: true, border: "round" }, { maxLines: 19, width: 60 }),
    /--sketch with --border needs --max-lines 20 or more, not 19$/,
  );
  assert.throws(check({ align: "right" }, { maxChars: 39 }), /--align needs --max-chars 40 or more, not 39$/);
});

Deno.test("what is put together has all its characters counted", async () => {
  const words: Words[] = [{ kind: "caption", text: "e\u0301".repeat(10) }];
  await loadWords(words);
  const page = (maxChars: number) => ({ layout: { ...PLAIN, words }, limits: { ...limits, maxChars }, grid });
  // Three lines of ten columns, and ten marks.
  checkLayout(page(42));
  assert.throws(() => checkLayout(page(41)), /^UserError: --caption needs --max-chars 42 or more, not 41$/);
  assert.deepEqual(drawingLimits(page(42 + 11), 0.5).maxLines, 2);
});

Deno.test("finish() puts the sketch beside the drawing, a border around both, and all of it to its side", () => {
  // Two pixels of the fine sketch, or a little less, are one of the thumbnail.
  const sketch = new Uint8Array(64 ** 2).fill(1, 0, 4).fill(1, 64, 68).fill(1, 4 * 64, 4 * 64 + 2);
  const layout: Layout = { ...PLAIN, sketch: true, border: "ascii", align: "right" };
  const lines = finish({ layout, limits: { ...limits, width: 50 }, grid }, ["/\\", "\\/"], sketch);
  assert.equal(lines.length, 20);
  assert.equal(lines[0], `        +${"-".repeat(40)}+`);
  assert.equal(lines[1], `        |##${" ".repeat(36)}/\\|`);
  assert.equal(lines[2], `        |#${" ".repeat(37)}\\/|`);
  assert.equal(lines[3], `        |${" ".repeat(40)}|`);
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { evenTokens, hasAxis, staysEven } from "../../../../src/tasks/art/draw/even.ts";
import { generate } from "../../../../src/tasks/art/draw/generate.ts";
import { openSession } from "../../../../src/tasks/art/draw/session.ts";
import { samplingOf } from "../../../../src/tasks/art/draw/sampling.ts";
import { readBundle } from "../../../../src/tasks/art/bundle/read.ts";
import { defaultBundle } from "../../../../src/operations/default_bundle.ts";
import { isSymmetric, mirrorArt, mirrorCharacter } from "../../../../src/rasterise/sketch/mirror.ts";
import { FINE_SIDE } from "../../../../src/rasterise/sketch/sketch.ts";

const characters = fc.string({ unit: fc.constantFrom(..." /\\|()`',-_o"), maxLength: 12 });
const upright = fc.constantFrom("", "|", "o", " ", "-");

Deno.test("staysEven() takes each piece of a row that is its own mirror picture, and no other one", () => {
  fc.assert(
    fc.property(characters, upright, fc.nat(), fc.nat(), (left, middle, at, other) => {
      const right = [...left].reverse().map(mirrorCharacter).join(""), row = left + middle + right;
      fc.pre(row.length > 0);
      const from = at % row.length, to = from + 1 + other % (row.length - from);
      assert.ok(staysEven(row.slice(0, from), row.slice(from, to), row.length));
      const end = row.trimEnd();
      assert.ok(staysEven(end, "\n", row.length));
      if (from < row.length / 2) return;
      const wrong = row[from] === "x" ? "y" : "x";
      assert.ok(
        !staysEven(row.slice(0, from), wrong, row.length) || row.length % 2 === 1 && from === row.length >> 1,
      );
      if (row.slice(from).trim() !== "") assert.ok(!staysEven(row.slice(0, from), "\n", row.length));
    }),
    { seed: 1, numRuns: 2000 },
  );
});

Deno.test("evenTokens() leaves all tokens where none keeps the row even", () => {
  const texts = ["/", "\\", " ", "\n"], textOf = (token: number) => texts[token]!;
  assert.deepEqual(evenTokens([0, 1, 2, 3], textOf, "/", 2), [1]);
  assert.deepEqual(evenTokens([0, 2, 3], textOf, "/", 2), [0, 2, 3]);
  assert.deepEqual(evenTokens([0, 1, 2, 3], textOf, "", 2), [0, 1, 2, 3]);
});

Deno.test("hasAxis() finds a line along the axis, but no area across it", () => {
  const sketch = (inked: (x: number, y: number) => boolean) =>
    Uint8Array.from(
      { length: FINE_SIDE ** 2 },
      (_, i) => inked(i % FINE_SIDE, Math.floor(i / FINE_SIDE)) ? 1 : 0,
    );
  assert.ok(hasAxis(sketch((x, y) => (x === 31 || x === 32) && y > 20)));
  assert.ok(!hasAxis(sketch((x) => x > 20 && x < 43)));
  assert.ok(!hasAxis(sketch((x) => x < 3 || x > 60)));
});

Deno.test("a drawing of a symmetric sketch has like halves, within any limits", async () => {
  const session = await openSession(await readBundle(defaultBundle()));
  const words = ["cat", "owl", "heart", "robot", "skull", "bell", "butterfly", "lamp"];
  let even = 0;
  for (const [i, prompt] of words.entries()) {
    for (const [width, maxLines] of [[40, 20], [23, 30], [12, 6]] as const) {
      const request = {
        prompt,
        style: "line",
        width,
        maxLines,
        seed: 1 + i % 2,
        ...samplingOf({ bestOf: 1 }),
      };
      const { lines, sketch } = await generate(session, request);
      if (!isSymmetric(sketch)) continue;
      even++;
      const padded = (art: readonly string[]) => art.map((line) => line.trimEnd());
      assert.deepEqual(padded(mirrorArt(lines)), padded(lines), `${prompt} ${width}`);
    }
  }
  assert.ok(even > 10, String(even));
});

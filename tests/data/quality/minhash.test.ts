import assert from "node:assert/strict";
import fc from "fast-check";
import { bandHashes, minhash } from "../../../src/data/quality/minhash.ts";
import { mirrorArt } from "../../../src/rasterise/sketch/mirror.ts";
import { random } from "../../../src/base/random.ts";
import { DRAWINGS } from "./drawings.ts";

const likeness = (a: string, b: string): number => {
  const [x, y] = [minhash(a), minhash(b)];
  return x.filter((value, i) => value === y[i]).length / x.length;
};
const isNear = (a: string, b: string): boolean => {
  const bands = bandHashes(minhash(b));
  return bandHashes(minhash(a)).some((hash, i) => hash === bands[i]);
};
const drawing = fc.constantFrom(...DRAWINGS.map(({ art }) => art));

Deno.test("minhash() stays the same when art is shifted or has blank borders and trailing spaces", () => {
  fc.assert(
    fc.property(drawing, fc.nat(20), fc.nat(5), fc.nat(5), fc.nat(9), (art, left, top, bottom, trailing) => {
      const moved = "\n".repeat(top) +
        art.split("\n").map((line) => " ".repeat(left) + line + " ".repeat(trailing)).join("\n") +
        "\n".repeat(bottom);
      assert.deepEqual(minhash(moved), minhash(art));
    }),
  );
});

Deno.test("minhash() keeps most values when few characters change", () => {
  const rng = random(1);
  let kept = 0, near = 0;
  for (const { art } of DRAWINGS) {
    const at = [...art.matchAll(/\S/g)].map((match) => match.index)[rng.int(art.replace(/\s/g, "").length)]!;
    const edited = `${art.slice(0, at)}x${art.slice(at + 1)}`;
    kept += likeness(art, edited);
    near += Number(isNear(art, edited));
  }
  assert.ok(kept / DRAWINGS.length > 0.75, `${kept / DRAWINGS.length}`);
  assert.ok(near / DRAWINGS.length > 0.75, `${near / DRAWINGS.length}`);
});

Deno.test("bandHashes() has nothing in common for different pieces, and is of safe integers", () => {
  for (const [i, { art }] of DRAWINGS.entries()) {
    assert.ok(
      bandHashes(minhash(art)).every((hash) => Number.isSafeInteger(hash) && hash >= 0 && hash < 2 ** 52),
    );
    for (const other of DRAWINGS.slice(i + 1)) assert.ok(!isNear(art, other.art), `${art}\n${other.art}`);
  }
});

Deno.test("minhash() tells a mirrored picture from the picture", () => {
  const lopsided = DRAWINGS.filter(({ label }) =>
    ["sailboat", "snail", "guitar", "key", "fish"].includes(label)
  );
  for (const { art } of lopsided) assert.ok(!isNear(art, mirrorArt(art.split("\n")).join("\n")), art);
});

Deno.test("minhash() takes blank and tiny art", () => {
  assert.equal(minhash("").length, 64);
  assert.deepEqual(minhash("  \n "), minhash(""));
  assert.notDeepEqual(minhash("o"), minhash("x"));
});

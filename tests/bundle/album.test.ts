import assert from "node:assert/strict";
import fc from "fast-check";
import { type Album, CODE_BITS, codeBytes, packCodes, unpackCode } from "../../src/bundle/album.ts";

const albumOf = (codes: Float32Array, code: number): Album => ({
  ...{ format: "ascii-gen-album", version: 3, decoder: { code, hidden: 8, blocks: 0 } },
  ...{ aspects: Array(codes.length / code).fill(0), labels: [], pictures: {}, codes: packCodes(codes, code) },
});

Deno.test("unpackCode() gives each number of a code within half a step, and the ends of the range beyond it", () => {
  fc.assert(fc.property(
    fc.integer({ min: 8, max: 40 }).chain((code) =>
      fc.array(
        fc.array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: code, maxLength: code }),
        { minLength: 1, maxLength: 4 },
      )
    ),
    (rows) => {
      const code = rows[0]!.length, half = 3 / 2 ** CODE_BITS;
      const album = albumOf(Float32Array.from(rows.flat()), code);
      assert.equal(album.codes.length, rows.length * codeBytes(code));
      rows.forEach((row, picture) =>
        unpackCode(album, picture).forEach((value, i) => {
          const nearest = Math.min(3 - half, Math.max(half - 3, row[i]!));
          assert.ok(Math.abs(value - nearest) <= half + 1e-6, `${row[i]} became ${value}`);
        })
      );
    },
  ));
});

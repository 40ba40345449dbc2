import assert from "node:assert/strict";
import fc from "fast-check";
import type { Album } from "../../../../src/tasks/art/album/album.ts";
import {
  aspectOfPicture,
  CODE_BITS,
  codeBytes,
  packAspects,
  packCodes,
  packLists,
  unpackCode,
  unpackLists,
} from "../../../../src/tasks/art/album/packing.ts";
import { ASPECT_BINS } from "../../../../src/tokenizer/grid/grid.ts";

const albumOf = (codes: Float32Array, code: number): Album => ({
  ...{ format: "ascii-gen-album", version: 3, decoder: { code, hidden: 8, blocks: 0 } },
  ...{ aspects: "0".repeat(codes.length / code), labels: [], pictures: {}, codes: packCodes(codes, code) },
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

Deno.test("unpackLists() and aspectOfPicture() give what was packed", () => {
  const lists = fc.array(fc.array(fc.nat(1 << 20), { maxLength: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(lists, fc.array(fc.nat(ASPECT_BINS - 1)), (lists, bins) => {
    const unpacked = unpackLists(packLists(lists));
    assert.equal(unpacked.count, lists.length);
    assert.deepEqual(lists.map((_, index) => unpacked.at(index)), lists);
    assert.deepEqual(unpacked.at(-1), []);
    const aspects = packAspects(bins);
    assert.deepEqual(bins.map((_, picture) => aspectOfPicture({ aspects }, picture)), bins);
  }));
});

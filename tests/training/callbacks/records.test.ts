import assert from "node:assert/strict";
import fc from "fast-check";
import { histogramOf } from "../../../src/training/callbacks/tensorboard/histogram.ts";
import { crc32c, framed } from "../../../src/training/callbacks/tensorboard/records.ts";

Deno.test("crc32c() gives the checksums of RFC 3720", () => {
  const of = (...bytes: number[]) => crc32c(new Uint8Array(bytes));
  assert.equal(of(...new Array<number>(32).fill(0)), 0x8a9136aa);
  assert.equal(of(...new Array<number>(32).fill(0xff)), 0x62a8ab43);
  assert.equal(of(...Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e);
  assert.equal(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
});

Deno.test("framed() puts length and checksums around a record", () => {
  const bytes = framed(new Uint8Array([1, 2, 3]));
  assert.equal(bytes.length, 8 + 4 + 3 + 4);
  assert.deepEqual([...bytes.subarray(0, 8)], [3, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([...bytes.subarray(12, 15)], [1, 2, 3]);
});

Deno.test("histogramOf() counts every value in the bucket that holds it", () => {
  const value = fc.oneof(fc.float({ noNaN: false }), fc.constantFrom(0, -0, 1e-12, -1e-12, 1, -1, 1e30));
  fc.assert(fc.property(fc.array(value, { maxLength: 50 }), (list) => {
    const values = Float32Array.from(list), finite = [...values].filter(Number.isFinite);
    const { min, max, num, sum, bucketLimit, bucket } = histogramOf(values);
    assert.equal(num, finite.length);
    assert.equal(bucketLimit.length, bucket.length);
    assert.equal(bucket.reduce((a, b) => a + b, 0), num);
    assert.deepEqual(bucketLimit, bucketLimit.toSorted((a, b) => a - b));
    if (num === 0) return;
    assert.deepEqual([min, max], [Math.min(...finite), Math.max(...finite)]);
    assert.equal(sum, finite.reduce((a, b) => a + b, 0));
    // As many are below each limit as its bucket and those before it have; at a limit rounding decides.
    let below = 0;
    for (const [i, limit] of bucketLimit.entries()) {
      below += bucket[i]!;
      if (Math.abs(limit) > 1e19) continue;
      const slack = 1e-6 * Math.abs(limit);
      assert.ok(finite.filter((each) => each < limit - slack).length <= below);
      assert.ok(finite.filter((each) => each <= limit + slack).length >= below);
    }
  }));
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { UserError } from "../../src/base/errors.ts";
import { HEAP_BYTES } from "../../src/engine/heap.ts";
import { PRESETS, presetShape } from "../../src/network/config.ts";
import { fitted, footprint } from "../../src/training/footprint.ts";
import { tiny } from "../tasks/text/tiny.ts";

const options = { batchTokens: 2048, optimizer: "muon", dropout: 0 } as const;

/** A text of few tokens for a network of a preset. */
function preparedOf(preset: string, vocabulary = 4096) {
  const network = { architecture: "transformer" as const, ...presetShape(preset) };
  const ports = { rows: 2 * vocabulary + network.window, features: 3, field: 0, vocabulary };
  return { ...tiny(), ports, network, epoch: { positions: 1e6, length: network.window } };
}
const free = { workers: 2, exactly: false, accumulate: undefined, recompute: "auto" } as const;

Deno.test("fitted() takes all cores and large batches where there is room, and says so", () => {
  const { share, told } = fitted(preparedOf("small"), options, "64GB", free);
  assert.deepEqual(share, { workers: 2, accumulate: 1, recompute: false });
  assert.match(told, /^--memory 64GB: 2 workers, in a step 1 batch of 1024 positions each: about \d+ MB$/);
});

Deno.test("fitted() keeps within any limit that it does not refuse, and the least that it names does fit", () => {
  fc.assert(fc.property(
    fc.constantFrom(...Object.keys(PRESETS)),
    fc.integer({ min: 100, max: 8000 }),
    fc.constantFrom("auto" as const, "yes" as const, "no" as const),
    fc.constantFrom(undefined, 1, 2, 8),
    fc.boolean(),
    (preset, megabytes, recompute, accumulate, exactly) => {
      const prepared = preparedOf(preset), wishes = { workers: 2, exactly, accumulate, recompute };
      try {
        const { share } = fitted(prepared, options, `${megabytes}MB`, wishes);
        assert.ok(footprint(prepared, options, share).bytes <= megabytes * 1e6);
        if (exactly) assert.equal(share.workers, 2);
        if (accumulate !== undefined) assert.equal(share.accumulate, accumulate);
        if (recompute !== "auto") assert.equal(share.recompute, recompute === "yes");
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const [, least] = /; the least is .*: about (\d+) MB$/.exec(error.message)!;
        assert.ok(Number(least) > megabytes);
        fitted(prepared, options, `${least}MB`, wishes);
      }
    },
  ));
});

Deno.test("fitted() makes batches smaller, and computes layers again, the less memory there is; a step stays as large", () => {
  // Stretches are long: batches cannot become small.
  const long = { ...options, batchTokens: 8192 };
  const prepared = { ...preparedOf("12M"), epoch: { positions: 1e6, length: 1024 } };
  let before = Infinity;
  const shares = Array.from({ length: 200 }, (_, i) => {
    try {
      return fitted(prepared, long, `${3000 - 10 * i}MB`, free).share;
    } catch {
      return undefined;
    }
  }).filter((share) => share !== undefined);
  for (const share of shares) {
    const { bytes } = footprint(prepared, long, share);
    assert.ok(bytes <= before);
    before = bytes;
    assert.ok(8192 / share.workers / share.accumulate >= 1024);
  }
  assert.ok(shares.some(({ recompute }) => recompute) && shares.some(({ accumulate }) => accumulate > 1));
  assert.ok(shares.some(({ workers }) => workers === 1) && shares.some(({ workers }) => workers === 2));
});

Deno.test("fitted() takes what a worker's heap can hold, however much memory there is", () => {
  const many = { ...options, batchTokens: 1 << 18 }, prepared = preparedOf("33M", 8192);
  const { share } = fitted(prepared, many, "1000GB", { ...free, exactly: true });
  assert.ok(share.accumulate > 1);
  assert.ok(footprint(prepared, many, share).heap < HEAP_BYTES);
});

Deno.test("footprint() counts what a plan has in shared memory once", () => {
  const prepared = preparedOf("tiny"), share = { workers: 1, accumulate: 1, recompute: false };
  const ids = new Uint16Array(new SharedArrayBuffer(1e6));
  const more = { ...prepared, plan: { tokens: { ids }, again: [ids] } };
  const without = { ...prepared, plan: {} };
  assert.equal(footprint(more, options, share).bytes - footprint(without, options, share).bytes, 1e6);
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { compileKernels } from "../../../scripts/image_kernels.ts";
import { floatsAt, planeOf, scope } from "../../../src/rasterise/image/memory.ts";
import { reduce } from "../../../src/rasterise/image/reduce.ts";
import { smooth, surroundings } from "../../../src/rasterise/image/smooth.ts";

Deno.test("kernels.wasm is compiled from its source", async () => {
  const kept = await Deno.readFile(
    new URL("../../../src/rasterise/image/assembly/kernels.wasm", import.meta.url),
  );
  assert.ok(Buffer.from(kept).equals(await compileKernels()), "run deno run -A scripts/image_kernels.ts");
});

Deno.test("smooth() and surroundings() leave what is even, and keep means", () => {
  const side = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(
      ...[side, side, fc.double({ min: 0.5, max: 30, noNaN: true })] as const,
      (width, height, sigma) => {
        scope(() => {
          const even = planeOf(new Float32Array(width * height).fill(0.25));
          for (const out of [smooth(even, width, height), surroundings(even, width, height, sigma)]) {
            assert.ok(floatsAt(out, width * height).every((value) => Math.abs(value - 0.25) < 1e-5));
          }
        });
      },
    ),
    { numRuns: 50 },
  );
  const dot = scope(() => {
    const plane = new Float32Array(81);
    plane[40] = 1;
    return floatsAt(smooth(planeOf(plane), 9, 9), 81).slice();
  });
  assert.ok(Math.abs(dot.reduce((sum, value) => sum + value) - 1) < 1e-6);
  assert.ok(Math.abs(dot[40]! - 36 / 256) < 1e-6);
});

Deno.test("reduce() gives means of what is opaque, and values between pixels where it enlarges", () => {
  const rgba = Uint8Array.from([
    ...[255, 0, 0, 255, 255, 255, 255, 0],
    ...[255, 0, 0, 255, 255, 255, 255, 0],
  ]);
  const read = (width: number, height: number) =>
    scope(() => {
      const { lightness, warmth, opacity } = reduce({ width: 2, height: 2, rgba }, width, height);
      return [lightness, warmth, opacity].map((place) => Array.from(floatsAt(place, width * height)));
    });
  const [lightness, warmth, opacity] = read(1, 1);
  assert.ok(Math.abs(lightness![0]! - 0.299) < 1e-5, String(lightness));
  assert.ok(Math.abs(warmth![0]! - 1) < 1e-5 && Math.abs(opacity![0]! - 0.5) < 1e-5);
  const [, , wide] = read(8, 2);
  assert.deepEqual(wide!.slice(0, 8), wide!.slice(0, 8).toSorted((a, b) => b - a));
  assert.ok(wide![0] === 1 && wide![7] === 0 && Math.abs(wide![3]! - 0.625) < 1e-5, String(wide));
});

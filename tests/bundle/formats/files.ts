/** Files of tensors, for tests. */
import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import type { WrittenTensor } from "../../../src/bundle/formats/tensors.ts";

/** Runs with the path of a file of these bytes, which is removed afterwards. */
export async function withFile<T>(
  content: Uint8Array | Iterable<Uint8Array>,
  work: (path: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "model");
    await Deno.writeFile(path, content instanceof Uint8Array ? content : joined(content));
    return await work(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Expects files with a byte changed, or cut off, to be read by `read`, or refused with a UserError. */
export async function assertDamageIsTold(
  whole: Uint8Array<ArrayBuffer>,
  read: (path: string) => Promise<void>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.nat(255),
      fc.nat(whole.length),
      async (at, byte, length) => {
        const damaged = whole.slice(0, length);
        if (at < length) damaged[at] = byte;
        await withFile(
          damaged,
          (path) =>
            read(path).catch((error) =>
              assert.ok(error instanceof Error && error.name === "UserError", String(error))
            ),
        );
      },
    ),
    { numRuns: 200 },
  );
}

/** All parts as one. */
export function joined(parts: Iterable<Uint8Array>): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Array.from(parts).flatMap((part) => [...part]));
}

/** Tensors of any names and shapes, whose values float16 holds exactly. */
export const anyTensors: fc.Arbitrary<WrittenTensor[]> = fc.uniqueArray(
  fc.tuple(
    fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).filter((name) =>
      name.isWellFormed() && !name.startsWith("__")
    ),
    fc.array(fc.nat(4), { maxLength: 4 }),
    fc.constantFrom("float32" as const, "float16" as const),
    fc.nat(1000),
  ),
  { selector: ([name]) => name, maxLength: 8 },
).map((all) =>
  all.map(([name, shape, type, seed]) => {
    const values = Float32Array.from(
      { length: shape.reduce((product, length) => product * length, 1) },
      (_, i) => (seed + i) / 8 - 60,
    );
    return { name, shape, type, values: () => values };
  })
);

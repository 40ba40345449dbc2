import assert from "node:assert/strict";
import fc from "fast-check";
import { openGguf } from "../../../src/bundle/formats/gguf_read.ts";
import type { GgufValue } from "../../../src/bundle/formats/gguf_types.ts";
import { ggufBytes } from "../../../src/bundle/formats/gguf_write.ts";
import { anyTensors, assertDamageIsTold, joined, withFile } from "./files.ts";

const text = fc.string({ unit: "binary", maxLength: 12 }).filter((name) => name.isWellFormed());
const either = <T, V>(type: T, value: fc.Arbitrary<V>) =>
  fc.oneof(
    value.map((each) => ({ type, value: each })),
    fc.array(value, { maxLength: 5 }).map((list) => ({ type, list })),
  );
const anyValue: fc.Arbitrary<GgufValue> = fc.oneof(
  either("uint8" as const, fc.nat(255)),
  either("int8" as const, fc.integer({ min: -128, max: 127 })),
  either("uint16" as const, fc.nat(65535)),
  either("int16" as const, fc.integer({ min: -32768, max: 32767 })),
  either("uint32" as const, fc.nat(2 ** 32 - 1)),
  either("int32" as const, fc.integer()),
  either("float32" as const, fc.float()),
  either("float64" as const, fc.double()),
  either("uint64" as const, fc.bigInt(0n, 2n ** 64n - 1n)),
  either("int64" as const, fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n)),
  either("bool" as const, fc.boolean()),
  either("string" as const, text),
);

Deno.test("what ggufBytes() writes openGguf() reads, values of all types and tensors", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(text, anyValue), { maxLength: 10 }).map((all) => new Map(all)),
      anyTensors,
      async (metadata, tensors) => {
        metadata.delete("general.alignment");
        await withFile(ggufBytes(metadata, tensors), async (path) => {
          using file = await openGguf(path);
          assert.deepEqual(file.metadata, metadata);
          for (const { name, shape, type, values } of tensors) {
            assert.deepEqual(file.tensors.get(name)?.shape, shape);
            assert.deepEqual(file.read(name), values(), type);
          }
        });
      },
    ),
    { numRuns: 50 },
  );
});

const tensor = (name: string, length: number, type: "float32" | "float16" = "float32") => ({
  ...{ name, shape: [length], type },
  values: () => new Float32Array(length),
});
const alignment = (value: number) =>
  new Map<string, GgufValue>([["general.alignment", { type: "uint32", value }]]);

Deno.test("openGguf() refuses what is wrong in one line that names the tensor or value", async () => {
  const plain = joined(
    ggufBytes(new Map([["k", { type: "uint32", value: 7 }]]), [tensor("abc", 3), tensor("def", 3)]),
  );
  /** The file with some bytes replaced. */
  const changed = (at: number, ...bytes: number[]) => {
    const copy = plain.slice();
    copy.set(bytes, at);
    return copy;
  };
  const KEY = 24, INFO = KEY + 8 + 1 + 4 + 4;
  assert.equal(new TextDecoder().decode(plain.subarray(INFO + 8, INFO + 11)), "abc");
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(2), /is no GGUF file/],
    [changed(0, 0x20), /is no GGUF file/],
    [changed(4, 1), /is GGUF of version 1; versions 2 and 3 are read/],
    [changed(8, 255, 255), /the number of tensors: 65535 are more than the file has bytes for/],
    [changed(16, 255, 255), /the number of values: 65535 are more than/],
    [changed(KEY, 255), /the file ends within the name of value 1/],
    [changed(KEY + 9, 99), /k: there is no type of number 99/],
    [changed(INFO + 11, 9), /tensor abc has 9 dimensions, more than 4/],
    [changed(INFO + 15, 0, 0, 0, 0, 0, 0, 0, 255), /tensor abc: \d+ is beyond any file/],
    [changed(INFO + 15, 12), /tensor def begins at 32, within the tensor before it/],
    [changed(INFO + 23, 8), /tensor abc is of type Q8_0, not of F32, F16 or BF16/],
    [changed(INFO + 23, 2), /tensor abc is of type Q4_0/],
    [changed(INFO + 23, 77), /tensor abc is of type number 77/],
    [changed(INFO + 27, 1), /tensor abc begins at 1, no multiple of 32/],
    [plain.subarray(0, plain.length - 30), /tensor def ends at \d+; the file has \d+ bytes/],
    [joined(ggufBytes(new Map(), [tensor("a", 1), tensor("a", 1)])), /tensor a is there twice/],
    [joined(ggufBytes(alignment(3), [])), /general\.alignment is no multiple of 8/],
  ];
  for (const [bytes, message] of cases) {
    await withFile(bytes, (path) => assert.rejects(openGguf(path), { name: "UserError", message }));
  }
});

Deno.test("openGguf() reads damaged files or says what is wrong, and reads no others", async () => {
  const list = { type: "string" as const, list: ["a", "bc", "def"] };
  const whole = joined(ggufBytes(new Map([["tokens", list]]), [tensor("a", 5), tensor("b", 6, "float16")]));
  await assertDamageIsTold(whole, async (path) => {
    using file = await openGguf(path);
    for (const name of file.tensors.keys()) file.read(name);
  });
});

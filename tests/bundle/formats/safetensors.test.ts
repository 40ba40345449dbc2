import assert from "node:assert/strict";
import fc from "fast-check";
import { openSafetensors, safetensorsBytes } from "../../../src/bundle/formats/safetensors.ts";
import { anyTensors, assertDamageIsTold, joined, withFile } from "./files.ts";

/** A file of this header and so many bytes behind it. */
function fileOf(header: unknown, bytes = 0): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const entry = (start: number, end: number, shape = [(end - start) / 4], dtype = "F32") => {
  return { dtype, shape, data_offsets: [start, end] };
};

Deno.test("what safetensorsBytes() writes openSafetensors() reads, names, shapes and values", async () => {
  await fc.assert(
    fc.asyncProperty(anyTensors, fc.dictionary(fc.string(), fc.string()), async (tensors, metadata) => {
      await withFile(safetensorsBytes(tensors, metadata), async (path) => {
        using file = await openSafetensors(path);
        assert.deepEqual({ ...file.metadata }, { ...metadata });
        assert.equal(file.tensors.size, tensors.length);
        for (const { name, shape, type, values } of tensors) {
          const stored = type === "float32" ? "F32" : "F16";
          assert.deepEqual(file.tensors.get(name), { name, shape, type: stored });
          assert.deepEqual(file.read(name), values());
        }
      });
    }),
    { numRuns: 50, examples: [[[], JSON.parse('{ "__proto__": "text" }')]] },
  );
});

Deno.test("the header of safetensors is a multiple of eight, and a tensor is made when it is its turn", () => {
  let made = 0;
  const tensor = (name: string) => ({
    ...{ name, shape: [3], type: "float32" as const },
    values: () => (made++, new Float32Array(3)),
  });
  const parts = safetensorsBytes(["a", "b"].map(tensor));
  const [head, header] = [parts.next().value!, parts.next().value!];
  assert.equal((head.length + header.length) % 8, 0);
  assert.equal(made, 0);
  parts.next();
  assert.equal(made, 1);
});

Deno.test("BF16 is read as the float32 whose upper half it is", async () => {
  const file = fileOf({ a: entry(0, 4, [2], "BF16") }, 4);
  file.set([0x80, 0x3f, 0x20, 0xc1], file.length - 4);
  await withFile(file, async (path) => {
    using opened = await openSafetensors(path);
    assert.deepEqual([...opened.read("a")], [1, -10]);
  });
});

Deno.test("openSafetensors() refuses what is wrong in one line that names the tensor", async () => {
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(3), /3 bytes are no file of safetensors/],
    [fileOf("{").subarray(0, 8), /its header has 1 bytes, the file has 8/],
    [Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0), /a header of 4294967296 bytes; at most 100000000/],
    [fileOf("{"), /its header is not JSON/],
    [fileOf("[]"), /its header is no object of tensors/],
    [fileOf({ a: entry(0, 8) }, 4), /tensor a ends at \d+; the file has \d+ bytes/],
    [fileOf({ a: entry(0, 8), b: entry(4, 12) }, 12), /tensor b begins at 4, within the tensor before it/],
    [fileOf({ a: entry(0, 4), b: entry(8, 12) }, 12), /tensor b begins at 8; the one before it ends at 4/],
    [fileOf({ a: entry(0, 4) }, 12), /8 bytes behind its last tensor belong to none/],
    [fileOf({ a: entry(0, 8, [3]) }, 8), /tensor a: 8 bytes do not hold F32 \[3\]/],
    [fileOf({ a: entry(8, 0, [2]) }, 8), /tensor a: -8 bytes do not hold F32 \[2\]/],
    [fileOf({ a: entry(0, 4, [1e9, 1e9, 0.5]) }, 4), /tensor a: shape/],
    [fileOf({ a: entry(0, 4, [1], "F99") }, 4), /tensor a: there is no type F99/],
    [fileOf({ a: { dtype: "F32", shape: [1] } }, 4), /tensor a: data_offsets/],
    [
      fileOf(`{"a":${JSON.stringify(entry(0, 4))},"a" :${JSON.stringify(entry(0, 4))}}`, 4),
      /its header has a twice/,
    ],
    [fileOf({ __metadata__: { a: 1 } }), /__metadata__: a/],
  ];
  for (const [bytes, message] of cases) {
    await withFile(bytes, (path) => assert.rejects(openSafetensors(path), { name: "UserError", message }));
  }
  await withFile(fileOf({ a: entry(0, 8, [1], "I64") }, 8), async (path) => {
    using file = await openSafetensors(path);
    assert.throws(() => file.read("a"), /tensor a is of type I64, not of F32, F16 or BF16/);
  });
});

Deno.test("openSafetensors() reads damaged files or says what is wrong, and reads no others", async () => {
  const whole = joined(safetensorsBytes([
    { name: "a", shape: [2, 3], type: "float32", values: () => new Float32Array(6) },
    { name: "b", shape: [4], type: "float16", values: () => new Float32Array(4) },
  ]));
  await assertDamageIsTold(whole, async (path) => {
    using file = await openSafetensors(path);
    for (const { name, type } of file.tensors.values()) if (/^B?F/.test(type)) file.read(name);
  });
});

import assert from "node:assert/strict";
import { watchInstances } from "../../src/base/wasm.ts";

/** A module whose export `memory` is a page. */
const BYTES = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x05, 0x03, 0x01, 0x00, 0x01],
  ...[0x07, 0x0a, 0x01, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 0x02, 0x00],
]);

Deno.test("watchInstances() shows what is made of bytes and of modules, while it starts and no longer", async () => {
  const { instantiate } = WebAssembly;
  const shown: WebAssembly.Instance[] = [];
  const made = await watchInstances(async () => {
    const { instance } = await WebAssembly.instantiate(BYTES);
    const other = await WebAssembly.instantiate(await WebAssembly.compile(BYTES), {});
    return [instance, other];
  }, (instance) => shown.push(instance));
  assert.equal(shown.length, 2);
  shown.forEach((instance, i) => assert.equal(instance, made[i]));
  assert.ok(shown.every(({ exports }) => exports["memory"] instanceof WebAssembly.Memory));
  await WebAssembly.instantiate(BYTES);
  assert.equal(shown.length, 2);
  assert.equal(WebAssembly.instantiate, instantiate);
});

Deno.test("watchInstances() puts everything back when the start fails", async () => {
  const { instantiate } = WebAssembly;
  await assert.rejects(
    watchInstances(() => WebAssembly.instantiate(BYTES.subarray(0, 9)), () => assert.fail()),
    WebAssembly.CompileError,
  );
  assert.equal(WebAssembly.instantiate, instantiate);
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { embeddedStart, insertedFile, insertFiles } from "../../src/base/executable.ts";

const RUNTIME = new TextEncoder().encode("runtime".repeat(100));
const EMBEDDED = new TextEncoder().encode("embedded");
const FILES = {
  "a.so": new TextEncoder().encode("a library"),
  empty: new Uint8Array(),
  "b.wasm": new Uint8Array(9).fill(7),
};

/** What `deno compile` would make; `length` is what the trailer says of what follows the runtime. */
function executable(length = EMBEDDED.length + 16, magic = 0x501e): Uint8Array {
  const bytes = new Uint8Array([...RUNTIME, ...EMBEDDED, ...new Uint8Array(16)]);
  const trailer = new DataView(bytes.buffer, bytes.length - 16);
  trailer.setUint32(0, magic, true);
  trailer.setBigUint64(8, BigInt(length), true);
  return bytes;
}

async function withFile(bytes: Uint8Array, test: (path: string) => void): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "executable");
    await Deno.writeFile(path, bytes);
    test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("insertFiles() puts files where insertedFile() finds them, and leaves the rest as it was", () =>
  withFile(executable(), (path) => {
    assert.ok(insertFiles(path, FILES));
    for (const [name, bytes] of Object.entries(FILES)) assert.deepEqual(insertedFile(path, name), bytes);
    assert.throws(() => insertedFile(path, "c"), /holds no c/);
    const bytes = Deno.readFileSync(path);
    assert.deepEqual(bytes.subarray(0, RUNTIME.length), RUNTIME);
    assert.deepEqual(bytes.subarray(-EMBEDDED.length - 16), executable().subarray(RUNTIME.length));
    using file = Deno.openSync(path);
    assert.equal(embeddedStart(file), bytes.length - EMBEDDED.length - 16);
  }));

for (
  const [what, bytes] of [
    ["has another trailer", executable(undefined, 4)],
    ["has a trailer that tells too much", executable(1e6)],
    ["has a trailer that tells nothing", executable(0)],
    ["is short", new Uint8Array(9)],
    ["is empty", new Uint8Array()],
  ] as const
) {
  Deno.test(`insertFiles() leaves a file as it is when it ${what}`, () =>
    withFile(bytes, (path) => {
      assert.ok(!insertFiles(path, FILES));
      assert.deepEqual(Deno.readFileSync(path), bytes);
      assert.throws(() => insertedFile(path, "a.so"), /holds no files/);
    }));
}

Deno.test("insertedFile() throws when an executable holds none", () =>
  withFile(executable(), (path) => assert.throws(() => insertedFile(path, "a.so"), /holds no files/)));

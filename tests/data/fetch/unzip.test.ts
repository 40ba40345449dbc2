import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { unzip } from "../../../src/data/fetch/unzip.ts";

const text = (content: string) => new TextEncoder().encode(content);

Deno.test("unzip() gives the wanted files", () => {
  const archive = zipSync({ "a.ans": text("a"), "sub/b.txt": text("b"), "c.mp3": new Uint8Array(5000) });
  const files = unzip(archive, (name) => !name.endsWith(".mp3"));
  assert.deepEqual([...files.keys()], ["a.ans", "sub/b.txt"]);
  assert.equal(new TextDecoder().decode(files.get("sub/b.txt")), "b");
});

Deno.test("unzip() refuses bombs", () => {
  const limits = { entries: 3, entryBytes: 10_000, totalBytes: 12_000, ratio: 50 };
  const refused = (files: Record<string, Uint8Array>, message: RegExp, level: 0 | 6 = 0) =>
    assert.throws(() => unzip(zipSync(files, { level }), () => true, limits), message);
  const some = (count: number, size: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${i}.ans`, new Uint8Array(size)]));
  refused(some(1, 9000), /"0\.ans" grows \d+ times/, 6);
  refused(some(1, 10_001), /"0\.ans" is 10001 bytes long/);
  refused(some(2, 9000), /more than 12000 bytes/);
  refused(some(4, 0), /more than 3 entries/);
});

Deno.test("unzip() takes no more than an entry says it holds", () => {
  const archive = zipSync({ "a.ans": new Uint8Array(5000) });
  const view = new DataView(archive.buffer);
  const directory = view.getUint32(archive.length - 6, true);
  view.setUint32(directory + 24, 100, true);
  let length = 0;
  try {
    length = unzip(archive, () => true).get("a.ans")!.length;
  } catch (error) {
    assert.match(String(error), /no ZIP or damaged/);
  }
  assert.ok(length <= 100);
});

Deno.test("unzip() says so when there is no archive or half of one", () => {
  const archive = zipSync({ "a.ans": text("abc".repeat(99)) });
  for (const damaged of [text("Rar!"), new Uint8Array(), archive.subarray(0, 60)]) {
    assert.throws(() => unzip(damaged, () => true), /the archive is no ZIP or damaged/);
  }
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { findShard, writeShard } from "../../../src/data/text/shard.ts";
import { lengthOf, openTokens } from "../../../src/data/text/tokens.ts";
import { inFolder } from "./made.ts";

const KEY = { text: "a".repeat(64), tokenizer: "b".repeat(64) };
const LEARNED = Array.from({ length: 5000 }, (_, i) => i % 300), KEPT = [1, 2, 3];

const write = (folder: string, kinds: number, ids: readonly number[] = LEARNED) =>
  writeShard(folder, { ...KEY, characters: 9, documents: 1 }, kinds, (put) => {
    // In pieces, and the portions by turns.
    put("learned", ids.slice(0, 10));
    put("kept", KEPT);
    put("learned", ids.slice(10));
    return Promise.resolve();
  });

/** What is found, and what is said of it. */
async function find(folder: string, inMemory?: number) {
  const log: string[] = [];
  return { shard: await findShard(folder, KEY, (line) => void log.push(line), inMemory), log };
}

Deno.test("a shard is read as it was written, in memory and from its file, of two bytes an id or four", async () => {
  for (const kinds of [300, 1 << 16, 70_000]) {
    await inFolder({}, async (folder) => {
      const ids = kinds > 1 << 16 ? LEARNED.map((id) => id + 66_000) : LEARNED;
      await write(folder, kinds, ids);
      for (const inMemory of [undefined, 100]) {
        const { shard, log } = await find(folder, inMemory);
        assert.deepEqual(log, []);
        assert.equal(shard?.split, LEARNED.length);
        assert.equal("path" in shard!.ids, inMemory !== undefined);
        assert.equal(lengthOf(shard!.ids), LEARNED.length + KEPT.length);
        using reader = openTokens(structuredClone(shard!.ids));
        assert.deepEqual(reader.read(0, lengthOf(shard!.ids)), [...ids, ...KEPT]);
        assert.deepEqual(reader.read(4999, 5002), [ids[4999], 1, 2]);
      }
      const { width, tokens } = (await find(folder)).shard!;
      assert.equal(width, kinds > 1 << 16 ? 4 : 2);
      const [bin] = await binOf(folder);
      assert.equal((await Deno.stat(join(folder, bin!))).size, width * tokens);
    });
  }
});

const binOf = async (folder: string) =>
  (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).filter((name) =>
    name.endsWith(".bin")
  );

Deno.test("a shard that is damaged in any way is said to be, in a line, and is not used", async () => {
  const damages: [RegExp, (bin: string, json: string) => Promise<void>][] = [
    [/10005 bytes instead of 10006/, (bin) => Deno.truncate(bin, 10_005)],
    [/0 bytes instead of 10006/, (bin) => Deno.truncate(bin, 0)],
    [/it is missing/, (bin) => Deno.remove(bin)],
    [/its sha256 differs/, async (bin) => {
      const bytes = await Deno.readFile(bin);
      bytes[77]! ^= 1;
      await Deno.writeFile(bin, bytes);
    }],
    [/its description: no JSON/, (_, json) => Deno.truncate(json, 30)],
    [/its description: sha256/, async (_, json) => {
      const { sha256: _s, ...rest } = JSON.parse(await Deno.readTextFile(json));
      await Deno.writeTextFile(json, JSON.stringify(rest));
    }],
    [/its description is another's/, async (_, json) => {
      const text = await Deno.readTextFile(json);
      await Deno.writeTextFile(json, text.replace("a".repeat(64), "c".repeat(64)));
    }],
  ];
  for (const [expected, damage] of damages) {
    await inFolder({}, async (folder) => {
      await write(folder, 300);
      const bin = join(folder, (await binOf(folder))[0]!);
      await damage(bin, bin.replace(/bin$/, "json"));
      const { shard, log } = await find(folder);
      assert.equal(shard, undefined);
      assert.equal(log.length, 1);
      assert.match(log[0]!, expected);
      assert.match(log[0]!, /tokens-[0-9a-f]{16}\.bin is damaged .*made anew$/);
    });
  }
});

Deno.test("a shard that fails to be written leaves nothing", async () => {
  await inFolder({}, async (folder) => {
    const failing = writeShard(folder, { ...KEY, characters: 9, documents: 1 }, 300, (put) => {
      put("learned", LEARNED);
      return Promise.reject(new Error("stopped"));
    });
    await assert.rejects(failing, /stopped/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(folder)), []);
    assert.deepEqual(await find(folder), { shard: undefined, log: [] });
  });
});

Deno.test("a file of ids that becomes shorter is told", async () => {
  await inFolder({}, async (folder) => {
    await write(folder, 300);
    const { shard } = await find(folder, 0);
    using reader = openTokens(shard!.ids);
    await Deno.truncate(join(folder, (await binOf(folder))[0]!), 100);
    assert.throws(() => reader.read(40, 60), /became shorter/);
  });
});

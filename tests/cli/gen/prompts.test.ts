import assert from "node:assert/strict";
import { promptsOf, readPrompts, subjectOf } from "../../../src/cli/gen/prompts.ts";
import { tinyConfig, tokenizer } from "../../inference/toy.ts";

const bundle = { config: tinyConfig, tokenizer, thesaurus: () => ({ cat: "kitty,tom cat" }) };

Deno.test("promptsOf() numbers lines and skips blank ones", () => {
  assert.deepEqual(promptsOf("cat\r\n\n  a palm tree \n\t\ndog"), [
    { text: "cat", line: 1 },
    { text: "a palm tree", line: 3 },
    { text: "dog", line: 5 },
  ]);
});

Deno.test("readPrompts() reads text that comes in pieces, and refuses none or far too much", async () => {
  const bytes = new TextEncoder().encode("chât\ndog");
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
  assert.deepEqual(await readPrompts(ReadableStream.from(pieces)), [
    { text: "chât", line: 1 },
    { text: "dog", line: 2 },
  ]);
  await assert.rejects(
    readPrompts(ReadableStream.from([new Uint8Array([10, 32])])),
    /no prompt; give one a line/,
  );
  const flood = ReadableStream.from(Array.from({ length: 20 }, () => new Uint8Array(1 << 17)));
  await assert.rejects(readPrompts(flood), /more than 1048576 bytes/);
});

Deno.test("subjectOf() tells what is drawn instead, and refuses it when strict", () => {
  assert.deepEqual(subjectOf("two cats", "line", bundle, true), { text: "cat", notes: [] });
  assert.deepEqual(subjectOf("kitty", "line", bundle, false), {
    text: "cat",
    notes: ['"kitty" is drawn as "cat"'],
  });
  assert.throws(
    () => subjectOf("kitty", "line", bundle, true),
    /does not know "kitty"; the nearest is "cat"/,
  );
  assert.throws(() => subjectOf("zzz", "line", bundle, true), /knows no word of "zzz"/);
  assert.throws(
    () => subjectOf("日本", "line", bundle, false),
    /"日本" has no character that the model knows/,
  );
});

Deno.test("subjectOf() says when a prompt is too long, or looks like a mistyped command", () => {
  assert.match(subjectOf("q".repeat(30), "banner", bundle, false).notes[0]!, /^only the first 24 characters/);
  assert.match(
    subjectOf("lables", "line", bundle, false).notes[0]!,
    /did you mean the command "ascii-gen labels"/,
  );
  assert.deepEqual(subjectOf("zebra", "line", bundle, false).notes, []);
});

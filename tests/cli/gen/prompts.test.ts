import assert from "node:assert/strict";
import { promptsOf, readPrompts, subjectOf } from "../../../src/cli/gen/prompts.ts";
import { tinyConfig, tokenizer } from "../../inference/toy.ts";

const bundle = { config: tinyConfig, tokenizer, thesaurus: () => ({ synonym: { cat: "kitty,tom cat" } }) };

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

const subject = (prompt: string, options = {}, style = "line") =>
  subjectOf(prompt, style, bundle, { strict: false, any: false, ...options });

Deno.test("subjectOf() draws what was asked for without a note", async () => {
  const cat = { drawn: "cat", why: "label", omitted: [], notes: [] };
  for (const prompt of ["cat", "Cat", "a cat", "cats", "draw me a cat please"]) {
    assert.deepEqual(await subject(prompt, { strict: true }), cat);
  }
  assert.deepEqual(await subject("", { strict: true }), { ...cat, drawn: "" });
});

Deno.test("subjectOf() tells what is drawn instead and what is not drawn, and refuses both when strict", async () => {
  for (
    const [prompt, told, note] of [
      ["kitty", { why: "synonym", omitted: [] }, '"kitty" is drawn as "cat" (synonym)'],
      ["kitttty", { why: "spelling", omitted: [] }, '"kitttty" is drawn as "cat" (spelling of "kitty")'],
      ["sleeping cat", { why: "label", omitted: ["sleeping"] }, 'only "cat" is drawn; "sleeping" is not'],
      ["3 cats", { why: "label", omitted: ["3"] }, 'only "cat" is drawn; "3" is not'],
    ] as const
  ) {
    assert.deepEqual(await subject(prompt), { drawn: "cat", ...told, notes: [note] });
    await assert.rejects(subject(prompt, { strict: true }), {
      kind: "input",
      message: `${note}: refused by --strict`,
    });
  }
});

Deno.test("subjectOf() refuses what it does not know, and draws the nearest when asked to", async () => {
  for (const prompt of ["xyzzy", "42", "日本", "q".repeat(500)]) {
    await assert.rejects(subject(prompt), { kind: "input", message: /^"[^\n]{1,61}" is .*nearest known: "/ });
  }
  await assert.rejects(subject("John Smith"), {
    kind: "input",
    message: /^"John Smith" is a name, and persons/,
  });
  assert.deepEqual(await subject("xyzzy", { any: true }), {
    ...{ drawn: tinyConfig.labels[0], why: "nearest", omitted: [] },
    notes: [`"xyzzy" is drawn as "${tinyConfig.labels[0]}" (nearest)`],
  });
});

Deno.test("subjectOf() says when a banner is too long, or a prompt looks like a mistyped command", async () => {
  assert.match((await subject("q".repeat(30), {}, "banner")).notes[0]!, /^only the first 24 characters/);
  await assert.rejects(subject("日本", {}, "banner"), /"日本" has no character that the model knows/);
  await assert.rejects(subject("lables"), {
    kind: "input",
    message: '"lables" is unknown: did you mean "ascii-gen labels"?',
  });
});

import assert from "node:assert/strict";
import { type AskedPrompt, incomingPrompts } from "../../../src/cli/gen/incoming.ts";

/** What comes of chunks of standard input, a group for each time that something came. */
async function groupsOf(...chunks: (string | Uint8Array)[]): Promise<AskedPrompt[][]> {
  const encoder = new TextEncoder();
  const bytes = chunks.map((chunk) => typeof chunk === "string" ? encoder.encode(chunk) : chunk);
  return await Array.fromAsync(incomingPrompts(ReadableStream.from(bytes)));
}

Deno.test("incomingPrompts() gives each line when it has come, and together what came together", async () => {
  assert.deepEqual(await groupsOf("cat\n", "dog\nsun\nmo", "on\n", "\n", "key"), [
    [{ text: "cat", line: 1 }],
    [{ text: "dog", line: 2 }, { text: "sun", line: 3 }],
    [{ text: "moon", line: 4 }],
    [{ text: "key", line: 6 }],
  ]);
});

Deno.test("incomingPrompts() does not wait for the line after the one that is there", async () => {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const groups = incomingPrompts(readable);
  for (const word of ["cat", "dog"]) {
    void writer.write(new TextEncoder().encode(`${word}\n`));
    assert.deepEqual((await groups.next()).value.map(({ text }: AskedPrompt) => text), [word]);
  }
  void writer.close();
  assert.equal((await groups.next()).done, true);
});

Deno.test("incomingPrompts() numbers lines however they end, and skips blank ones", async () => {
  const expected = [{ text: "cat", line: 1 }, { text: "a palm tree", line: 3 }, { text: "dog", line: 5 }];
  assert.deepEqual((await groupsOf("cat\r\n\n  a palm tree \n\t\ndog")).flat(), expected);
  assert.deepEqual((await groupsOf("cat\r", "\n\n  a palm tree \r\t\r\ndog\r")).flat(), expected);
});

Deno.test("incomingPrompts() reads characters that are cut in two", async () => {
  const bytes = new TextEncoder().encode("chât\ndog");
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
  assert.deepEqual((await groupsOf(...pieces)).flat().map(({ text }) => text), ["chât", "dog"]);
});

Deno.test("incomingPrompts() refuses none, and a line without end", async () => {
  await assert.rejects(groupsOf("\n "), /no prompt; give one a line/);
  await assert.rejects(groupsOf("cat\n", "x".repeat(70_000)), /line 2 of standard input has more than 65536/);
});

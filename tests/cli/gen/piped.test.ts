import assert from "node:assert/strict";
import { pipedInput } from "../../../src/cli/gen/piped.ts";
import { incomingPrompts } from "../../../src/cli/gen/incoming.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("pipedInput() gives back all of an input on which something comes", async () => {
  const input = await pipedInput(ReadableStream.from([bytes("ca"), bytes("t\ndo"), bytes("g")]));
  assert.deepEqual((await Array.fromAsync(incomingPrompts(input))).flat().map(({ text }) => text), [
    "cat",
    "dog",
  ]);
});

Deno.test("pipedInput() gives nothing for an empty input, and does not wait for ever", async () => {
  assert.equal(await pipedInput(ReadableStream.from([])), undefined);
  const silent = new ReadableStream<Uint8Array>();
  await assert.rejects(
    pipedInput(silent, 20),
    /^UserError: say what to draw, .*nothing came on standard input for 0\.02 s; "ascii-gen -" waits for it\)$/,
  );
});

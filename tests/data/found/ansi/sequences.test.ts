import assert from "node:assert/strict";
import fc from "fast-check";
import { tokensOf } from "../../../../src/data/found/ansi/sequences.ts";

/** What stays of a text without control characters and sequences. */
const texts = (text: string) =>
  [...tokensOf(text)].map((token) => token.kind === "text" ? token.text : "").join("");

Deno.test("tokensOf() consumes every kind of sequence whole", () => {
  const sequences = [
    ...["\x1b[1;31m", "\x1b[38:2::1:2:3m", "\x1b[?25l", "\x1b[>4;2m", "\x1b[!p", "\x1b[1 q", "\x9b31m"],
    ...["\x1b(B", "\x1b)0", "\x1b#8", "\x1b%G", "\x1b7", "\x1b=", "\x1bc"],
    ...[
      "\x1b]0;a title\x07",
      "\x1b]8;;http://x/\x1b\\",
      "\x1bPq#0;2;0;0;0~\n~\x1b\\",
      "\x1b_Gf=100;AAAA\x1b\\",
    ],
    ...["\x1b^private\x9c", "\x1bXstart\x1b\\"],
  ];
  for (const sequence of sequences) assert.equal(texts(`a${sequence}b`), "ab", JSON.stringify(sequence));
});

Deno.test("tokensOf() loses no more than a line to what is cut short", () => {
  assert.equal(texts("a\x1b]0;title\nb\x07c"), "abc");
  assert.equal(texts("a\x1bPq#0\nb"), "ab");
  assert.equal(texts("a\x1b[12\nb\x1b"), "ab");
  assert.equal(texts("a\x1b[31─b"), "a─b");
});

Deno.test("tokensOf() gives the parts of parameters, and leaves no control character in text", () => {
  assert.deepEqual([...tokensOf("\x1b[?1;4:3;m")], [
    { kind: "csi", marker: "?", parameters: [[1], [4, 3], [NaN]], intermediates: "", final: "m" },
  ]);
  const nasty = fc.string({ unit: fc.constantFrom(..."\x1b\x9b\x9c\x07[]P;:0mB(a─\n"), maxLength: 60 });
  // deno-lint-ignore no-control-regex -- these are what is looked for
  fc.assert(fc.property(nasty, (text) => assert.doesNotMatch(texts(text), /[\x00-\x1f\x7f-\x9f]/)));
});

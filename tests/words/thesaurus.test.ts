import assert from "node:assert/strict";
import { parseThesaurus } from "../../src/words/thesaurus.ts";

const labels = ["cat", "bear"];

Deno.test("parseThesaurus() takes words by relation and label, in any script with cases, and emoji", () => {
  const thesaurus = { kind: { cat: "tabby,tom cat" }, German: { bear: "bär" }, emoji: { cat: "🐱,🐈‍⬛" } };
  assert.deepEqual(parseThesaurus(thesaurus, labels), thesaurus);
  assert.deepEqual(parseThesaurus({}, labels), {});
});

Deno.test("parseThesaurus() takes an older one, which does not tell relations", () => {
  assert.deepEqual(parseThesaurus({ cat: "feline" }, labels), { similar: { cat: "feline" } });
});

for (
  const [what, value, message] of [
    ["an unknown relation", { enemy: { cat: "dog" } }, /thesaurus: .*enemy|unrecognized|Invalid key/i],
    ["an unknown label", { kind: { dog: "poodle" } }, /thesaurus: "dog" is no label/],
    ["capitals", { kind: { cat: "Tabby" } }, /thesaurus: kind.cat: not lower-case words/],
    ["escapes", { kind: { cat: "a\u001b[2J" } }, /thesaurus: kind.cat: not lower-case words/],
    ["an empty word", { kind: { cat: "a,,b" } }, /thesaurus: kind.cat: not lower-case words/],
    ["a list", [], /thesaurus: Invalid input/],
  ] as const
) {
  Deno.test(`parseThesaurus() throws for ${what}`, () => {
    assert.throws(() => parseThesaurus(value, labels), { name: "UserError", message });
  });
}

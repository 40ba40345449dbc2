import assert from "node:assert/strict";
import type { English } from "../../src/words/english.ts";
import { isResolved, resolvePrompt } from "../../src/words/resolve.ts";
import type { Thesaurus } from "../../src/words/thesaurus.ts";

const labels = [
  ...[
    "cat",
    "palm tree",
    "tree",
    "house",
    "cherry",
    "mouse",
    "wolf",
    "glasses",
    "hat",
    "tea",
    "bus",
    "fire truck",
  ],
  ...["dog", "dogs", "bear", "rose", "wood", "man", "woman", "coffee cup", "king", "console", "cake"],
];
const thesaurus: Thesaurus = {
  plural: { dog: "dogs" },
  synonym: { cat: "house cat", hat: "bonnet" },
  kind: { cat: "tabby", tree: "oak tree,sparrow hawk", "palm tree": "palm" },
  example: { dog: "animal" },
  related: { cat: "purring" },
  emoji: { cat: "🐱,🐈‍⬛" },
  German: { cat: "katze", bear: "bär", dog: "hund" },
};
const word = (commonness: number, name = "") => ({
  commonness,
  isGivenName: name === "given",
  isFamilyName: name !== "",
});
const english: English = new Map([
  ...["cat", "dog", "house", "hat", "cherry", "tree", "bus", "mouse"].map((text) => [text, word(6)] as const),
  ...["freedom", "sleeping", "wooden", "hot", "fluffy", "bar", "game", "chair", "of", "fire", "truck"].map((
    text,
  ) => [text, word(6)] as const),
  ...["john", "rose"].map((text) => [text, word(6, "given")] as const),
  ...["smith", "wood"].map((text) => [text, word(6, "family")] as const),
]);
const resolve = (prompt: string) =>
  resolvePrompt(prompt, { labels, thesaurus: () => thesaurus, english: () => english });

for (
  const [prompt, drawn] of [
    ["cat", "cat"],
    ["  CÁT! ", "cat"],
    ["a cat", "cat"],
    ["please draw me a picture of a palm tree", "palm tree"],
    ["cherries", "cherry"],
    ["mice", "mouse"],
    ["wolves", "wolf"],
    ["glasses", "glasses"],
    ["buses", "bus"],
    ["the cat's", "cat"],
    ["the cat’s!", "cat"],
    ["firetrucks", "fire truck"],
    ["dogs", "dog"],
    ["cup of coffee", "coffee cup"],
  ] as const
) {
  Deno.test(`resolvePrompt() draws ${drawn} without a word when asked for ${JSON.stringify(prompt)}`, () => {
    const result = resolve(prompt);
    assert.ok(isResolved(result));
    assert.deepEqual([result.drawn, result.why, result.omitted], [drawn, "label", []]);
  });
}

for (
  const [prompt, drawn, why, asked] of [
    ["house cats", "cat", "synonym", "house cats"],
    ["the tabby", "cat", "kind", "tabby"],
    ["sparrowhawk", "tree", "kind", "sparrowhawk"],
    ["animals", "dog", "example", "animals"],
    ["purring", "cat", "related", "purring"],
    ["🐱", "cat", "emoji", "🐱"],
    ["🐈‍⬛", "cat", "emoji", "🐈‍⬛"],
    ["Katze", "cat", "German", "Katze"],
    ["der Hund", "dog", "German", "Hund"],
    ["Bär", "bear", "German", "Bär"],
  ] as const
) {
  Deno.test(`resolvePrompt() draws ${drawn} for ${prompt}: ${why}`, () => {
    assert.deepEqual(resolve(prompt), { drawn, why, asked, omitted: [] });
  });
}

for (
  const [prompt, drawn, omitted] of [
    ["sleeping cat", "cat", ["sleeping"]],
    ["3 cats", "cat", ["3"]],
    ["three cats", "cat", ["three"]],
    ["cat dog", "dog", ["cat"]],
    ["a cat and a dog", "cat", ["dog"]],
    ["a cat on a chair", "cat", ["on a chair"]],
    ["a fluffy cat in a hat", "cat", ["fluffy", "in a hat"]],
    ["game console", "console", ["game"]],
    ["wooden house", "house", ["wooden"]],
    ["a piece of cake", "cake", ["piece"]],
    ["house of freedom", "house", ["freedom"]],
    ["xyzzy in a hat", "hat", ["xyzzy"]],
  ] as const
) {
  Deno.test(`resolvePrompt() says what it leaves out of ${JSON.stringify(prompt)}`, () => {
    const result = resolve(prompt);
    assert.ok(isResolved(result));
    assert.deepEqual([result.drawn, result.omitted], [drawn, omitted]);
  });
}

Deno.test("resolvePrompt() corrects slips in words that are none, also within a phrase", () => {
  const spelled = (prompt: string) => {
    const result = resolve(prompt);
    return isResolved(result) ? [result.drawn, result.why, result.meant, result.omitted] : undefined;
  };
  assert.deepEqual(spelled("chery"), ["cherry", "spelling", "cherry", []]);
  assert.deepEqual(spelled("sleeping hosue"), ["house", "spelling", "house", ["sleeping"]]);
  assert.deepEqual(spelled("fire truk"), ["fire truck", "spelling", "fire truck", []]);
  assert.deepEqual(spelled("tabbyy"), ["cat", "spelling", "tabby", []]);
});

for (const prompt of ["xyzzy", "42", "", "the", "猫", "freedom", "\u001b[2J", "bar"]) {
  Deno.test(`resolvePrompt() resolves nothing of ${JSON.stringify(prompt)}, and gives three labels`, () => {
    const result = resolve(prompt);
    assert.ok(!isResolved(result));
    assert.equal(result.isName, false);
    assert.equal(new Set(result.nearest).size, 3);
    assert.ok(result.nearest.every((label) => labels.includes(label)));
  });
}

Deno.test("resolvePrompt() tells persons from things", () => {
  for (const name of ["John Smith", "john", "John Wood", "Rose Wood", "john smith"]) {
    assert.deepEqual(resolve(name), { isName: true, nearest: ["man", "woman"] });
  }
  const rose = resolve("rose wood");
  assert.ok(isResolved(rose));
  assert.deepEqual([rose.drawn, rose.omitted], ["wood", ["rose"]]);
});

Deno.test("resolvePrompt() does without a thesaurus, and without labels", () => {
  const none = { thesaurus: () => ({}), english: () => english };
  assert.deepEqual(resolvePrompt("cats", { labels: ["cat"], ...none }), {
    ...{ drawn: "cat", why: "label", asked: "cats", omitted: [] },
  });
  assert.deepEqual(resolvePrompt("cat", { labels: [], ...none }), { isName: false, nearest: [] });
});

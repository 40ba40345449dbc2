import assert from "node:assert/strict";
import { assess, type Assessed } from "../../src/synthesis/checks/assess.ts";
import { type CheckOptions, checkOptions } from "../../src/synthesis/checks/options.ts";
import { repetitionIn } from "../../src/synthesis/checks/repetition.ts";
import { wordsOf } from "../../src/synthesis/measure/lines.ts";

const MODEL = checkOptions("ollama"), FILES = checkOptions("files"), TEMPLATE = checkOptions("template");

const SOUP = `Lentil Soup

Ingredients:
- 2 cups lentils
- 1 onion, diced
- 3 cloves garlic, minced
- 1 tsp cumin

1. Heat olive oil in a pot.
2. Add onion and garlic; cook for 5 minutes.
3. Stir in lentils, cumin and broth. Simmer for 30 minutes.`;
const STORY =
  `Once there was a small bear who could not sleep. "I'm sorry, but I can't come," she told the moon.\n\n` +
  "The moon only smiled, and its light lay down beside her until the morning came.";
const HAIKU = "Autumn moon rising\nsilver light on quiet pond\nfrog leaps: water sound";
const PIRATE =
  "Arrr, matey! Why be pirates so fierce? 'Cause they just arrr! Ye scurvy dogs be walkin' the plank.";
const LETTER = "Dear Anna,\n\nI'm sorry, I forgot your birthday. Here is what I saw in Prague: bridges.\n\n" +
  "Let me know when you can come.\n\nYours, Boris";
const SUPPORT =
  "Customer: My kettle leaks.\nAgent: I am sorry to hear that. Is it the lid?\nCustomer: Yes.\n" +
  "Agent: We will send you a new one. Is there anything else I can help you with?";
const POEM = "Row, row, row your boat\nGently down the stream.\nMerrily, merrily, merrily, merrily,\n" +
  "Life is but a dream.";
const REFRAIN =
  "The sea is wide, the sea is deep,\nand I am far from shore.\nHeigh-ho, the rolling sea!\n\n" +
  "My love she lies in bed asleep,\nshe waits for me no more.\nHeigh-ho, the rolling sea!\n\n" +
  "The gulls they cry, the sails they weep,\nI hear the breakers roar.\nHeigh-ho, the rolling sea!";

const textOf = (assessed: Assessed): string => {
  assert.ok(assessed.kept, JSON.stringify(assessed));
  return assessed.text;
};
const checkOf = (text: string, options: CheckOptions, unfinished = false): string | undefined => {
  const assessed = assess(text, options, unfinished);
  return assessed.kept ? undefined : assessed.check;
};

for (const [name, text] of Object.entries({ SOUP, STORY, HAIKU, PIRATE, LETTER, SUPPORT, POEM, REFRAIN })) {
  Deno.test(`a good text is kept as it is by the checks of every source: ${name}`, () => {
    for (const options of [MODEL, FILES, TEMPLATE]) {
      assert.deepEqual(assess(text, options), { kept: true, text, repairs: [] });
    }
  });
}

Deno.test("control characters, escapes and halves of characters go, line ends become one, indentation stays", () => {
  const text =
    "\ufeffone\x1b[31m red\x1b[0m\x00\x07 line \r\n  two\tthree\u200b \ud800four\rfive six seven eight\u2028nine\n\n";
  const found = assess(text, FILES);
  assert.equal(textOf(found), "one red line\n  two\tthree \ufffdfour\nfive six seven eight\nnine");
  assert.deepEqual(found.kept && found.repairs, ["control characters"]);
  assert.equal(textOf(assess(`${STORY} ends\fhere\vand\x85there`, FILES)), `${STORY} ends\nhere\nand\nthere`);
});

Deno.test("long runs of spaces and line ends are cleaned in no time", () => {
  const text = `${STORY}${" ".repeat(1_000_000)}.${"\n".repeat(1_000_000)}The end.${"\n".repeat(1_000_000)}`;
  const began = performance.now();
  assert.ok(textOf(assess(text, { ...FILES, repetition: false })).endsWith("The end."));
  // Of the square of their number it would be hours.
  assert.ok(performance.now() - began < 60_000);
});

Deno.test("a line that would part documents is taken out, and left where it is within a line", () => {
  const text = `${STORY}\n<|endoftext|>\nThe end of it all.`;
  assert.equal(textOf(assess(text, FILES)), `${STORY}\n\nThe end of it all.`);
  assert.match(textOf(assess(`${STORY} <|endoftext|> is a mark.`, FILES)), /<\|endoftext\|> is a mark/);
});

Deno.test("what is empty, too short or too long is dropped", () => {
  assert.equal(checkOf("  \n\t ", FILES), "empty");
  assert.equal(checkOf("--- *** ---", MODEL), "empty");
  assert.equal(checkOf("Too short.", FILES), "short");
  assert.equal(checkOf(STORY, { ...MODEL, most: 100 }), "long");
  assert.deepEqual(assess("Hm.", MODEL), {
    kept: false,
    check: "short",
    reason: "3 characters, at least 20",
  });
});

const FOREIGN = {
  German: "Die Suppe wird mit Linsen und Zwiebeln gekocht. Danach gibt man Salz und Pfeffer hinzu.",
  French: "Faites revenir les oignons dans une casserole avec un peu d'huile. Ajoutez les lentilles.",
  Spanish: "Había una vez un gato que vivía en una casa pequeña con su familia. Todos los días salía.",
  Italian: "C'era una volta un gatto che viveva in una piccola casa con la sua famiglia, e usciva.",
  Dutch: "Er was eens een kat die in een klein huis woonde met haar familie. Elke dag ging ze uit.",
  Swedish: "Det var en gång en katt som bodde i ett litet hus med sin familj. Varje dag gick hon ut.",
  Polish: "Był sobie raz kot, który mieszkał w małym domu ze swoją rodziną. Codziennie się bawił.",
  Russian: "Жил-был кот, который жил в маленьком доме со своей семьёй и каждый день выходил в сад.",
  Chinese: "从前有一只猫,它和家人住在一间小房子里。每天它都到花园里去玩。它很喜欢花。",
  noise: "asdf kjhg qwer zxcv poiu lkjh mnbv asdk wqeo zxmn qpwo",
};
for (const [language, text] of Object.entries(FOREIGN)) {
  Deno.test(`of a model what is not English is dropped, of files it is told: ${language}`, () => {
    assert.equal(checkOf(text, MODEL), "language");
    const kept = assess(text, FILES);
    assert.equal(textOf(kept), text);
    assert.ok(kept.kept && kept.foreign !== undefined);
    assert.equal(checkOf(text, { ...FILES, language: "english" }), "language");
    assert.deepEqual(assess(text, { ...FILES, language: "any" }), { kept: true, text, repairs: [] });
  });
}

Deno.test("what a plan leaves out is dropped, and what is only called alike is not", () => {
  const options = { ...MODEL, without: ["milk", "garlic"] };
  assert.equal(checkOf(SOUP, options), "left out");
  assert.equal(checkOf(`${STORY} They drank two milks.`, options), "left out");
  assert.equal(checkOf(`${STORY} They drank coconut milk and ate milkweed.`, options), undefined);
});

Deno.test("millions of letters without a space are judged, whatever they are", () => {
  const many = 5e6, alphabet = Array.from({ length: 23 }, (_, i) => String.fromCharCode(0x430 + i));
  const letters = Array.from({ length: many }, (_, i) => alphabet[(i * i + (i >> 3)) % 23]).join("");
  for (const text of ["ж".repeat(many), letters]) {
    assert.equal(checkOf(text, { ...FILES, least: 1 }), "repetition");
    assert.ok(wordsOf(text).length > 1);
  }
  assert.match(repetitionIn("a".repeat(many)) ?? "", /"a" 5000000 times in a row/);
  assert.match(repetitionIn(`b${"𝒂".repeat(20)}`) ?? "", /"𝒂" 20 times in a row/);
  assert.equal(repetitionIn("a".repeat(19)), undefined);
});

Deno.test("texts that say the same again and again are dropped, by words, lines, characters", () => {
  const reasons = {
    "the cat sat on the mat and ": "runs of 4 words",
    "very ": "times in a row",
    "no": "different characters",
  };
  for (const [part, reason] of Object.entries(reasons)) {
    const found = assess(`It was so: ${part.repeat(60)}`.slice(part === "no" ? 11 : 0), {
      ...FILES,
      least: 1,
    });
    assert.ok(!found.kept && found.check === "repetition", part);
    assert.match(found.reason, new RegExp(reason));
  }
  assert.equal(checkOf(`Nooo${"o".repeat(40)}! ${STORY}`, MODEL), "repetition");
  const lines = Array.from(
    { length: 20 },
    (_, i) => `${i % 2 === 0 ? "Stir." : `Add part ${i}.`}\nWait a little while for it.`,
  );
  assert.equal(checkOf(lines.join("\n"), MODEL), "repetition");
  assert.equal(checkOf(`Chapter\n${"=".repeat(60)}\n${STORY}\n${".".repeat(60)} 7`, FILES), undefined);
});

Deno.test("a long text is asked for no more variety than a short one", () => {
  const scenes = Array.from(
    { length: 400 },
    (_, i) => STORY.replaceAll("bear", `bear ${i}`).slice(0, 90 + i % 60),
  );
  const varied = scenes.map((scene, i) =>
    scene.split(" ").map((word, j) => (i * j) % 3 === 0 ? `${word}${i}` : word).join(" ")
  );
  assert.equal(checkOf(varied.join("\n"), FILES), undefined);
});

const REFUSALS = [
  "I'm sorry, but I can't help with that request. Perhaps try something else?",
  "I cannot create content of this kind. It would be against the rules that I have.",
  "Unfortunately, I am unable to write a poem about this subject for you today.",
  "Sorry, I can’t assist with that. Is there another thing that I could do for you?",
  "As an AI language model, I have no favourite soup. But lentils are well liked.",
  "The soup is good, I think. I'm an AI, so I have never tasted any of it myself, though.",
];
for (const text of REFUSALS) {
  Deno.test(`a refusal is dropped where a model was asked, and is a text in a file: ${text.slice(0, 30)}`, () => {
    assert.equal(checkOf(text, MODEL), "refusal");
    assert.equal(checkOf(text, FILES), undefined);
  });
}

const PREAMBLES = [
  "Here is a recipe for lentil soup:\n\n",
  "Sure! Here's a short, funny recipe for lentil soup that you will like:\n",
  "Certainly!\n\n",
  "Of course! I'd be happy to help with that!\n\n",
  "Okay, here’s your recipe.\n\n",
  "**Here is a recipe:**\n\n",
  "<think>\nThe user wants soup.\nHere is a story:\n</think>\n\n",
  "Thinking without a beginning.</think>\n",
  "<|im_start|>",
];
for (const preamble of PREAMBLES) {
  Deno.test(`what an assistant says before a text is cut off: ${JSON.stringify(preamble)}`, () => {
    const found = assess(preamble + SOUP, MODEL);
    assert.equal(textOf(found), SOUP);
    assert.ok(found.kept && found.repairs.length === 1, JSON.stringify(found));
  });
}

Deno.test("a text that begins as an announcement might is left as it is", () => {
  for (
    const line of [
      "Here is the house that Jack built.",
      "Of course, the cat knew.",
      "Sure as the sun, she came: here is why.",
    ]
  ) {
    assert.equal(textOf(assess(`${line}\n${STORY}`, MODEL)), `${line}\n${STORY}`);
  }
});

for (
  const closing of [
    "I hope this helps!",
    "Let me know if you'd like me to change anything.",
    "Would you like another recipe?",
    "Feel free to adjust the spices.\n\nI hope you enjoy this recipe!",
    "Note: This recipe can be doubled.",
  ]
) {
  Deno.test(`what an assistant says behind a text is cut off: ${closing.slice(0, 30)}`, () =>
    assert.equal(textOf(assess(`${SOUP}\n\n${closing}`, MODEL)), SOUP));
}

Deno.test("fences go: what stands in them where that is the text, else their lines alone", () => {
  const talk = "Sure! Here is the recipe:\n\n```markdown\n" + SOUP + "\n```\n\nI hope this helps!";
  assert.equal(textOf(assess(talk, MODEL)), SOUP);
  assert.equal(textOf(assess("```\n" + SOUP, MODEL)), SOUP);
  assert.equal(textOf(assess(`${STORY}\n~~~text\nThe end.\n~~~\n`, MODEL)), `${STORY}\nThe end.`);
  const code = `${STORY}\n\n\`\`\`ts\nconst soup = 1;\n\`\`\``;
  assert.equal(textOf(assess(code, FILES)), code);
});

Deno.test("signs of markdown go, and nothing that only looks like them", () => {
  const marked =
    "## Lentil Soup\n\n**Ingredients:**\n* 2 cups *red* lentils\n• 1 onion\n\n---\n\nCook __well__ for 3 * 4 minutes.";
  assert.equal(
    textOf(assess(marked, MODEL)),
    "Lentil Soup\n\nIngredients:\n- 2 cups red lentils\n- 1 onion\n\nCook well for 3 * 4 minutes.",
  );
});

Deno.test("an end that was cut off is trimmed to the last whole sentence or line", () => {
  const cut = (text: string) => textOf(assess(text, MODEL, true));
  assert.equal(cut(`${STORY} And then the mor`), STORY);
  assert.equal(cut(`${STORY} "Good night," said Mr. Fo`), STORY);
  assert.equal(cut(`${SOUP}\n4. Serve with br`), SOUP);
  assert.equal(
    cut("Lentil Soup\n\n- 2 cups lentils\n- 1 onion, diced\n- 3 cl"),
    "Lentil Soup\n\n- 2 cups lentils\n- 1 onion, diced",
  );
  assert.equal(cut(STORY), STORY);
  assert.equal(textOf(assess(`${STORY} And then the mor`, MODEL)), `${STORY} And then the mor`);
  assert.equal(
    checkOf("A sentence without any end that goes on and on and then is cut o", MODEL, true),
    "empty",
  );
});

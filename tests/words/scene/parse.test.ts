import assert from "node:assert/strict";
import fc from "fast-check";
import { parseScene, type Scene } from "../../../src/words/scene/parse.ts";
import { ATTRIBUTES, RELATIONS } from "../../../src/words/scene/phrases.ts";

const labels = [
  ..."cat,dog,bird,fish,mouse,horse,man,woman,boy,king,chair,table,sofa,house,tree,fire,bowl,boat,box,hat,umbrella,sun"
    .split(","),
  ..."mountain,cloud,apple,flower,bicycle,mushroom,frog,bear,key,star,balloon,pickup truck,black cat,birds,tea cup,basket,flag,antlers,bow and arrow,bow,arrow,man riding bicycle,ears,nose,beard,bearded man,leaf,wing,winged horse"
    .split(","),
];
const vocabulary = {
  labels,
  thesaurus: () => ({ plural: { mouse: "mice" }, kind: { dog: "spaniel", tree: "oak" } }),
};

/** A scene in a line: things with counts and attributes, then relations by their numbers. */
function told({ things, relations, saying, omitted }: Scene): string {
  const named = things.map(({ count, attributes, label, arrangement }) =>
    [
      ...count > 1 ? [String(count)] : [],
      ...arrangement === "group" ? [] : [arrangement],
      ...attributes,
      label,
    ].join(" ")
  );
  const related = relations.map(({ kind, of, to, isRight }) =>
    `${of.join("+")} ${isRight ? "right of" : kind} ${to.join("+")}`
  );
  const said = saying && `${saying.by} ${saying.how === "said" ? "says" : "has"} "${saying.text}"`;
  return [named.join(", "), ...related, ...said ? [said] : [], ...omitted.map((words) => `not: ${words}`)]
    .join("; ");
}

const read = (prompt: string): string => {
  const scene = parseScene(prompt, vocabulary);
  return scene === undefined ? "one" : told(scene);
};

const READ: Readonly<Record<string, string>> = {
  "a man rides a horse": "man, horse; 0 riding 1",
  "a dog chases two cats": "dog, 2 cat; 0 chasing 1",
  "a bird flies over a house": "bird, house; 0 above 1",
  "a cat sits on a chair": "cat, chair; 0 on 1",
  "the dog sleeps": "sleeping dog",
  "a man walks his dog": "man, dog; 0 beside 1",
  "two dogs chase a cat": "2 dog, cat; 0 chasing 1",
  "a boy eats an apple": "boy, apple; 0 holding 1",
  "a cat and three hats": "cat, 3 hat",
  "cat": "one",
  "a cat": "one",
  "black cat": "one",
  "a big cat": "one",
  "sleeping dog": "sleeping dog",
  "a dog that is asleep": "sleeping dog",
  "cat on a zorblax": "one",
  "zorblax on a chair": "one",
  "a cat on a chair": "cat, chair; 0 on 1",
  "please draw me a cat on a chair": "cat, chair; 0 on 1",
  "A CAT ON THE CHAIR!": "cat, chair; 0 on 1",
  "a cat on top of a chair": "cat, chair; 0 on 1",
  "a house at the top of a mountain": "house, mountain; 0 on 1",
  "a flag on the top of the house": "flag, house; 0 on 1",
  "a box at the bottom of a mountain": "box, mountain; 0 under 1",
  "a key at the bottom of a bowl": "key, bowl; 0 in 1",
  "a dog in the middle of a bowl": "dog, bowl; 0 in 1",
  "a tree at the foot of the mountain": "tree, mountain; 0 beside 1",
  "a bear with a fish on top": "bear, fish; 1 on 0",
  "a house with a flag on top": "house, flag; 1 on 0",
  "a house with a flag on its top and a bird on the top": "house, flag, bird; 1 on 0; 2 on 0",
  "a house with a flag and a bird on top": "house, flag, bird; 1+2 on 0",
  "a house on a mountain with a flag on top": "house, mountain, flag; 0 on 1; 2 on 0",
  "a cat and a dog on top and a bird": "cat, dog, bird; 1 on 0",
  "a tree with a star at the top": "tree, star; 1 on 0",
  "a man with a hat on top": "man, hat; 0 wearing 1",
  "two cats on top": "2 cat; not: on top",
  "a cat sitting on a chair": "cat, chair; 0 on 1",
  "a cat is on the chair": "cat, chair; 0 on 1",
  "a dog under the table": "dog, table; 0 under 1",
  "a dog sleeping beneath a table": "sleeping dog, table; 0 under 1",
  "a fish in a bowl": "fish, bowl; 0 in 1",
  "a fish inside of a bowl": "fish, bowl; 0 in 1",
  "a cat next to a dog": "cat, dog; 0 beside 1",
  "a cat by a tree": "cat, tree; 0 beside 1",
  "a cat and a dog": "cat, dog",
  "a cat, a dog and a bird": "cat, dog, bird",
  "a cat a dog a bird": "cat, dog, bird",
  "cat & dog": "cat, dog",
  "a frog between two trees": "frog, 2 tree; 0 between 1",
  "a frog between a house and a tree": "frog, house, tree; 0 between 1+2",
  "a bear behind a house": "bear, house; 0 behind 1",
  "a bear in front of a house": "bear, house; 0 in front of 1",
  "the sun above a mountain": "sun, mountain; 0 above 1",
  "two birds over a house and a tree": "2 bird, house, tree; 0 above 1+2",
  "a bird flying over a house": "bird, house; 0 above 1",
  "a man wearing a hat": "man, hat; 0 wearing 1",
  "a cat with a hat": "cat, hat; 0 wearing 1",
  "a dog with long ears": "one",
  "a basket full of apples": "basket, 3 apple; 1 in 0",
  "a bird flying through a cloud": "bird, cloud; 0 in 1",
  "a man fishing from a boat": "man, boat; 0 in 1",
  "a dog which holds a key": "dog, key; 0 holding 1",
  "a cat w/ a hat": "cat, hat; 0 wearing 1",
  "a big bow and arrow on a table": "big bow and arrow, table; 0 on 1",
  "a woman holding a flower in a bowl": "woman, flower, bowl; 0 holding 1; 1 in 2",
  "a man in a bowl": "man, bowl; 0 in 1",
  "a man wearing hats": "man, hat; 0 wearing 1",
  "a horse standing on one ear": "one",
  "a man without a hat and a dog": "man, dog; not: without a hat",
  "a man without a hat on a chair": "man, chair; 0 on 1; not: without a hat",
  "a bear with no hat on a chair": "bear, chair; 0 on 1; not: no hat",
  "a two headed horse on a mountain": "horse, mountain; 0 on 1; not: two headed",
  "a bird on a man's head": "bird, man; 0 on 1",
  "a fish in a bear's mouth": "fish, bear; 1 holding 0",
  "a flag around a tree": "flag, tree; 0 in front of 1",
  "a star on a flag": "star, flag; 0 in 1",
  "a painting of two birds": "2 bird",
  "two men holding ears": "2 man; not: ears",
  "a dog has a bird": "dog, bird; 0 beside 1",
  "a man with a big nose and a hat": "man, hat; 0 wearing 1; not: big nose",
  "a cat with a hat and big ears on a chair": "cat, hat, chair; 0 wearing 1; 0 on 2; not: big ears",
  "two men with beards on a chair": "2 bearded man, chair; 0 on 1",
  "a man with a beard": "bearded man",
  "a horse with wings": "winged horse",
  "a cat and a horse with wings": "cat, horse; not: wings",
  "a tree with leaves": "one",
  "a bird with a leaf": "bird, leaf; 0 beside 1",
  "a box with ears": "box, ears; 1 in 0",
  "a cat in a hat": "cat, hat; 0 wearing 1",
  "a cat with a hat on a chair": "cat, hat, chair; 0 wearing 1; 0 on 2",
  "a man with an umbrella under a tree": "man, umbrella, tree; 0 beside 1; 0 under 2",
  "a woman holding a flower": "woman, flower; 0 holding 1",
  "a man riding a horse": "man, horse; 0 riding 1",
  "a boy on a bicycle": "boy, bicycle; 0 on 1",
  "a dog chasing a cat": "dog, cat; 0 chasing 1",
  "a dog looking at a bird": "dog, bird; 0 looking at 1",
  "canoe on pickup truck": "one",
  "dog on pickup truck": "dog, pickup truck; 0 on 1",
  "three fish": "3 fish",
  "3 mice": "3 mouse",
  "a row of five trees": "5 row tree",
  "a pile of apples": "6 pile apple",
  "a stack of boxes": "4 stack box",
  "a pair of birds": "2 bird",
  "a family of bears": "4 bear",
  "a family bear": "one",
  "lots of the birds": "7 bird",
  "a man cooking a fish": "man, fish; 0 beside 1",
  "a woman bakes an apple in a box": "woman, apple, box; 0 beside 1; 1 in 2",
  "a bird flying to the sun": "bird, sun; 0 looking at 1",
  "a dog guards a house": "dog, house; 0 looking at 1",
  "many birds": "7 bird",
  "99 balloons": "12 balloon; not: 99",
  "two dozen balloons": "12 balloon; not: two dozen",
  "a dozen balloons": "12 balloon",
  "2.5 balloons": "2 balloon; not: 5",
  "1 balloons and a cat": "balloon, cat",
  "a big dog and a tiny mouse": "big dog, tiny mouse",
  "an upside down cat": "upside down cat",
  "a cat upside down": "upside down cat",
  "a striped cat": "striped cat",
  "a fat cat on a thin chair": "fat cat, thin chair; 0 on 1",
  "half an apple": "half apple",
  "a spaniel under an oak": "dog, tree; 0 under 1",
  "a purple cat on a chair": "purple cat, chair; 0 on 1",
  "a dotty cat on a chair": "cat, chair; 0 on 1; not: dotty",
  "a red apple": "red apple",
  "a golden key and a blue bird": "golden key, blue bird",
  "three fish in a row": "3 row fish",
  "apples in a pile on a table": "6 pile apple, table; 0 on 1",
  "a happy man and a sad dog": "happy man, sad dog",
  "an angry chair": "one",
  "a happy house beside a tree": "house, tree; 0 beside 1; not: happy",
  "a shining sun": "shining sun",
  "a horse facing left": "facing left horse",
  "a horse facing to the right and a dog": "facing right horse, dog",
  "a dog looking to the left beside a tree": "facing left dog, tree; 0 beside 1",
  "a man driving a pickup truck": "man, pickup truck; 0 in 1",
  "a horse breathing fire": "horse, fire; 0 holding 1",
  "a cta on a chiar": "cat, chair; 0 on 1",
  "un chat sur une chaise": "cat, chair; 0 on 1",
  "un chat à côté de l'arbre": "cat, tree; 0 beside 1",
  "Draw a cat. The cat is on a chair.": "cat, chair; 0 on 1",
  "There is a house. Next to the house is a tree.": "house, tree; 1 beside 0",
  "On the table is a fish": "fish, table; 0 on 1",
  "Behind the house there is a mountain.": "mountain, house; 0 behind 1",
  "a cat beside the cat": "cat, cat; 0 beside 1",
  "a dog, but no cat, on a chair": "dog, chair; 0 on 1; not: but no cat",
  "a fish instead of a bird in a bowl": "fish, bowl; 0 in 1; not: instead of a bird",
  "2x cat": "2 cat",
  "cat x3": "3 cat",
  "cat|dog": "cat, dog",
  "a hundred cats": "12 cat; not: hundred",
  "a piece of apple and a mouse": "apple, mouse",
  "deux chats sur un arbre": "2 cat, tree; 0 on 1",
  "ein Mann mit einem Hut": "man, hat; 0 wearing 1",
  "tres peces en un barco": "3 fish, boat; 0 on 1",
  "a man throwing a fish to a bear": "man, fish, bear; 0 holding 1; 0 beside 2",
  "a cat, sitting on a chair, with a hat": "cat, chair, hat; 0 on 1; 0 wearing 2",
  "a man on a mountain with an umbrella": "man, mountain, umbrella; 0 on 1; 0 beside 2",
  "a house on a mountain with a tree": "house, mountain, tree; 0 on 1; 1 beside 2",
  "ein horse unter dem Baum": "horse, tree; 0 under 1",
  "una mesa y un sun": "table, sun",
  "o dog em cima da mesa": "dog, table; 0 on 1",
  "un sun sopra il mare": "one",
  "die hard": "one",
  "a burning house": "house, big fire; 1 on 0",
  "a house on fire": "house, big fire; 1 on 0",
  "a broken balloon": "broken balloon",
  "a sign": "sign",
  "a sign that says OPEN": 'sign; 0 has "OPEN"',
  "sign saying: KEEP OUT": 'sign; 0 has "KEEP OUT"',
  "a cat beside a street sign with the words Main Street": 'cat, sign; 0 beside 1; 1 has "Main Street"',
  "a balloon that says “Hello, you”": 'balloon; 0 has "Hello, you"',
  "a cat that says meow": 'cat; 0 says "meow"',
  "a cat on a chair that says meow": 'cat, chair; 0 on 1; 0 says "meow"',
  'a boy reading "War and Peace"': 'boy; 0 says "War and Peace"',
  "says hello": "one",
  'a cat that says "meow" on a chair': 'cat, chair; 0 on 1; 0 says "meow"',
  "a dog saying 'it's me' and a cat": 'dog, cat; 0 says "it\'s me"',
  'a sign reading "Keep out" beside a house': 'sign, house; 0 beside 1; 0 has "Keep out"',
  'a bear says "hi" and a frog says "bye"': 'bear, frog; 0 says "hi"; not: says "bye"',
  '"Good morning" says the cat': 'cat; 0 says "Good morning"',
  'a box with "Happy 40th Mum" on it': 'box; 0 has "Happy 40th Mum"',
  "a flag with LOVE written on it": 'flag; 0 has "LOVE"',
  "a stop sign and a house": 'sign, house; 0 has "STOP"',
  "two signs": "2 sign",
  "a king wearing a hat and a man wearing antlers": "king, hat, man, antlers; 0 wearing 1; 2 wearing 3",
  "a boy riding a horse and a man riding a bear": "boy, horse, man, bear; 0 riding 1; 2 riding 3",
  "a cat on a chair and a dog under a table": "cat, chair, dog, table; 0 on 1; 2 under 3",
  "a king with a hat and a flag riding a horse": "king, hat, flag, horse; 0 wearing 1+2; 0 riding 3",
  "a house with a tree behind it": "house, tree; 1 behind 0",
  "a table with a fish on it and a cat beside it": "table, fish, cat; 1 on 0; 2 beside 0",
  "a king with a bird on his head": "king, bird; 1 on 0",
  "a man with a hat on his head": "man, hat; 0 wearing 1",
  "a dog with a fish in its mouth": "dog, fish; 0 holding 1",
  "a bear carrying a house on its back": "bear, house; 1 on 0",
  "a cat in her basket": "cat, basket; 0 in 1",
  "a cat to the left of a dog": "cat, dog; 0 beside 1",
  "a cat to the right of a dog": "cat, dog; 0 right of 1",
  "two men wearing hats": "2 man, 2 hat; 0 wearing 1",
  "two boys riding horses": "2 boy, 2 horse; 0 riding 1",
  "two men with three hats": "2 man, 3 hat; 0 wearing 1",
  "a very small cat on a really big chair": "small cat, big chair; 0 on 1",
  "a box with apples": "box, 3 apple; 1 in 0",
  "a box with a key and a star": "box, key, star; 0 beside 1+2",
  "a basket with a fish and an apple": "basket, fish, apple; 1+2 in 0",
  "a house with a flag on a mountain": "house, flag, mountain; 1 on 0; 0 on 2",
  "a man with a flag": "man, flag; 0 beside 1",
  "a black cat with antlers": "black cat, antlers; 0 wearing 1",
  "a bow and arrow": "one",
  "a boy with a bow and arrow": "boy, bow and arrow; 0 beside 1",
  "a man riding a bicycle": "man riding bicycle",
  "a man riding a bicycle on a mountain": "man riding bicycle, mountain; 0 on 1",
  "a man riding a striped bicycle": "man, striped bicycle; 0 riding 1",
  "a bear scrambling on a mountain": "bear, mountain; 0 on 1; not: scrambling",
  "a woman rowing a boat": "woman, boat; 0 riding 1",
  "a cat on a chair in a zorblax": "cat, chair; 0 on 1; not: zorblax",
  "two cats kissing": "2 cat; not: kissing",
  "a cat on a mushroom under the sun": "cat, mushroom, sun; 0 on 1; 1 under 2",
  "tea cup on a table": "tea cup, table; 0 on 1",
  "a cat on": "one",
  "on a chair": "one",
  "and": "one",
};

for (const [prompt, expected] of Object.entries(READ)) {
  Deno.test(`"${prompt}" is read as: ${expected}`, () => assert.equal(read(prompt), expected));
}

Deno.test("at most six things are read, and the others are said not to be", () => {
  const prompt = ["cat", "dog", "bird", "fish", "horse", "bear", "frog", "key"].map((word) => `a ${word}`);
  const scene = parseScene(prompt.join(" and "), vocabulary)!;
  assert.equal(scene.things.length, 6);
  assert.deepEqual(scene.omitted, ["frog", "key"]);
});

Deno.test("whatever is made of the words of the lists is read without a slip: no relation to what is not there", () => {
  const word = fc.constantFrom(
    ...labels,
    ...RELATIONS,
    ...ATTRIBUTES,
    "and",
    "a",
    "two",
    "row",
    "of",
    "zorblax",
    "sign",
    "saying",
    '"',
    ...["with", "it", "his", "head", "mouth", "right", "written"],
    ",",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const scene = parseScene(words.join(" "), vocabulary);
      if (scene === undefined) return;
      assert.ok(scene.things.length > 0);
      for (const { of, to } of scene.relations) {
        for (const index of [...of, ...to]) assert.ok(index < scene.things.length);
        assert.ok(of.length > 0 && to.length > 0 && !of.some((index) => to.includes(index)));
      }
      for (const { label, count } of scene.things) {
        assert.ok([...labels, "sign"].includes(label) && count >= 1 && count <= 12);
      }
    }),
    { numRuns: 500 },
  );
});

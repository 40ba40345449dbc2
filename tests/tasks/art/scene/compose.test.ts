import assert from "node:assert/strict";
import fc from "fast-check";
import type { PlacedThing } from "../../../../src/art/render/artwork.ts";
import type { Pictures } from "../../../../src/tasks/art/scene/choose.ts";
import { CELL } from "../../../../src/tasks/art/scene/by_hand.ts";
import { composeScene } from "../../../../src/tasks/art/scene/compose.ts";
import { withWritten } from "../../../../src/tasks/art/scene/written.ts";
import { aspectRatio } from "../../../../src/tokenizer/grid/grid.ts";
import { parseScene, type Relation, type Scene } from "../../../../src/words/scene/parse.ts";
import { ATTRIBUTES, RELATIONS } from "../../../../src/words/scene/phrases.ts";
import { PICTURES, SHAPE_NAMES, type ShapeName, SHAPES } from "./shapes.ts";

const vocabulary = { labels: SHAPE_NAMES, thesaurus: () => ({}) };

/** What was asked of the pictures. */
const asked: { label: string; isVaried: boolean }[] = [];

const picturesOf = (label: string): Pictures => {
  const looks = PICTURES[label] ?? SHAPE_NAMES.flatMap((name) => name === label ? [SHAPES[name]] : []);
  assert.ok(looks.length > 0, label);
  return {
    count: looks.length,
    look(index, isVaried) {
      asked.push({ label, isVaried });
      return looks[index]!;
    },
  };
};

function placed(prompt: string): Record<ShapeName, PlacedThing[]> & { all: readonly PlacedThing[] } {
  const scene = parseScene(prompt, vocabulary);
  assert.ok(scene !== undefined, prompt);
  const all = composeScene(scene, picturesOf).things;
  const of = (name: ShapeName) => all.filter(({ thing }) => thing === name);
  const [cat, table, chair, box, tree, hat] = SHAPE_NAMES.map(of);
  return { all, cat: cat!, table: table!, chair: chair!, box: box!, tree: tree!, hat: hat! };
}

const bottom = ({ y, height }: PlacedThing) => y + height;
const middle = ({ x, width }: PlacedThing) => x + width / 2;
const near = (a: number, b: number, by = 0.06) => assert.ok(Math.abs(a - b) <= by, `${a} is not about ${b}`);

Deno.test("on a table one stands on its top, on a chair on its seat", () => {
  const { cat: [cat], table: [table] } = placed("a cat on a table");
  near(bottom(cat!), table!.y);
  near(middle(cat!), middle(table!));
  const { cat: [sitting], chair: [chair] } = placed("a cat on a chair");
  near(bottom(sitting!), chair!.y + chair!.height * 0.57);
});

Deno.test("under a table one stands between its legs, under a box it is held up", () => {
  const { cat: [cat], table: [table] } = placed("a cat under a table");
  assert.ok(cat!.y > table!.y && cat!.x > table!.x && cat!.x + cat!.width < table!.x + table!.width);
  near(bottom(cat!), bottom(table!));
  const { cat: [below], box: [box] } = placed("a cat under a box");
  assert.ok(below!.y >= bottom(box!));
});

Deno.test("what is in a box looks out of it, what is behind a thing is partly hidden by it", () => {
  const { cat: [cat], box: [box], all } = placed("a cat in a box");
  assert.ok(cat!.y < box!.y && bottom(cat!) > box!.y);
  assert.equal(all.at(-1), box);
  assert.ok(cat!.visible < 0.9 && box!.visible === 1);
  const { cat: [behind], tree: [tree] } = placed("a cat behind a tree");
  assert.ok(behind!.visible < 1 && tree!.visible === 1);
  const { cat: [before], tree: [hidden] } = placed("a cat in front of a tree");
  assert.ok(before!.visible === 1 && hidden!.visible < 1);
});

Deno.test("beside, above, between and chasing", () => {
  const { cat: [cat], tree: [tree] } = placed("a cat beside a tree");
  near(bottom(cat!), bottom(tree!));
  assert.ok(cat!.x + cat!.width < tree!.x || tree!.x + tree!.width < cat!.x);
  const { hat: [hat], tree: [under] } = placed("a hat above a tree");
  assert.ok(bottom(hat!) < under!.y);
  const { cat: [between], tree: trees } = placed("a cat between two trees");
  const [left, right] = trees.toSorted((a, b) => a.x - b.x);
  assert.ok(between!.x > left!.x + left!.width && between!.x + between!.width < right!.x);
  const { cat: [hunter], hat: [prey] } = placed("a cat chasing a hat");
  assert.ok(hunter!.x + hunter!.width < prey!.x);
});

Deno.test("a hat is worn on the head, as wide as that, also by one who sits on a chair", () => {
  const { cat: [cat], hat: [hat], chair: [chair] } = placed("a cat with a hat on a chair");
  near(middle(hat!), middle(cat!));
  assert.ok(hat!.y < cat!.y && bottom(hat!) > cat!.y && bottom(hat!) < cat!.y + cat!.height / 2);
  assert.ok(bottom(cat!) < bottom(chair!));
});

Deno.test("counts are drawn, in rows, piles and stacks; every other one looks the other way", () => {
  assert.equal(placed("seven cats").cat.length, 7);
  const stack = placed("a stack of boxes").box;
  assert.equal(new Set(stack.map(({ x }) => x)).size, 1);
  const pile = placed("a pile of boxes").box;
  assert.deepEqual([...new Set(pile.map(({ y }) => y))].length, 3);
  const row = placed("a row of ten boxes").box;
  assert.equal(new Set(row.map(({ y }) => y)).size, 1);
  assert.equal(row.length, 10);
});

Deno.test("large things are larger than small ones, by the root of it, and attributes make them more so", () => {
  const size = ({ width, height }: PlacedThing) => width * height;
  const { cat: [cat], tree: [tree] } = placed("a cat and a tree");
  assert.ok(size(tree!) > 2 * size(cat!));
  const { cat: [big], tree: [small] } = placed("a big cat and a tiny tree");
  assert.ok(size(big!) / size(small!) > size(cat!) / size(tree!));
});

Deno.test("in water, grass and snow the lower part is hidden, and these are as wide as they need be", () => {
  for (const label of ["water", "grass", "snow"]) {
    const scene = parseScene(`two cats in the ${label}`, {
      labels: [...SHAPE_NAMES, label],
      thesaurus: () => ({}),
    })!;
    const { things } = composeScene(scene, picturesOf);
    const medium = things.find(({ thing }) => thing === label)!,
      cats = things.filter(({ thing }) => thing === "cat");
    assert.equal(things.at(-1), medium);
    for (const cat of cats) {
      assert.ok(cat.visible < 0.95 && cat.visible > 0.3, `${cat.visible}`);
      assert.ok(cat.x >= medium.x && cat.x + cat.width <= medium.x + medium.width + 0.01);
      assert.ok(bottom(cat) < bottom(medium) + 0.01);
    }
  }
});

Deno.test("a sign is made to the measure of its words, and other things have a box for them", () => {
  for (const [prompt, text] of [["a sign that says OPEN", "OPEN"], ["a box that says TOP", "TOP"]] as const) {
    const { written } = composeScene(parseScene(prompt, vocabulary)!, picturesOf);
    assert.ok(written && written.text === text && written.width > 0.3 && written.height > 0.1, prompt);
    const blank = Array.from({ length: 20 }, () => "#" + " ".repeat(38) + "#");
    const lines = withWritten(blank, written);
    assert.equal(lines?.filter((line) => line.includes(text)).length, 1);
    assert.ok(lines?.every((line) => line.length <= 40));
    assert.equal(withWritten(blank.slice(0, 4), written), undefined);
  }
});

Deno.test("a thing has the colour that it is asked for in", () => {
  const [cat, tree] = ["cat", "tree"].map((name) =>
    composeScene(parseScene("a red cat and a tree", vocabulary)!, picturesOf).things.find(({ thing }) =>
      thing === name
    )
  );
  assert.deepEqual([cat?.colour, tree?.colour], ["red", undefined]);
});

Deno.test("what is broken has a crack through it", () => {
  const whole = composeScene(parseScene("two boxes", vocabulary)!, picturesOf).bits;
  const broken = composeScene(parseScene("two broken boxes", vocabulary)!, picturesOf).bits;
  assert.equal(broken.length, whole.length);
  assert.ok(broken.some((bit, i) => bit !== whole[i]));
});

Deno.test("no thing of a random scene is lost or hidden, and the same scene is the same sketch", () => {
  const thing = fc.record({
    label: fc.constantFrom(...SHAPE_NAMES),
    count: fc.integer({ min: 1, max: 5 }),
    attributes: fc.uniqueArray(fc.constantFrom(...ATTRIBUTES), { maxLength: 2 }),
    arrangement: fc.constantFrom("group", "row", "pile", "stack"),
  });
  const scenes = fc.array(thing, { minLength: 1, maxLength: 5 }).chain((things) =>
    fc.record({
      things: fc.constant(things.map((each) => ({ ...each, asked: each.label, why: "label" as const }))),
      relations: things.length < 2 ? fc.constant<Relation[]>([]) : fc.array(
        fc.record({
          kind: fc.constantFrom(...RELATIONS),
          pair: fc.shuffledSubarray(things.map((_, i) => i), { minLength: 2, maxLength: 2 }),
        }).map(({ kind, pair: [of, to] }): Relation => ({ kind, of: [of!], to: [to!] })),
        { maxLength: 4 },
      ),
      omitted: fc.constant<string[]>([]),
    })
  );
  fc.assert(
    fc.property(scenes, (scene: Scene) => {
      const { bits, aspect, things } = composeScene(scene, picturesOf);
      assert.equal(things.length, scene.things.reduce((sum, { count }) => sum + count, 0));
      assert.ok(Number.isInteger(Math.sqrt(bits.length)) && aspectRatio(aspect) > 0);
      for (const { x, y, width, height, visible } of things) {
        assert.ok([x, y, width, height].every((share) => share >= -0.001 && share <= 1.001));
        assert.ok(x + width <= 1.003 && y + height <= 1.003 && visible > 0.15, `${visible}`);
      }
      assert.deepEqual(composeScene(scene, picturesOf).bits, bits);
    }),
    { numRuns: 120 },
  );
});

/** A scene's sketch of made-up pictures, and all that is told of it. */
const composed = (prompt: string, turn = 0) =>
  composeScene(parseScene(prompt, { labels: WORDS, thesaurus: () => ({}) })!, picturesOf, turn);
const WORDS = [...SHAPE_NAMES, "dog", "man", "horse", "glasses", "bowl", "fish"];

Deno.test("a mood is put into a face that is found, and said not to be where there is none", () => {
  const { marks, notes } = composed("a sad cat beside a tree");
  const [mark] = marks;
  assert.ok(mark?.kind === "mood" && mark.mood === "sad" && mark.isMouthSeen && mark.chin > mark.left.y);
  assert.ok(mark.left.x < mark.right.x && Math.abs(mark.left.y - mark.right.y) < 0.05);
  assert.equal(notes, undefined);
  const without = composed("a sad dog beside a tree");
  assert.deepEqual(without.marks, []);
  assert.deepEqual(without.notes, ['no face is found in the picture of "dog": it is not drawn sad']);
});

Deno.test("who faces right is turned where the picture tells the side, and else it is said", () => {
  const ink = (prompt: string) => composed(prompt).bits;
  assert.notDeepEqual(ink("a dog facing left"), ink("a dog facing right"));
  assert.equal(composed("a dog facing left").notes, undefined);
  assert.deepEqual(composed("a cat facing left").notes, [
    'whither "cat" looks is not known: it is drawn as it is',
  ]);
});

Deno.test("a picture is chosen by what a scene is to show, the next of these by the next seed", () => {
  // The man's first and third pictures are no bodies, his second and fourth are.
  const shapeOf = (prompt: string) => {
    const { things, aspect } = composed(prompt), man = things.find(({ thing }) => thing === "man")!;
    return man.height / man.width * aspectRatio(aspect) * CELL;
  };
  assert.ok(Math.abs(shapeOf("a man on a table") - 2) < 0.2);
  assert.ok(Math.abs(shapeOf("a man wearing a hat") - 1) < 0.2);
  assert.notDeepEqual(composed("a man on a table", 1).bits, composed("a man on a table").bits);
  const isVaried = () => asked.some(({ label, isVaried }) => label === "man" && isVaried);
  assert.ok(!isVaried());
  composed("a man on a table", 2);
  assert.ok(isVaried());
});

Deno.test("spectacles are as wide as eyes are apart, and leave these to be seen", () => {
  const { things } = composed("a cat wearing glasses");
  const [cat, glasses] = ["cat", "glasses"].map((name) => things.find(({ thing }) => thing === name)!);
  assert.ok(glasses!.width < cat!.width && glasses!.x > cat!.x && glasses!.y > cat!.y);
  assert.ok(cat!.visible > 0.85, `${cat!.visible}`);
});

Deno.test("a rider is hidden by the mount's back from there on, what swims in a bowl is seen whole", () => {
  const { things } = composed("a man riding a horse");
  const [man, horse] = ["man", "horse"].map((name) => things.find(({ thing }) => thing === name)!);
  assert.ok(man!.visible < 0.9 && horse!.visible === 1 && man!.y < horse!.y && bottom(man!) < bottom(horse!));
  const [fish, bowl] = ["fish", "bowl"].map((name) =>
    composed("a fish in a bowl").things.find(({ thing }) => thing === name)!
  );
  assert.equal(fish!.visible, 1);
  assert.ok(fish!.y > bowl!.y && bottom(fish!) < bottom(bowl!));
});

Deno.test("strokes are no things: an arm, rays, what flies behind the fast", () => {
  for (const prompt of ["a man holding a hat", "a shining tree", "a dog chasing a cat"]) {
    const { things } = composed(prompt);
    assert.equal(things.length, prompt.includes("shining") ? 1 : 2, prompt);
  }
  const inked = (prompt: string) => composed(prompt).bits.reduce((sum, bit) => sum + bit, 0);
  const [tree] = composed("a shining tree").things;
  assert.ok(tree!.width < 0.75 && tree!.x > 0.1);
  assert.ok(inked("a man holding a hat") > 0);
});

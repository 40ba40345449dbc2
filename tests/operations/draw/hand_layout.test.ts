import assert from "node:assert/strict";
import { renderJson } from "../../../src/art/render/json.ts";
import { UserError } from "../../../src/base/errors.ts";
import { openDrawer } from "../../../src/operations/draw/drawer.ts";
import type { DrawInput } from "../../../src/operations/draw/fields.ts";
import { layoutIn, openLayout } from "../../../src/operations/draw/hand_layout.ts";
import { checkPictures, subjectOfLayout } from "../../../src/operations/draw/hand_scene.ts";

const LABELS = ["cat", "dog", "hat", "tree", "water", "box"];
const vocabulary = { labels: LABELS, thesaurus: () => ({}) };

const thing = (change: Record<string, unknown> = {}) => ({
  ...{ thing: "cat", x: 0, y: 0, width: 0.5, height: 0.5 },
  ...change,
});
const layoutOf = (...things: unknown[]) => layoutIn(JSON.stringify({ things }), "a.json");
const subjectOf = (text: string, change: { any?: boolean; strict?: boolean } = {}) =>
  subjectOfLayout({ what: "a.json", layout: layoutIn(text, "a.json") }, {
    ...{ vocabulary, room: { width: 60, maxLines: 24 } },
    ...change,
  });

/** The message of a UserError of kind "input". */
async function faultOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof UserError && error.kind === "input", String(error));
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  throw new Error("nothing was refused");
}

Deno.test("what is wrong with a layout is said in one line that names the place and what would be right", async () => {
  const faults: [unknown, RegExp][] = [
    [[], /^a\.json: it holds 0 drawings: leave one of them, not in a list$/],
    ["cat", /^a\.json: it is "cat", not an object with a list of things$/],
    [{}, /things is missing: a list of things, each with its box$/],
    [{ things: [] }, /things is \[\], not a list of things/],
    [{ things: Array.from({ length: 73 }, () => thing()) }, /not a list of 72 things at most$/],
    [{ things: [thing({ heigth: 1 })] }, /things\[0\]\.heigth is unknown: did you mean height\?$/],
    [{ thing: [] }, /: thing is unknown: did you mean things\?$/],
    [{ things: [thing(), thing({ x: "left" })] }, /things\[1\]\.x is "left", not a number from 0 up$/],
    [{ things: [thing({ y: -0.1 })] }, /things\[0\]\.y is -0\.1, not a number from 0 up$/],
    [{ things: [thing({ x: 0.6 })] }, /things\[0\]: x 0\.6 and width 0\.5 reach beyond 1, the whole$/],
    [{ things: [thing({ width: 0 }), thing({ y: 2 })] }, /things\[0\]\.width is 0.* \(and 1 more\)$/],
    [
      { page: { columns: 40, lines: 20 }, things: [thing({ x: 31, width: 10 })] },
      /x 31 and width 10 reach beyond 40, the page$/,
    ],
    [{ aspect: 1, page: { columns: 1, lines: 1 }, things: [thing()] }, /page and aspect both say/],
    [
      { things: [thing(), thing({ thing: "hat", width: 0.01, height: 0.01 })] },
      /things\[1\] \(hat\): its box is too small for a sketch: it needs a width of 0\.0\d+ or a height of 0\.0\d+$/,
    ],
    [{ things: [thing({ thing: "qqq" })] }, /things\[0\]\.thing: "qqq" is unknown; the nearest known: "cat"/],
    [{ things: [thing({ attributes: ["stripped"] })] }, /"stripped" is unknown: did you mean striped\?$/],
    [{ things: [thing({ attributes: ["big"] })] }, /attributes: "big" is unknown/],
    [{ things: [thing({ colour: "bluee" })] }, /colour: "bluee" is unknown: did you mean blue\?$/],
    [{ things: [thing({ picture: 0 })] }, /picture is 0, not a whole number from 1 up$/],
    [
      { things: [thing({ says: "a" }), thing({ says: "b" })] },
      /things\[1\]\.says: things\[0\] says something/,
    ],
  ];
  for (const [value, expected] of faults) {
    assert.match(await faultOf(() => subjectOf(JSON.stringify(value))), expected);
  }
  assert.match(await faultOf(() => subjectOf("{")), /^a\.json is not JSON$/);
  const layout = layoutOf(thing({ picture: 3 })), { scene } = await subjectOf(JSON.stringify(layout));
  const check = (count: number) => checkPictures({ what: "a.json", layout }, scene!, "line", () => count);
  assert.match(
    await faultOf(() => check(2)),
    /things\[0\]\.picture is 3; there are 2 of "cat" in the style line$/,
  );
  check(3);
  const none = await openLayout("/nowhere/a.json").catch((error) => error);
  assert.match(none.message, /^cannot read \/nowhere\/a\.json: there is no such file$/);
});

Deno.test("words of a layout stand for labels as those of a prompt do, and --any and --strict hold", async () => {
  const text = JSON.stringify({
    things: [thing({ thing: "Cats" }), thing({ thing: "striped dog", x: 0.5 })],
  });
  const { drawn, notes } = await subjectOf(text);
  assert.deepEqual([drawn, notes], ["cat, dog", [
    '"striped" is not drawn',
  ]]);
  assert.match(await faultOf(() => subjectOf(text, { strict: true })), /refused by --strict$/);
  const unknown = JSON.stringify({ things: [thing({ thing: "kat" })] });
  assert.match((await subjectOf(unknown, { any: true })).notes.join(), /"kat" is drawn as "cat"/);
});

Deno.test("boxes in cells are those in shares, and what a layout is of comes first in what is drawn", async () => {
  const cells = await subjectOf(JSON.stringify({
    page: { columns: 40, lines: 10 },
    drawn: "dog, cat",
    things: [thing({ x: 4, y: 5, width: 20, height: 5 }), thing({ thing: "dog" })],
  }));
  assert.equal(cells.drawn, "dog, cat");
  const { aspect, boxes } = cells.scene!.byHand!;
  const { x, y, width, height } = boxes[0]!;
  assert.deepEqual([aspect, x, y, width, height], [0.25, 0.1, 0.5, 0.5, 0.5]);
});

async function drawn(prompt: string, input: DrawInput) {
  const drawer = await openDrawer({ width: 36, maxLines: 14, bestOf: 1, ...input }, () => {});
  try {
    const [drawing] = (await Array.fromAsync(drawer.draw(await drawer.plan(prompt)))).flat();
    return drawing!;
  } finally {
    await drawer.close();
  }
}

Deno.test("the JSON of a drawing, given back, draws the same; edited, it draws what is asked for", async () => {
  const prompts = [
    "a striped cat with a hat and two mirrored ducks in water beside a sign that says OPEN",
    "a big sleeping cat under a table",
  ];
  for (const [i, prompt] of prompts.entries()) {
    const first = await drawn(prompt, { seed: 40 + i, style: [i === 0 ? "line" : "solid"] });
    const again = await drawn("", { layout: layoutIn(renderJson([first]), "a.json") });
    const { subject: { things, aspect } = {} } = first;
    assert.deepEqual([again.lines, again.style, again.seed], [first.lines, first.style, first.seed]);
    assert.deepEqual([again.subject?.things, again.subject?.aspect], [things, aspect]);
    assert.equal(again.prompt, prompt);
  }
  const edited = await drawn("", {
    seed: 1,
    layout: layoutOf(
      thing({ width: 0.2, height: 1 }),
      thing({ thing: "house", width: 0.3, height: 1, x: 0.7 }),
    ),
  });
  assert.deepEqual(edited.subject?.things?.map(({ thing, x, width }) => [thing, x, width]), [
    ["cat", 0, 0.2],
    ["house", 0.7, 0.3],
  ]);
  const covered = await drawn("", {
    seed: 1,
    layout: layoutOf(
      thing({ width: 0.1, x: 0.45, y: 0.5, height: 0.1 }),
      thing({ thing: "house", width: 1, height: 1, attributes: ["black"] }),
    ),
  });
  assert.deepEqual(covered.notes, ['"cat" is hidden by what stands before it']);
});

Deno.test("a layout goes neither with a prompt nor with a picture nor with letters", async () => {
  const layout = layoutOf(thing());
  await assert.rejects(drawn("cat", { layout }), /a prompt, "cat", does not go with --layout/);
  await assert.rejects(drawn("", { layout, from: "a.png" }), /--layout does not go with --from/);
  await assert.rejects(drawn("", { layout, style: ["banner"] }), /does not go with --layout: letters/);
});

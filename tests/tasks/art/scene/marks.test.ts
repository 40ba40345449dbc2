import assert from "node:assert/strict";
import { isMarked, type Mark, withMarks } from "../../../../src/tasks/art/scene/marks.ts";
import { parseScene } from "../../../../src/words/scene/parse.ts";

const frame = (columns: number, rows: number): string[] =>
  Array.from(
    { length: rows },
    (_, row) =>
      row === 0 || row === rows - 1 ? `+${"-".repeat(columns - 2)}+` : `|${" ".repeat(columns - 2)}|`,
  );

const mood = (name: "happy" | "sad" | "angry", isMouthSeen = true): Mark => ({
  ...{ kind: "mood", of: "cat", mood: name, eye: 0.05, chin: 0.95, isMouthSeen },
  left: { x: 0.35, y: 0.35 },
  right: { x: 0.65, y: 0.35 },
});

Deno.test("a happy mouth goes up at its ends, a sad one and an angry one down; brows slant to each other's side", () => {
  const drawn = (name: "happy" | "sad" | "angry") => withMarks(frame(40, 20), [mood(name)]).lines.join("\n");
  assert.match(drawn("happy"), /\\ +\/ *\|\n\| +`-+'/);
  assert.match(drawn("sad"), /\.-+\. *\|\n\| +\/ +\\/);
  assert.match(drawn("angry"), /\.-+\. *\|\n\| +\/ +\\/);
  assert.ok(drawn("sad").includes("__-''") && drawn("angry").includes("``-__"));
  assert.ok(drawn("sad").indexOf("__-''") < drawn("sad").indexOf("``-__"));
  assert.ok(drawn("angry").indexOf("``-__") < drawn("angry").indexOf("__-''"));
  assert.deepEqual(withMarks(frame(40, 20), [mood("happy", false)]).lines, frame(40, 20));
});

Deno.test("where a face is too small for a mood, it is said and nothing is drawn", () => {
  const { lines, missed } = withMarks(frame(10, 5), [mood("sad")]);
  assert.deepEqual(lines, frame(10, 5));
  assert.deepEqual(missed, ["there is no room for a face that is sad: draw it larger"]);
});

Deno.test("patterns fill what is blank of a thing's inside and nothing else, and no line gets longer", () => {
  for (const [texture, inside] of [["black", "#"], ["striped", "|"], ["spotted", "o"]] as const) {
    const mask = Uint8Array.from({ length: 400 }, (_, i) => i % 20 >= 10 ? 1 : 0);
    const { lines, missed } = withMarks(frame(40, 20), [{
      ...{ kind: "texture", texture, mask, width: 20, height: 20 },
    }]);
    assert.deepEqual(missed, []);
    lines.forEach((line, row) => {
      assert.equal(line.slice(0, 20), frame(40, 20)[row]!.slice(0, 20));
      assert.equal(line.length, 40);
    });
    assert.ok(lines.some((line) => line.slice(20, 39).includes(inside)));
  }
});

Deno.test("a line of sight goes from one to the other over what is blank", () => {
  const { lines } = withMarks(["a" + " ".repeat(28) + "b", " ".repeat(14) + "xx"], [{
    ...{ kind: "sight", from: { x: 1 / 30, y: 0.1 }, to: { x: 28 / 30, y: 0.1 } },
  }]);
  assert.match(lines[0]!, /^a\.( +\.){5,} *b$/);
  assert.equal(lines[1], " ".repeat(14) + "xx");
});

Deno.test("scenes with marks are known before they are drawn", () => {
  const vocabulary = { labels: ["cat", "dog"], thesaurus: () => ({}) };
  const of = (prompt: string) => isMarked(parseScene(prompt, vocabulary)!);
  assert.deepEqual(
    ["a cat and a dog", "a cat looking at a dog", "a black cat and a dog", "a happy cat"].map(of),
    [false, true, true, true],
  );
});

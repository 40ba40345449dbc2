import assert from "node:assert/strict";
import { EVERYDAY } from "../../../../src/data/words/everyday.ts";
import { iconCandidates } from "../../../../src/data/sources/icons/icons.ts";

Deno.test("iconCandidates() takes everyday words alone of sets that are there for their lines", async () => {
  const icons = await iconCandidates("hugeicons");
  assert.ok(icons.length > 300);
  assert.deepEqual(icons.filter(({ label, style }) => style !== "line" || !EVERYDAY.has(label)), []);
  const tacos = icons.filter(({ label }) => label === "taco").map(({ sourceId }) => sourceId);
  assert.deepEqual(tacos, ["taco-01", "taco-02"]);
});

Deno.test("iconCandidates() draws everyday words of colour emoji by their contours as well", async () => {
  const icons = await iconCandidates("fluent-emoji-flat");
  const styles = (label: string) => icons.filter((icon) => icon.label === label).map(({ style }) => style);
  assert.deepEqual(styles("giraffe"), ["shaded", "line"]);
  assert.deepEqual(styles("dragon face"), ["shaded", "line"]);
  assert.deepEqual(styles("grinning face"), ["shaded"]);
  const [shaded, line] = icons.filter(({ label }) => label === "giraffe").map(({ drawing }) => drawing);
  assert.ok(line?.kind === "svg" && line.svg.includes('stroke="#000"'));
  assert.ok(shaded?.kind === "svg" && !shaded.svg.includes('stroke="#000"'));
});

Deno.test("iconCandidates() names what is seen, by each set's manner of naming", async () => {
  const labels = async (set: string) =>
    new Map((await iconCandidates(set)).map(({ sourceId, label }) => [sourceId, label]));
  const pinhead = await labels("pinhead");
  assert.equal(pinhead.get("castle-gate-with-battlements"), "castle gate");
  assert.equal(pinhead.get("car-with-shekel"), undefined, "a badge of the car that is there");
  assert.equal(pinhead.get("fish-under-paragraph"), undefined, "two things");
  const streamline = await labels("streamline-ultimate");
  assert.equal(streamline.get("amusement-park-castle"), "castle");
  assert.equal(streamline.get("business-rabbit-hat"), undefined, "a scene");
  assert.equal((await labels("fxemoji")).get("birthdaycake"), "birthday cake");
});

Deno.test("iconCandidates() keeps the colours of colour sets beside their lines, and takes a drawing once a label", async () => {
  const [grey, coloured] = [await iconCandidates("temaki"), await iconCandidates("streamline-emojis")];
  assert.ok(grey.every(({ drawing }) => drawing.kind === "svg" && drawing.colours === undefined));
  assert.ok(coloured.length > 100);
  for (const { drawing } of coloured) {
    assert.ok(drawing.kind === "svg" && /#(?!000|fff)/.test(drawing.colours ?? ""));
    assert.ok(!/fill="#(?!000|fff)/.test(drawing.svg), "lines are black");
  }
  const drawings = (await iconCandidates("fa7-solid")).filter(({ style }) => style === "solid")
    .map(({ label, drawing }) => `${label} ${drawing.kind === "svg" && drawing.svg}`);
  assert.equal(new Set(drawings).size, drawings.length);
});

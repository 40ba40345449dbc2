import assert from "node:assert/strict";
import { EVERYDAY } from "../../../src/corpus/everyday.ts";
import { iconCandidates } from "../../../src/corpus/sources/icons.ts";

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

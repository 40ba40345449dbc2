import assert from "node:assert/strict";
import { unplaced } from "../../src/experiment/keys.ts";
import { GROUPS, SECTIONS, SHORT } from "../../src/experiment/places.ts";
import { fieldSource } from "../../src/operations/train/fields.ts";
import { schema } from "./made.ts";

Deno.test("each field of a run and of a task has a place in configurations", async () => {
  const names = unplaced(await fieldSource());
  assert.deepEqual(names, [], `add ${names.join(", ")} to a section of PLACED in src/experiment/places.ts`);
});

Deno.test("no two fields share a key, but for those of different tasks", () => {
  for (const [path, keys] of schema.keys) {
    const tasks = keys.flatMap(({ tasks }) => tasks ?? schema.tasks);
    assert.equal(new Set(tasks).size, tasks.length, path);
    assert.ok(path === "notes" || SECTIONS.includes(path.split(".")[0]!), path);
  }
  for (const path of Object.values(SHORT)) assert.ok(schema.keys.has(path), path);
  for (const group of GROUPS) assert.ok(group === "experiment" || SECTIONS.includes(group), group);
});

Deno.test("unplaced() finds a field without a place", () => {
  const field = { type: "switch", text: "" } as const;
  assert.deepEqual(unplaced({ run: { steps: field, sidewise: field }, tasks: { t: { upwards: field } } }), [
    "sidewise",
    "upwards",
  ]);
});

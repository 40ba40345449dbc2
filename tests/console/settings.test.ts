import assert from "node:assert/strict";
import { createSettings } from "../../src/console/settings.ts";

const FIELDS = {
  topK: { type: "integer", least: 0, fallback: 5, text: "k" },
  width: { type: "integer", least: 1, word: "auto", text: "columns" },
  stop: { type: "list", value: "text", whole: true, fallback: [], text: "stops" },
  style: { type: "list", value: "names", choices: ["line", "solid"], fallback: ["line"], text: "styles" },
  border: { type: "choice", choices: ["round", "plain"], text: "border" },
  strict: { type: "switch", text: "strict" },
} as const;

Deno.test("settings are told, set, checked, and taken back", () => {
  const { set, values, names, choices } = createSettings(FIELDS);
  assert.deepEqual(names, ["top-k", "width", "stop", "style", "border", "strict"]);
  assert.deepEqual(values(), {});
  assert.equal(set("top-k", ""), "top-k 5");
  assert.equal(set("top-k", "7"), "top-k 7");
  assert.equal(set("width", "auto"), "width auto");
  assert.equal(set("stop", "\\n\\n"), 'stop "\\n\\n"');
  assert.equal(set("style", "line, solid"), 'style "line", "solid"');
  assert.equal(set("border", ""), "border as usual");
  assert.equal(set("strict", "on"), "strict true");
  assert.equal(set("stop", "the end"), 'stop "\\n\\n", "the end"');
  assert.deepEqual(values(), {
    topK: 7,
    width: "auto",
    stop: ["\n\n", "the end"],
    style: ["line", "solid"],
    strict: true,
  });
  assert.equal(set("top-k", "default"), "top-k 5");
  assert.ok(!("topK" in values()));
  assert.throws(() => set("top-k", "-1"), {
    message: "/top-k -1 is not a whole number from 0 up",
    kind: "usage",
  });
  assert.throws(() => set("width", "wide"), /^UserError: \/width wide is not a whole number from 1 up/);
  assert.throws(() => set("border", "dotted"), /\/border dotted is not one of round, plain/);
  assert.throws(() => set("style", "line,foo"), {
    message: '/style "line,foo" is not one of line, solid, or several',
    kind: "usage",
  });
  assert.equal(set("border", "Round"), "border round");
  assert.throws(() => set("strict", "perhaps"), /\/strict perhaps is not true or false/);
  assert.equal(set("width", ""), "width auto");
  assert.deepEqual(choices("style"), ["line", "solid", "default"]);
  assert.deepEqual(choices("width"), ["auto", "default"]);
});

Deno.test("settings are taken over from another model's where there are such, and the others are told", () => {
  const before = createSettings(FIELDS);
  const set = { "top-k": "70", width: "auto", stop: ".", style: "solid", border: "plain" };
  for (const [name, text] of Object.entries(set)) before.set(name, text);
  const { topK, stop, strict } = FIELDS;
  const after = createSettings({
    topK: { ...topK, most: 60 },
    stop,
    strict,
    width: { type: "text", value: "w", text: "w" },
    style: { ...FIELDS.style, choices: ["line"] },
  });
  assert.deepEqual(after.takeOver(before), ["top-k", "width", "style", "border"]);
  assert.deepEqual(after.values(), { stop: ["."] });
});

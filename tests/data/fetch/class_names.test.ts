import assert from "node:assert/strict";
import { classNamesIn } from "../../../src/data/fetch/class_names.ts";

const names = ["cat", "ball"];
const label = { names, _type: "ClassLabel" };

Deno.test("classNamesIn() finds classes alone and within lists, by name or in a list of features", () => {
  for (
    const type of [label, { feature: label, _type: "Sequence" }, { feature: { feature: label } }, [label]]
  ) {
    assert.deepEqual(classNamesIn({ tags: type, text: { dtype: "string" } }), new Map([["tags", names]]));
    assert.deepEqual(
      classNamesIn([{ name: "tags", type }, { name: "text", type: null }]),
      new Map([["tags", names]]),
    );
  }
});

Deno.test("classNamesIn() finds none in anything else", () => {
  let deep: unknown = label;
  for (let i = 0; i < 50_000; i++) deep = { feature: deep };
  for (const features of [undefined, null, 1, "x", [], {}, { a: { names: [1] } }, [1], { a: deep }]) {
    assert.equal(classNamesIn(features).size, 0);
  }
});

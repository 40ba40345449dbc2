import assert from "node:assert/strict";
import fc from "fast-check";
import { tableSpans } from "../../src/cli/table.ts";

const textOf = (...args: Parameters<typeof tableSpans>): string =>
  tableSpans(...args).map((span) => typeof span === "string" ? span : "bold" in span ? span.bold : span.text)
    .join("");

Deno.test("a table has its names at the left and its numbers at the right", () => {
  const rows = [["first", "1", "a"], ["x", "1000", "bc"]];
  assert.equal(
    textOf({ columns: ["run", "steps", ""], rows }, 80),
    "run    steps\nfirst      1   a\nx       1000  bc\n",
  );
});

Deno.test("what is too wide becomes several tables, and names shorter; what it holds commands no terminal", () => {
  const rows = [["a-very-long-name-of-a-run\x1b[2J", "1234567", "7654321", "x"]];
  const table = { columns: ["run", "one", "two", "three"], rows };
  const [first, second] = textOf(table, 30).split("\n\n");
  assert.equal(first, "run               one      two\na-very-long…  1234567  7654321");
  assert.equal(second, "run           three\na-very-long…      x\n");
  assert.ok(textOf(table).includes("run\\u001b[2J"));
});

Deno.test("no line is wider than the terminal, unless a column alone is", () => {
  const cell = fc.string({ maxLength: 12, unit: "grapheme-ascii" });
  const table = fc.integer({ min: 1, max: 9 }).chain((width) =>
    fc.record({
      columns: fc.array(cell, { minLength: width, maxLength: width }),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }),
    })
  );
  fc.assert(fc.property(table, fc.integer({ min: 26, max: 100 }), (table, width) => {
    for (const line of textOf(table, width).split("\n")) assert.ok([...line].length <= width, line);
  }));
});

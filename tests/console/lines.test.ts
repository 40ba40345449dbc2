import assert from "node:assert/strict";
import fc from "fast-check";
import { joinLines } from "../../src/console/lines.ts";

const joined = (...lines: string[]) => {
  const { push } = joinLines();
  return lines.map(push);
};

Deno.test("a line is an entry, and goes on after an odd number of backslashes", () => {
  assert.deepEqual(joined("one", ""), ["one", ""]);
  assert.deepEqual(joined("one\\", "two\\", "three"), [undefined, undefined, "one\ntwo\nthree"]);
  assert.deepEqual(joined("one\\\\", "two"), ["one\\\\", "two"]);
  assert.deepEqual(joined("\\", ""), [undefined, "\n"]);
});

Deno.test('three quotes begin and end a text of several lines, in which neither "\\" nor "/" means anything', () => {
  assert.deepEqual(joined('"""', "/one\\", "", "two", '"""', "three"), [
    ...[undefined, undefined, undefined, undefined, "/one\\\n\ntwo", "three"],
  ]);
  assert.deepEqual(joined('"""one', 'two"""'), [undefined, "one\ntwo"]);
  assert.deepEqual(joined('"""one"""'), ["one"]);
  assert.deepEqual(joined('"""', '"""'), [undefined, ""]);
  assert.deepEqual(joined('say """'), ['say """']);
});

Deno.test("end() gives what has begun, once", () => {
  const lines = joinLines();
  assert.equal(lines.end(), undefined);
  lines.push('"""one');
  assert.ok(lines.open);
  assert.equal(lines.end(), "one");
  assert.equal(lines.open, false);
  assert.equal(lines.end(), undefined);
  assert.equal(lines.push("two"), "two");
});

Deno.test("any text can be written between three quotes, but for those", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "\\", "/", "\n", " ", '"'), maxLength: 30 })
    .filter((text) => !text.includes('"""') && !text.endsWith('"'));
  fc.assert(fc.property(text, (text) => {
    const entries = joined('"""', ...`${text}\n"""`.split("\n"));
    assert.equal(entries.at(-1), text);
    assert.ok(entries.slice(0, -1).every((entry) => entry === undefined));
  }));
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { splitSauce } from "../../../../src/data/found/ansi/sauce.ts";
import { cp437, withSauce } from "./files.ts";

Deno.test("splitSauce() reads the record and its comments and leaves the content", () => {
  const content = cp437("a cat");
  const { content: left, sauce } = splitSauce(withSauce(content, {
    title: "Cät",
    author: "someone",
    group: "us",
    width: 132,
    height: 40,
    iceColours: true,
    font: "IBM VGA",
    comments: ["one line", "and another"],
  }));
  assert.deepEqual([...left], [...content]);
  assert.deepEqual(sauce, {
    title: "Cät",
    author: "someone",
    group: "us",
    date: "20260102",
    dataType: 1,
    fileType: 1,
    width: 132,
    height: 40,
    iceColours: true,
    font: "IBM VGA",
    comments: ["one line", "and another"],
  });
});

Deno.test("splitSauce() ends a file without a record at its end-of-file character", () => {
  const { content, sauce } = splitSauce(cp437("cat\x1arest"));
  assert.deepEqual([...content], [...cp437("cat")]);
  assert.equal(sauce, undefined);
});

Deno.test("splitSauce() takes no comments that are not there", () => {
  const file = withSauce(cp437("cat"));
  file[file.length - 128 + 104] = 200;
  assert.deepEqual(splitSauce(file).sauce?.comments, []);
});

Deno.test("splitSauce() survives any bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 121 }), (before, inside) => {
      const file = Uint8Array.of(
        ...before,
        ...cp437("SAUCE00"),
        ...inside,
        ...new Uint8Array(121 - inside.length),
      );
      assert.ok(splitSauce(file).content.length <= before.length);
    }),
  );
});

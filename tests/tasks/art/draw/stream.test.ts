import assert from "node:assert/strict";
import fc from "fast-check";
import { trimDrawing } from "../../../../src/art/constraints.ts";
import { streamDrawing } from "../../../../src/tasks/art/draw/stream.ts";

Deno.test("streamDrawing() passes on the trimmed drawing with its left margin, however the text is cut", () => {
  const text = fc.string({ unit: fc.constantFrom(" ", " ", "\n", "#", "/"), maxLength: 40 });
  fc.assert(fc.property(text, fc.array(fc.nat(40)), (text, cuts) => {
    const written: string[] = [];
    const stream = streamDrawing((piece) => written.push(piece));
    const ends = [...new Set(cuts)].sort((a, b) => a - b);
    [0, ...ends].forEach((from, i) => stream.text(text.slice(from, ends[i] ?? Infinity)));
    stream.end();
    const lines = written.join("").slice(0, -1).split("\n");
    const indents = lines.filter((line) => line !== "").map((line) => line.search(/[^ ]/));
    const margin = indents.length > 0 ? Math.min(...indents) : 0;
    assert.deepEqual(lines.map((line) => line.slice(margin)).join("\n"), trimDrawing(text).join("\n"));
  }));
});

Deno.test("streamDrawing() writes ink as soon as it comes and blanks with the ink after them", () => {
  const written: string[] = [];
  const stream = streamDrawing((piece) => written.push(piece));
  for (const piece of ["   ", "\n", " ", "/", "  ", "\\", " ", "\n", "\n", "|", "\n"]) stream.text(piece);
  assert.deepEqual(written, [" /", "  \\", "\n\n|"]);
});

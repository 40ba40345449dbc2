import assert from "node:assert/strict";
import fc from "fast-check";
import { align, ALIGNMENTS, border, BORDERS, borderSize, invert } from "../../src/art/frame.ts";
import { columnsOf } from "../../src/art/lines.ts";
import { UserError } from "../../src/base/errors.ts";
import { drawings } from "./render/artworks.ts";

const usage = (part: string) => (error: unknown) =>
  error instanceof UserError && error.kind === "usage" && error.message.includes(part);

Deno.test("align() moves the drawing as a whole", () => {
  const lines = ["/\\", "", "  |"];
  assert.deepEqual(align(lines, 6, "left"), lines);
  assert.deepEqual(align(lines, 6, "center"), [" /\\", "", "   |"]);
  assert.deepEqual(align(lines, 6, "right"), ["   /\\", "", "     |"]);
});

Deno.test("align() keeps within its width and keeps the drawing", () => {
  fc.assert(fc.property(drawings, fc.nat(40), fc.constantFrom(...ALIGNMENTS), (lines, spare, alignment) => {
    const width = columnsOf(lines) + spare, aligned = align(lines, width, alignment);
    assert(columnsOf(aligned) <= width);
    const left = columnsOf(aligned) - columnsOf(lines);
    assert.deepEqual(aligned.map((line) => line.slice(left)), lines);
    if (columnsOf(lines) > 0 && alignment === "right") assert.equal(columnsOf(aligned), width);
    if (columnsOf(lines) > 0 && alignment === "center") assert(Math.abs(spare - 2 * left) <= 1);
  }));
});

Deno.test("align() refuses a drawing that is wider than the width, naming both", () => {
  assert.throws(() => align(["abc"], 2, "left"), usage("drawing of 3 columns cannot be aligned in 2"));
});

Deno.test("border() closes a box around the drawing", () => {
  assert.deepEqual(border(["a", " bc"], "ascii"), ["+---+", "|a  |", "| bc|", "+---+"]);
  assert.deepEqual(border(["a"], "round"), ["╭─╮", "│a│", "╰─╯"]);
  assert.deepEqual(border([], "double"), ["╔╗", "╚╝"]);
});

Deno.test("border() adds what borderSize() says, and keeps the drawing", () => {
  assert.deepEqual(borderSize(), { width: 0, height: 0 });
  fc.assert(fc.property(drawings, fc.constantFrom(...BORDERS), (lines, kind) => {
    const framed = border(lines, kind), { width, height } = borderSize(kind);
    assert.equal(framed.length, lines.length + height);
    assert(framed.every((line) => line.length === columnsOf(lines) + width));
    assert.deepEqual(framed.slice(1, -1).map((line, i) => line.slice(1, 1 + lines[i]!.length)), lines);
  }));
});

Deno.test("invert() fills the box of the drawing where it was blank", () => {
  assert.deepEqual(invert(["d8", "888b"]), ["` 88", "   '"]);
  assert.deepEqual(invert(["@8M"]), ["   "]);
  assert.deepEqual(invert(["", "  "]), ["88", "88"]);
});

Deno.test("invert() twice gives back what it knows a counterpart of, in its box", () => {
  const glyphs = fc.constantFrom(...Array.from(" 8-#:X;x*=`d'b.P,9\"A^o_Y"));
  const pictures = fc.array(fc.string({ unit: glyphs, maxLength: 20 }), { maxLength: 8 });
  fc.assert(fc.property(pictures, (lines) => {
    const width = columnsOf(lines);
    assert.deepEqual(invert(invert(lines)), lines.map((line) => line.padEnd(width)));
  }));
});

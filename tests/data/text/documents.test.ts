import assert from "node:assert/strict";
import fc from "fast-check";
import { cutDocuments, DOCUMENT_LINE, evenLineEnds } from "../../../src/data/text/documents.ts";

/** Documents of a text that comes in pieces. */
function documentsOf(pieces: readonly string[]): string[] {
  const documents: string[] = [];
  let text = "";
  const cut = cutDocuments({
    text: (piece) => void (text += piece),
    end() {
      documents.push(text);
      text = "";
    },
  });
  for (const piece of pieces) cut.feed(piece);
  cut.finish();
  return documents;
}

/** A text in pieces, cut anywhere. */
const inPieces = (text: string, places: readonly number[]): string[] => {
  const cuts = [0, ...places.map((place) => place % (text.length + 1)).sort((a, b) => a - b), text.length];
  return cuts.slice(1).map((end, i) => text.slice(cuts[i], end));
};

Deno.test("evenLineEnds() makes line ends one wherever a text is cut", () => {
  const text = fc.array(fc.constantFrom("\r", "\n", "a", "é"), { maxLength: 30 }).map((all) => all.join(""));
  fc.assert(fc.property(text, fc.array(fc.nat(), { maxLength: 5 }), (text, places) => {
    const even = evenLineEnds();
    const whole = inPieces(text, places).map((piece) => even(piece)).join("") + even("", true);
    assert.equal(whole, text.replace(/\r\n?/g, "\n"));
  }));
});

Deno.test("cutDocuments() parts at whole lines alone, wherever a text is cut", () => {
  const part = fc.constantFrom(DOCUMENT_LINE, `${DOCUMENT_LINE}\n`, "\n", "a", "<|end", "oftext|>", " ");
  const text = fc.array(part, { maxLength: 12 }).map((all) => all.join(""));
  fc.assert(
    fc.property(text, fc.array(fc.nat(), { maxLength: 5 }), (text, places) => {
      const expected: string[] = [];
      let document = "";
      for (const line of text.split(/(?<=\n)/)) {
        if (line.replace(/\n$/, "") !== DOCUMENT_LINE) document += line;
        else expected.push(document.slice(0)), document = "";
      }
      expected.push(document);
      assert.deepEqual(documentsOf(inPieces(text, places)), expected.filter((each) => each !== ""));
    }),
    { numRuns: 1000 },
  );
});

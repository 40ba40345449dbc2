import assert from "node:assert/strict";
import fc from "fast-check";
import { fitGridTokenizer, SPACE_RUNS } from "../../../src/tokenizer/grid/grid.ts";
import { artScanner } from "../../../src/tokenizer/grid/scan.ts";

const texts = fc.array(fc.string({
  unit: fc.constantFrom(" ", "   ", "      ", "\n", "#", "/", "é", "🐈"),
  maxLength: 60,
}));

Deno.test("artScanner() counts the tokens that encode() gives, and finds the characters", () => {
  for (const spaceRuns of [SPACE_RUNS, [], [5]]) {
    fc.assert(fc.property(texts, (arts) => {
      const scanner = artScanner(spaceRuns);
      const counts = arts.map((art) => scanner.count(art));
      const options = { styles: ["line"], maxWidth: 80, maxHeight: 48, spaceRuns };
      const tokenizer = fitGridTokenizer([scanner.characters()], options);
      assert.deepEqual(tokenizer.data, fitGridTokenizer(arts, options).data);
      assert.deepEqual(counts, arts.map((art) => tokenizer.encode(art).length));
    }));
  }
});

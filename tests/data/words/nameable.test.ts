import assert from "node:assert/strict";
import { isMisleading } from "../../../src/data/words/misleading.ts";
import { NAMEABLE, nameablePlace } from "../../../src/data/words/nameable.ts";
import { RANKING, rankOf } from "../../../src/data/words/numbering.ts";

Deno.test("pictures that were chosen by looking come before all others, in their order", () => {
  const [word, [first, second]] = Object.entries(NAMEABLE).find(([, chosen]) => chosen.length > 1)!;
  const rank = (picture: string) => {
    const [source = "", sourceId = ""] = picture.split("/");
    return rankOf(word, { source, sourceId, label: "other", edges: 2000 });
  };
  assert.deepEqual([nameablePlace(word, first!), nameablePlace(word, second!)], [0, 1]);
  assert.ok(rank(first!) < rank(second!) && rank(second!) < rank("lucide/none"));
  assert.equal(rank(first!), -RANKING.asNameable);
  for (const stranger of ["no such word", "constructor"]) {
    assert.equal(nameablePlace(stranger, first!), undefined);
  }
});

Deno.test("no picture is both nameable and misleading, and none is chosen twice", () => {
  for (const [word, chosen] of Object.entries(NAMEABLE)) {
    assert.equal(new Set(chosen).size, chosen.length, word);
    assert.ok(chosen.length >= 1 && chosen.every((picture) => /^[\w.-]+\/[^/]+$/.test(picture)), word);
    assert.ok(!chosen.some((picture) => isMisleading(word, picture)), word);
  }
});

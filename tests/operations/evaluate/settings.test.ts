import assert from "node:assert/strict";
import { checkStyles, parseChanges } from "../../../src/operations/evaluate/settings.ts";
import { tokenizer } from "../../tasks/art/toy.ts";

Deno.test("parseChanges() makes every combination of the listed values", () => {
  assert.deepEqual(parseChanges("best-of=1,2", tokenizer), [{ bestOf: 1 }, { bestOf: 2 }]);
  assert.deepEqual(parseChanges(" temperature=0,1  top-k=1,4 ", tokenizer), [
    { variation: 0, temperature: 0, topK: 1 },
    { variation: 0, temperature: 0, topK: 4 },
    { variation: 1, temperature: 0.7, topK: 1 },
    { variation: 1, temperature: 0.7, topK: 4 },
  ]);
});

Deno.test("parseChanges() names the setting or the value that is wrong", () => {
  const refused = (text: string, message: RegExp) =>
    assert.throws(() => parseChanges(text, tokenizer), message);
  refused("colour=red", /^UserError: --compare "colour=red": "colour=red" is not a list of values such as/);
  refused(
    "best-of",
    /"best-of" is not a list of values such as temperature=0.3,0.9; names are temperature, /,
  );
  refused("toString=1", /"toString=1" is not a list of values/);
  refused("best-of=1,,2", /--compare best-of "" is not a whole number from 1 to 3$/);
  refused("best-of=1.5", /--compare best-of 1\.5 is not a whole number from 1 to 3$/);
});

Deno.test("checkStyles() takes the styles that are drawn: letters are none, even where a model lists them", () => {
  checkStyles(["line", "solid", "shaded"], tokenizer);
  assert.ok(tokenizer.data.styles.includes("banner"));
  for (const style of ["banner", "oil", ""]) {
    assert.throws(
      () => checkStyles(["line", style], tokenizer),
      new RegExp(`^UserError: --style "${style}" is not one of line, solid, shaded$`),
    );
  }
});

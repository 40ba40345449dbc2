import assert from "node:assert/strict";
import { checkStyles, parseChanges } from "../../../src/cli/eval/options.ts";
import { tokenizer } from "../../inference/toy.ts";

Deno.test("parseChanges() makes every combination of the listed values", () => {
  assert.deepEqual(parseChanges("guidance=1,1.5", tokenizer), [{ guidance: 1 }, { guidance: 1.5 }]);
  assert.deepEqual(parseChanges(" drawing-temperature=0.2,0.6  best-of=1,4 ", tokenizer), [
    { drawingTemperature: 0.2, bestOf: 1 },
    { drawingTemperature: 0.2, bestOf: 4 },
    { drawingTemperature: 0.6, bestOf: 1 },
    { drawingTemperature: 0.6, bestOf: 4 },
  ]);
});

Deno.test("parseChanges() names the setting or the value that is wrong", () => {
  const refused = (text: string, message: RegExp) =>
    assert.throws(() => parseChanges(text, tokenizer), message);
  refused("colour=red", /^UserError: --compare "colour=red": "colour=red" is not a list of values such as/);
  refused("guidance", /"guidance" is not a list of values such as guidance=1,2; names are temperature, /);
  refused("toString=1", /"toString=1" is not a list of values/);
  refused("guidance=1,,2", /--compare guidance "" is not a number from 0 to 20$/);
  refused("best-of=1.5", /--compare best-of 1\.5 is not a whole number from 1 to 64$/);
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

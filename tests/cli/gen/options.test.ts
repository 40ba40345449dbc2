import assert from "node:assert/strict";

import { SAMPLING } from "../../../src/cli/gen/defaults.ts";
import { checkConflicts, type GenOptions, parsePlan, seedOf } from "../../../src/cli/gen/options.ts";
import { fitGridTokenizer } from "../../../src/tokenizer/grid/grid.ts";
import { tokenizer } from "../../tasks/art/toy.ts";

/** Options as they are without any on the command line. */
const none: GenOptions = {
  style: ["line"],
  count: "1",
  align: "left",
  charset: "ascii",
  stream: false,
  invert: false,
  sketch: false,
  strict: false,
  any: false,
  quiet: false,
  verbose: false,
};
const plan = (options: Partial<GenOptions>) => parsePlan({ ...none, ...options }, tokenizer);

Deno.test("parsePlan() takes 40×20 when no size is given, and more beside a sketch", () => {
  assert.deepEqual(plan({}).limits, { width: 40, maxLines: 20, maxChars: Infinity });
  assert.equal(plan({ sketch: true }).limits.width, 78);
});

Deno.test("parsePlan() allows the finished output to be as large as the largest drawing with all around it", () => {
  assert.equal(plan({ border: "light", width: "82", maxLines: "50" }).limits.width, 82);
  assert.throws(
    () => plan({ border: "light", width: "83" }),
    /--width 83 is not a whole number from 1 to 82$/,
  );
  assert.throws(() => plan({ width: "81" }), /from 1 to 80$/);
  assert.throws(() => plan({ border: "light", width: "2" }), /--border needs --width 3 or more/);
});

Deno.test("parsePlan() fits --width auto to COLUMNS, as far as the model goes", () => {
  const before = Deno.env.get("COLUMNS");
  const width = (columns: string) => {
    Deno.env.set("COLUMNS", columns);
    return plan({ width: "auto" }).limits.width;
  };
  try {
    assert.deepEqual(["23", "80", "500", "0", "wide"].map(width), [23, 80, 80, 40, 40]);
  } finally {
    if (before === undefined) Deno.env.delete("COLUMNS");
    else Deno.env.set("COLUMNS", before);
  }
});

Deno.test("parsePlan() takes the seed of the sketch when that is all it is given", () => {
  const { seed, like } = plan({ like: "7" });
  assert.deepEqual([seed, like], [7, 7]);
  assert.deepEqual([plan({ like: "7", seed: "8" }).seed, plan({ seed: "8" }).like], [8, undefined]);
  assert.throws(() => plan({ like: "x" }), /--like x is not a whole number from 0 to 4294967295$/);
});

Deno.test("parsePlan() takes each style once and names one that the model does not know", () => {
  assert.deepEqual(plan({ style: ["line", "solid", "line"] }).styles, ["line", "solid"]);
  assert.throws(
    () => plan({ style: ["line", "oil"] }),
    /--style "oil" is not one of line, solid, shaded, banner/,
  );
  const lines = fitGridTokenizer([], { styles: ["line"], maxWidth: 80, maxHeight: 48 });
  assert.deepEqual(parsePlan({ ...none, style: ["line", "banner"] }, lines).styles, ["line", "banner"]);
  assert.throws(() => plan({ count: "0" }), /--count 0 is not a whole number from 1 to 1000$/);
});

Deno.test("parsePlan() samples as is usual where the options do not say otherwise", () => {
  const usual = { ...SAMPLING, temperature: 0.42 };
  assert.deepEqual(plan({}).sampling, usual);
  assert.deepEqual(plan({ temperature: "0", topK: "3" }).sampling, {
    ...usual,
    variation: 0,
    temperature: 0,
    topK: 3,
  });
  assert.deepEqual(plan({ temperature: "1" }).sampling, { ...usual, variation: 1, temperature: 0.7 });
  assert.throws(() => plan({ temperature: "6" }), /--temperature 6 is not a number from 0 to 5$/);
  assert.throws(() => plan({ bestOf: "4" }), /--best-of 4 is not a whole number from 1 to 3$/);
  assert.throws(() => plan({ topK: "-1" }), /--top-k -1 is not a whole number from 0 to \d+$/);
});

Deno.test("seedOf() counts up from the seed and begins again after the last", () => {
  assert.deepEqual([0, 1, 2].map((i) => seedOf({ seed: 2 ** 32 - 2 }, i)), [2 ** 32 - 2, 2 ** 32 - 1, 0]);
});

Deno.test("checkConflicts() says why options do not go together", () => {
  const refused = (options: Partial<GenOptions>, format: Parameters<typeof checkConflicts>[1], why: RegExp) =>
    assert.throws(() => checkConflicts({ ...none, ...options }, format), why);
  refused({ like: "1", from: "a.png" }, "plain", /^UserError: --like does not go with --from: /);
  refused({ quiet: true, verbose: true }, "plain", /--quiet does not go with --verbose/);
  refused(
    { stream: true },
    "svg",
    /--stream does not go with the format svg: it needs the finished drawing$/,
  );
  refused({ stream: true, output: "a.txt" }, "plain", /--stream does not go with --output/);
  refused({ stream: true, align: "right" }, "plain", /--stream does not go with --align right/);
  refused({ stream: true, border: "light" }, "plain", /--stream does not go with --border/);
  refused({ stream: true, charset: "box" }, "plain", /--stream does not go with --charset box/);
  refused({ stream: true, invert: true }, "plain", /--stream does not go with --invert/);
  refused({ stream: true, sketch: true }, "plain", /--stream does not go with --sketch/);
  checkConflicts({ ...none, stream: true }, "ansi");
  checkConflicts({ ...none, border: "light", align: "right", output: "a.png" }, "png");
});

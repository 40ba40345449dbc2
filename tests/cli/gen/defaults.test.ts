import assert from "node:assert/strict";
import { defaultSampling, describeDefault } from "../../../src/cli/gen/defaults.ts";

Deno.test("describeDefault() tells the usual value and those of styles that differ", () => {
  assert.equal(describeDefault("temperature"), `${defaultSampling("line").temperature}`);
  assert.equal(
    describeDefault("guidance"),
    `${defaultSampling("line").guidance}, banner ${defaultSampling("banner").guidance}`,
  );
});

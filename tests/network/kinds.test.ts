import assert from "node:assert/strict";
import { firstIssue } from "../../src/base/schema.ts";
import { chosenNetwork, networkConfigSchema, PRESETS } from "../../src/network/config.ts";
import { ARCHITECTURE_NAMES, networkKind } from "../../src/network/kinds.ts";
import { stateSize } from "../../src/network/state.ts";
import { modelShape } from "../../src/tasks/art/config.ts";

Deno.test("each preset makes a sound network of each kind, for texts and for drawings", () => {
  for (const architecture of ARCHITECTURE_NAMES) {
    for (const preset of Object.keys(PRESETS)) {
      const config = networkConfigSchema.parse(chosenNetwork({ architecture, preset }));
      const { state, options } = networkKind(architecture);
      assert.ok(stateSize(state(config)) > 0, `${architecture}, ${preset}`);
      for (const [name, value] of Object.entries(options)) {
        if (value !== undefined) {
          assert.equal(Object.entries(config).find(([key]) => key === name)?.[1], value);
        }
      }
      if (preset === "gpt2" && config.form !== undefined) {
        assert.throws(() => modelShape(preset, {}, { architecture }), /form\.positions: is for texts/);
      } else assert.equal(modelShape(preset, {}, { architecture }).dim, config.dim);
    }
  }
});

Deno.test("a config that was stored before is read as it was, key by key", () => {
  const before =
    '{"dim":192,"layers":4,"heads":6,"hidden":768,"window":128,"architecture":"grid-transformer"}';
  assert.equal(JSON.stringify(networkConfigSchema.parse(JSON.parse(before))), before);
});

Deno.test("what only other kinds have is refused by its name, and so are heads that do not fit", () => {
  const refusal = (more: object) => {
    const chosen = { ...chosenNetwork({ preset: "nano", sizes: { dim: 64, heads: 4 } }), ...more };
    const result = networkConfigSchema.safeParse(chosen);
    assert.ok(!result.success, JSON.stringify(more));
    return firstIssue(result.error);
  };
  assert.match(refusal({ state: 8 }), /^state: is for --architecture .*, not transformer$/);
  assert.equal(refusal({ kvHeads: 3 }), "kvHeads: must divide the 4 heads, which 3 does not");
  assert.equal(refusal({ kvHeads: 8 }), "kvHeads: must divide the 4 heads, which 8 does not");
  assert.match(refusal({ architecture: "lstm" }), /^architecture: Invalid/);
  assert.match(refusal({ kvHeads: 1.5 }), /^kvHeads: Invalid input: expected int/);
});

Deno.test("chosenNetwork() leaves out what is not used, and takes what was given", () => {
  const config = chosenNetwork({ preset: "nano", sizes: { dim: 64, heads: 4, kvHeads: 2 } });
  assert.deepEqual(config, {
    ...{ architecture: "transformer", dim: 64, layers: 1, heads: 4, hidden: 256, window: 128, kvHeads: 2 },
  });
  const { state } = networkKind("transformer");
  assert.equal(stateSize(state(config)), 2 * 128 * 32);
  assert.equal(stateSize(state({ ...config, kvHeads: undefined })), 2 * 128 * 64);
});

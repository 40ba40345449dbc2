import assert from "node:assert/strict";
import { join } from "node:path";
import { SCHEMES } from "../../src/bundle/quantisation.ts";
import { forward } from "../../src/inference/forward.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { chosenNetwork, networkConfigSchema } from "../../src/network/config.ts";
import { ARCHITECTURE_NAMES } from "../../src/network/kinds.ts";
import { initialize, namedViews, parameterCount } from "../../src/network/parameters.ts";
import { quantize } from "../../src/operations/quantize.ts";
import { readTextBundle, writeTextBundle } from "../../src/tasks/text/bundle.ts";
import { openTextSession } from "../../src/tasks/text/complete.ts";
import { textPorts, textState } from "../../src/tasks/text/state.ts";
import { TEXT, tokenizer } from "../tasks/text/tiny.ts";
import { MOST_ERROR, relativeError } from "./rounding.ts";

/** Logits of a text by a model folder. */
async function logitsOf(model: string): Promise<Float32Array> {
  const session = await openTextSession(await readTextBundle(model));
  const tokens = [...tokenizer.encode(TEXT.slice(0, 20))];
  const [logits] = await forward(session, [{ tokens, state: textState(session.ports, 0, 0) }], true);
  await session.close();
  return logits!;
}

for (const architecture of ARCHITECTURE_NAMES) {
  Deno.test(`a network of the kind ${architecture} is rounded in every way, and says about the same`, async () => {
    const folder = await Deno.makeTempDir({ prefix: "rounded-" });
    try {
      const config = networkConfigSchema.parse(
        chosenNetwork({ architecture, preset: "nano", sizes: { dim: 64, layers: 2 } }),
      );
      const specs = parameterSpecs(textPorts(tokenizer, config), config);
      const weights = new Float32Array(parameterCount(specs));
      // Matrices that begin as zeros would say nothing.
      initialize(
        specs.map((spec) => spec.role === "vector" ? spec : { ...spec, deviation: 0.1 }),
        weights,
        1,
      );
      const model = join(folder, "model");
      await writeTextBundle(model, {
        ...{ tokenizer, config, parameters: namedViews(specs, weights) },
        ...{ corpus: "", training: {}, attributions: [] },
      });
      const exact = await logitsOf(model), { model: whole } = await readTextBundle(model);
      for (const scheme of SCHEMES) {
        const out = join(folder, scheme);
        const { manifest } = await quantize({ model, scheme, out });
        assert.ok(manifest.files["model.onnx"].size < 0.5 * whole.length, scheme);
        const rounded = await logitsOf(out);
        const error = relativeError(rounded, exact);
        assert.ok(error > 0 && error < MOST_ERROR[scheme], `${scheme}: ${error}`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

/**
 * `parity_side.ts <run> <text> <rounded model…>`: whether a trained network says the same in TensorFlow.js, as the training
 * computes, and in onnxruntime, however it is read, and about the same where it is rounded. Prints a line of JSON; it is a
 * process of its own, so that nothing of it stays in the script's.
 */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { initBackend } from "../../src/engine/backend.ts";
import { forward } from "../../src/inference/forward.ts";
import { loadCheckpoint } from "../../src/tasks/registry.ts";
import { readTextBundle, type TextBundle } from "../../src/tasks/text/bundle.ts";
import { openTextSession } from "../../src/tasks/text/complete.ts";
import { textState } from "../../src/tasks/text/state.ts";
import { checkpointParameters } from "../../src/training/checkpoint.ts";
import { CHECKPOINT_FILE } from "../../src/training/loop.ts";
import { routed } from "../../tests/network/routed.ts";
import { readingDifferences } from "../../tests/network/same.ts";
import type { Tiny } from "../../tests/network/tiny.ts";
import { relativeError } from "../../tests/operations/rounding.ts";
import type { Parity } from "./parity.ts";

/** Stretches that are read side by side, and lengths of the parts that the first is read in. */
const STRETCHES = 3, PARTS = [1, 7, 19];
/** What is almost as likely may be asked where sums are rounded otherwise: no such stretch is compared. */
const LEAST_MARGIN = 1e-4;
const TRIES = 50;

/** Stretches of a text that the network reads without a close choice between experts. */
function stretchesOf(network: Tiny, ids: readonly number[]): number[][] {
  const { form, window, architecture } = network.config;
  // Where places end, a text is as long as the window at most.
  const length = form?.positions === "learned" ? window : Math.floor(1.5 * window);
  const stretches: number[][] = [];
  for (let i = 0; i < TRIES && stretches.length < STRETCHES; i++) {
    const stretch = ids.slice(i * length, (i + 1) * length);
    if (stretch.length < length) break;
    if (architecture === "mixture" && routed(network, [stretch]).margin <= LEAST_MARGIN) continue;
    stretches.push(stretch);
  }
  if (stretches.length === STRETCHES) return stretches;
  throw new UserError("input", `the text has ${stretches.length} stretches to compare, not ${STRETCHES}`);
}

async function logitsOf(bundle: TextBundle, tokens: readonly number[]): Promise<Float32Array> {
  const session = await openTextSession(bundle);
  const [logits] = await forward(session, [{ tokens, state: textState(session.ports, 0, 0) }], true);
  await session.close();
  return logits!;
}

/** Compares what a run trained with the models that were made of it. */
async function parityOf(run: string, text: string, models: readonly string[]): Promise<Parity> {
  await initBackend("auto");
  const checkpoint = await loadCheckpoint(join(run, CHECKPOINT_FILE));
  const bundle = await readTextBundle(join(run, "bundle"));
  const parameters = checkpointParameters(checkpoint);
  const network: Tiny = { config: checkpoint.network, ports: bundle.ports, parameters };
  const ids = [...bundle.tokenizer.encode((await Deno.readTextFile(text)).slice(0, 20_000))];
  const stretches = stretchesOf(network, ids), [first] = stretches;
  const session = await openTextSession(bundle);
  const apart = await readingDifferences(network, session, stretches, PARTS);
  await session.close();
  const exact = await logitsOf(bundle, first!);
  const rounded: Parity["rounded"] = {};
  for (const model of models) {
    const made = await readTextBundle(model), scheme = made.quantisation?.scheme;
    if (scheme === undefined) throw new UserError("model", `${model} is not rounded`);
    rounded[scheme] = relativeError(await logitsOf(made, first!), exact);
  }
  const weights = Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
  return { weights, tokens: STRETCHES * first!.length, apart: Object.fromEntries(apart), rounded };
}

if (import.meta.main) {
  const [run, text, ...models] = Deno.args;
  if (run === undefined || text === undefined) throw new Error("say which run, and which text");
  writeOut(JSON.stringify(await parityOf(run, text, models)) + "\n");
}

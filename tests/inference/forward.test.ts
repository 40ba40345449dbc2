import assert from "node:assert/strict";
import { forward } from "../../src/inference/forward.ts";
import { randomParameters, tinyConfig, tokenizer, toySequences, toySession } from "../tasks/art/toy.ts";

function assertClose(actual: Float32Array, expected: Float32Array): void {
  assert.equal(actual.length, expected.length);
  const worst = actual.reduce((max, value, i) => Math.max(max, Math.abs(value - expected[i]!)), 0);
  assert(worst <= 1e-4, `the largest difference is ${worst}`);
}

for (const layers of [1, 3]) {
  Deno.test(`forward() gives the same with and without the cache, in a batch and alone when there are ${layers} layers`, async () => {
    const config = { ...tinyConfig, layers };
    const session = await toySession(config, randomParameters(config, 5));
    const whole = await forward(session, toySequences(session), false);
    const stepwise = await forward(session, toySequences(session), true);
    for (const [i, expected] of whole.entries()) {
      assert(expected.every(Number.isFinite) && expected.some((value) => Math.abs(value) > 0.01));
      assertClose(stepwise[i]!, expected);
      const [alone] = await forward(session, [toySequences(session)[i]!], false);
      assertClose(alone!, expected);
    }
    await session.close();
  });
}

Deno.test("forward() forgets a token when it leaves the window of a one-layer model", async () => {
  const session = await toySession(tinyConfig, randomParameters(tinyConfig, 5));
  const [sequence] = toySequences(session).slice(-1);
  const [changed] = toySequences(session).slice(-1);
  // The style stands at position 1; its features at every position, so only the token is changed.
  changed!.tokens[1] = tokenizer.styleToken("solid");
  const [a] = await forward(session, [sequence!], true);
  const [b] = await forward(session, [changed!], true);
  const at = (logits: Float32Array, position: number) =>
    logits.slice(position * tokenizer.vocabularySize, (position + 1) * tokenizer.vocabularySize);
  const last = 1 + tinyConfig.window - 1;
  assert.notDeepEqual(at(a!, last), at(b!, last));
  assert.deepEqual(at(a!, last + 1), at(b!, last + 1));
  await session.close();
});

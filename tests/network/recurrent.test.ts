import assert from "node:assert/strict";
import { initBackend } from "../../src/engine/backend.ts";
import { networkConfigSchema } from "../../src/network/config.ts";
import { networkKind } from "../../src/network/kinds.ts";
import { stateSize } from "../../src/network/state.ts";
import { assertGradients } from "./differences.ts";
import { assertSameHoweverRead } from "./same.ts";
import { partByPart, sessionOf, type Tiny, tiny, tokensOf } from "./tiny.ts";

const recurrent = (seed: number, layers = 2): Tiny =>
  tiny(undefined, seed, { architecture: "gru", dim: 16, layers, heads: 1 });

for (const backend of ["auto", "cpu"] as const) {
  Deno.test(`a recurrent network says the same on ${backend} however it is read`, async () => {
    await initBackend(backend);
    await assertSameHoweverRead(recurrent);
  });

  Deno.test(`the gradient of a recurrent network is that of its loss, by differences, on ${backend}`, async () => {
    await initBackend(backend);
    assertGradients(recurrent(3));
  });
}

Deno.test("a recurrent network keeps one state a layer, which tells of what left the window long ago", async () => {
  const network = recurrent(5), { config } = network;
  assert.equal(stateSize(networkKind("gru").state(config)), config.layers * config.dim);
  // Gates that hardly open: what is kept, is kept for long.
  for (const [name, { data }] of Object.entries(network.parameters)) {
    if (name.endsWith(".gates.bias")) data.fill(5, data.length / 2);
  }
  const session = await sessionOf(network);
  const rest = tokensOf(3 * config.window, 1);
  const [[a], [b]] = [
    await partByPart(session, [[0, 1, 2, ...rest]]),
    await partByPart(session, [[9, 8, 7, ...rest]]),
  ];
  await session.close();
  assert.ok(a!.some((value, i) => Math.abs(value - b![i]!) > 1e-3));
});

Deno.test("configs of recurrent networks are checked", () => {
  const { config } = recurrent(1);
  const problem = (more: object) =>
    networkConfigSchema.safeParse({ ...config, ...more }).error?.issues[0]?.message;
  assert.equal(problem({}), undefined);
  assert.match(problem({ heads: 2 })!, /is 1 for --architecture gru, not 2/);
  assert.match(problem({ kvHeads: 1 })!, /not gru/);
});

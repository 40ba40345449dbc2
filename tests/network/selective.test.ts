import { initBackend } from "../../src/engine/backend.ts";
import { assertGradients } from "./differences.ts";
import { assertSameHoweverRead } from "./same.ts";
import { type Tiny, tiny } from "./tiny.ts";

/** A tiny network whose heads read and forget much of what they read, so that the scan has a say in all that follows. */
function selective(seed: number, sizes: Parameters<typeof tiny>[2] = {}): Tiny {
  const network = tiny(undefined, seed, {
    ...{ architecture: "selective", dim: 16, heads: 2, hidden: 32, state: 4, convolution: 3, ...sizes },
  });
  for (const [name, { data }] of Object.entries(network.parameters)) {
    if (name.endsWith(".rate.bias")) data.forEach((value, i) => data[i] = value + 4.5);
    if (name.endsWith(".decay")) data.forEach((value, i) => data[i] = value - 3);
  }
  return network;
}

for (const backend of ["auto", "cpu"] as const) {
  Deno.test(`a selective network says the same on ${backend} as a whole, step by step, in parts and side by side`, async () => {
    await initBackend(backend);
    await assertSameHoweverRead((seed, layers) => selective(seed, { layers, convolution: 2 + seed % 4 }));
  });

  Deno.test(`the gradient of a selective network is that of its loss, by differences, on ${backend}`, async () => {
    await initBackend(backend);
    // Longer than a chunk of the scan.
    assertGradients(selective(3), 21);
  });
}

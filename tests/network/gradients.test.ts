import { initBackend } from "../../src/engine/backend.ts";
import { assertGradients } from "./differences.ts";
import { CASES, tiny } from "./tiny.ts";

const BACKENDS = { "wasm with kernels": () => initBackend("auto"), cpu: () => initBackend("cpu") };

for (const [name, { form, sizes }] of Object.entries(CASES)) {
  for (const [backend, start] of Object.entries(BACKENDS)) {
    Deno.test(`the gradient of a network of the form ${name} is that of its loss, by differences, on ${backend}`, async () => {
      await start();
      assertGradients(tiny(form, 3, sizes));
    });
  }
}

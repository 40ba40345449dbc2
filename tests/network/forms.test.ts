import { initBackend } from "../../src/engine/backend.ts";
import { assertSameHoweverRead } from "./same.ts";
import { CASES, tiny } from "./tiny.ts";

for (const [name, { form, sizes }] of Object.entries(CASES)) {
  Deno.test(`a network of the form ${name} says the same as a whole, step by step, in parts and in a batch`, async () => {
    await initBackend("cpu");
    // Where places end, a text is as long as the window at most.
    const longest = form?.positions === "learned" ? 12 : 40;
    await assertSameHoweverRead((seed, layers) => tiny(form, seed, { ...sizes, layers }), longest);
  });
}

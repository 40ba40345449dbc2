/** Formatting, lint and types of all sources, as the checks of every change have it. */
import type { Stage } from "../stage.ts";
import { ROOT } from "./common.ts";

const CHECKS: readonly (readonly string[])[] = [
  ["fmt", "--check"],
  ["lint"],
  ["check", "--frozen", "main.ts", "scripts/", "tests/", "src/"],
];

export const lint: Stage = {
  name: "lint",
  about: "formatting, lint, types and the frozen lock of all sources",
  async run(work) {
    for (const args of CHECKS) {
      const { seconds } = await work.run({ command: Deno.execPath(), args, cwd: ROOT });
      work.check(`deno ${args.join(" ")}`, `nothing found in ${seconds.toFixed(1)} s`, "nothing found", true);
    }
  },
};

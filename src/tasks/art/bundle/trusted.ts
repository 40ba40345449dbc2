import { join } from "node:path";
import { bundleOf } from "./files.ts";
import type { Bundle } from "./read.ts";

/** Reads a bundle that is known to be sound, as the one in the executable is: `deno task compile` has read it with all checks. */
export const readTrusted = (path: string): Bundle =>
  bundleOf(path, (name) => Deno.readFileSync(join(path, name)));

import { fileURLToPath } from "node:url";
import type { Program } from "../base/child.ts";

/** This program, to be started again. */
export function thisProgram(): Program {
  const args = Deno.build.standalone ? [] : ["run", "-q", "-A", fileURLToPath(Deno.mainModule)];
  return { command: Deno.execPath(), args };
}

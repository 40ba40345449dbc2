/** The entry of the program and of the executable. */
import { isPacked } from "./src/cli/command_names.ts";
import { createCommand } from "./src/cli/commands.ts";
import { runProgram } from "./src/cli/program.ts";
import manifest from "./deno.json" with { type: "json" };

async function main(args: string[]): Promise<number> {
  if (!Deno.build.standalone || !isPacked(args[0] ?? "")) {
    return await runProgram(args, manifest.version, createCommand);
  }
  const { importPacked, PACKED_PROGRAM } = await import("./src/base/packed_program.ts");
  // cast: scripts/stage.ts packs this module
  const { run } = importPacked(PACKED_PROGRAM) as typeof import("./src/cli/packed.ts");
  return await run(args, manifest.version);
}

if (import.meta.main) Deno.exit(await main(Deno.args));

/** The program, which collects its garbage and tells of its memory on standard error, as a line of JSON, at each SIGUSR2: for `serve` under --expose-gc. */
import { createCommand } from "../../src/cli/commands.ts";
import { runProgram } from "../../src/cli/program.ts";
import { writeError } from "../../src/cli/terminal.ts";

if (import.meta.main) {
  const collect: unknown = Reflect.get(globalThis, "gc");
  if (typeof collect !== "function") throw new Error("it is run with --v8-flags=--expose-gc");
  Deno.addSignalListener("SIGUSR2", () => {
    collect();
    writeError(`${JSON.stringify(Deno.memoryUsage())}\n`);
  });
  Deno.exit(await runProgram(Deno.args, "0.0.0", createCommand));
}

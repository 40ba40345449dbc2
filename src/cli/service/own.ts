import { hostname } from "node:os";
import type { Own } from "../../service/jobs/settings.ts";
import { writeErrorLine } from "../terminal.ts";
import { thisProgram } from "../this_program.ts";

/** What does the jobs of this process. */
export const ownWork = (): Own => ({
  program: thisProgram(),
  name: `${hostname()}-${Deno.pid}`,
  log: (line) => writeErrorLine(line),
});

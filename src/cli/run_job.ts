import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { type ChildEvent, JOB_COMMAND, readAssignment } from "../service/jobs/child/protocol.ts";
import { serveJob } from "../service/jobs/child/serve.ts";
import { firstLine, inputEnds } from "./standard_input.ts";
import { writeRaw } from "./terminal.ts";

/** How a process ends that was told to stop and took too long. */
const TOO_LONG = 130;

/** `ascii-gen run-job`: what a worker starts for each job. */
export function command(): Command {
  return new Command(JOB_COMMAND).description("do a job of a worker, which tells it on standard input")
    .action(async () => {
      // A worker that is told to stop tells its jobs; a terminal or a supervisor that tells all at once would be too early.
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        if (Deno.build.os !== "windows") Deno.addSignalListener(name, () => {});
      }
      const assignment = readAssignment(await firstLine());
      if (assignment === undefined) throw new UserError("usage", `${JOB_COMMAND} is started by a worker`);
      const stop = new AbortController();
      void inputEnds().then(() => {
        stop.abort();
        setTimeout(() => Deno.exit(TOO_LONG), assignment.patience);
      });
      await serveJob(assignment, tell, stop.signal);
    });
}

function tell(event: ChildEvent): void {
  try {
    writeRaw(`${JSON.stringify(event)}\n`);
  } catch {
    // The worker is gone: what is to be saved is saved all the same.
  }
}

import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { openServices } from "../service/open.ts";
import { workplaceOf } from "../service/jobs/settings.ts";
import { work } from "../service/jobs/worker.ts";
import { addFields } from "./flags.ts";
import { stoppable } from "./interrupt.ts";
import { SERVICE_FLAGS, settingsOf } from "./service/settings.ts";
import { writeErrorLine } from "./terminal.ts";
import { ownWork } from "./service/own.ts";

/** `ascii-gen worker`. */
export function command(): Command {
  const command = new Command("worker").description(
    "do the jobs of a service, on this machine or another, until it is told to stop (docs/jobs.md)",
  );
  return addFields(command, SERVICE_FLAGS).action(async (flags: Record<string, unknown>) => {
    const settings = await settingsOf(flags);
    if (settings.queue.concurrency < 1) {
      throw new UserError("usage", "queue.concurrency 0 is a worker that does nothing; 1 or more does");
    }
    await using services = await openServices(settings);
    const place = workplaceOf(services, ownWork());
    await stoppable(async (signal) => {
      writeErrorLine(`${place.name}: ${place.concurrency} at a time, in ${place.root}`);
      await work(place, signal);
    }, "stopping when the jobs at work have saved checkpoints; Ctrl-C again stops at once");
    // To be told to stop is how a worker ends.
    Deno.exitCode = 0;
  });
}

import { Command } from "commander";
import type { Fields } from "../base/fields.ts";
import type { Level, LogFields } from "../base/log.ts";
import { workplaceOf } from "../service/jobs/settings.ts";
import { work } from "../service/jobs/worker.ts";
import { openServices } from "../service/open.ts";
import { ROUTES } from "../service/routes.ts";
import { listen } from "../service/server.ts";
import type { Settings } from "../service/settings/fields.ts";
import { requireTokens } from "../service/security/bind.ts";
import { printedSettings } from "../service/settings/tell.ts";
import { addFields, readFields } from "./flags.ts";
import { stoppable } from "./interrupt.ts";
import { record } from "./log.ts";
import { modelPlaces } from "./places.ts";
import { ownWork } from "./service/own.ts";
import { SERVICE_FLAGS, settingsOf } from "./service/settings.ts";
import { studioFiles } from "./service/studio.ts";
import { writeErrorLine, writeOut } from "./terminal.ts";

const OWN_FIELDS = {
  printConfig: { type: "switch", text: "print the settings that hold, secrets masked, and do nothing" },
} as const satisfies Fields;

/** `ascii-gen serve`; the version is that of the program. */
export function command(): Command {
  const command = new Command("serve").description(
    "serve drawing, texts, jobs and the studio over HTTP until it is told to stop; prints its address (docs/service.md)",
  );
  return addFields(command, { ...OWN_FIELDS, ...SERVICE_FLAGS })
    .action(async (flags: Record<string, unknown>) => {
      const { models, ...rest } = await settingsOf(flags);
      const settings: Settings = { ...rest, models: { places: modelPlaces(), ...models } };
      if (readFields(OWN_FIELDS, flags).printConfig) return writeOut(printedSettings(settings));
      // Before anything is opened.
      requireTokens(settings);
      await serve(settings, command.version() ?? "");
    });
}

async function serve(settings: Settings, version: string): Promise<void> {
  const files = await studioFiles();
  if (files === undefined) writeErrorLine("serve: there is no studio; deno task studio --service builds it");
  await using services = await openServices(settings);
  await stoppable(async (signal) => {
    const server = await listen({ routes: ROUTES, services, version, log, ...files && { files } });
    const told = Promise.withResolvers<void>();
    signal.addEventListener("abort", () => told.resolve());
    try {
      writeOut(`${server.address}\n`);
      // Its threads start before somebody waits for them; /readyz tells of what is missing.
      services.drawing.ready().catch(() => {});
      const working = settings.queue.concurrency > 0 && work(workplaceOf(services, ownWork()), signal);
      // What is asked for and what is done end side by side.
      await Promise.all([working, told.promise.then(server.close)]);
    } finally {
      await server.close();
    }
  }, "stopping when what is at work has ended; Ctrl-C again stops at once");
  // To be told to stop is how a service ends.
  Deno.exitCode = 0;
}

/** Faults are shown and kept, requests kept where all is. */
function log(level: Level, message: string, fields?: LogFields): void {
  record(level, message, fields);
  if (level !== "error") return;
  const [reason = ""] = String(fields?.error ?? "").split("\n");
  writeErrorLine(`serve: ${message}: ${reason} (request ${fields?.request})`, "error");
}

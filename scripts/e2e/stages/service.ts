/** The service, as it is started by hand: draws, completes, trains as a job, and ends when it is told to. */
import { join } from "node:path";
import type { Program } from "../child.ts";
import type { Stage, Work } from "../stage.ts";
import { executable, ROOT } from "./common.ts";
import { openClient, serving } from "./service_client.ts";
import { useService } from "./service_use.ts";

export const service: Stage = {
  name: "service",
  about: "serve from the sources (in full the executable too): draws, completes, a job, drained by SIGTERM",
  async run(work) {
    await serve(work, "sources", (args) => ({
      ...{ command: Deno.execPath(), args: ["task", "--quiet", "serve", ...args], cwd: ROOT },
    }));
    if (work.quick) return;
    const program = work.take("binary", "program"), home = join(work.folder, "home");
    await Deno.mkdir(home);
    await serve(work, "executable", (args) => executable(program, home)("serve", ...args));
  },
};

async function serve(work: Work, name: string, programOf: (args: string[]) => Program): Promise<void> {
  const root = join(work.folder, name), corpora = join(root, "corpora");
  await Deno.mkdir(corpora, { recursive: true });
  await Deno.copyFile(work.take("data", "text"), join(corpora, "text.txt"));
  // A folder of models is the folder of the model that they are found by.
  const models = join(work.take("export", "text-float32"), "..");
  const args = ["--port", "0", "--root", root, "--models-places", models];
  const { running, address, seconds } = await serving(work, programOf(args));
  work.note(`${name}: seconds until it was ready`, seconds.toFixed(1));
  await useService(work, name, openClient(address, work.signal));
  const begun = performance.now();
  running.tell("SIGTERM");
  const { code, signal } = await running.ended;
  work.signal.throwIfAborted();
  const took = ((performance.now() - begun) / 1000).toFixed(1);
  const told = signal ?? `exit code ${code}`;
  work.check(
    `${name}: ended by SIGTERM with a job at work`,
    `${told} after ${took} s`,
    "exit code 0",
    code === 0,
  );
  // What was at work is in the queue again: a service that starts there does it.
  const again = await serving(work, programOf(args));
  const { id, state } = await openClient(again.address, work.signal).newest();
  const goes = ["queued", "running"].includes(state);
  work.check(`${name}: the job, once it is started again`, `${id} is ${state}`, "queued or running", goes);
  const stopped = await openClient(again.address, work.signal).cancelled(id);
  work.check(`${name}: the job, cancelled`, stopped, "cancelled", stopped === "cancelled");
  again.running.tell("SIGTERM");
  const { code: last } = await again.running.ended;
  work.check(
    `${name}: ended by SIGTERM with nothing at work`,
    `exit code ${last}`,
    "exit code 0",
    last === 0,
  );
}

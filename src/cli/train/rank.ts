/** `ascii-gen train --distributed`: this process as one of those that mpirun started. */
import { quietly } from "../../base/context.ts";
import { launchOf } from "../../engine/mpi/launch.ts";
import { trainDistributed } from "../../operations/train/distributed.ts";
import type { TrainInput } from "../../operations/train/fields.ts";
import { describeError } from "../errors.ts";
import { interruptible, stoppable } from "../interrupt.ts";
import { nextSteps } from "../next_steps.ts";
import { contextOf } from "../progress.ts";
import { writeErrorLine } from "../terminal.ts";

/** What Open MPI's mpirun passes on at once, which a Ctrl-C it does not. SIGUSR1 is Deno's own: it opens a debugger's port. */
const PASSED_ON: readonly Deno.Signal[] = Deno.build.os === "windows" ? [] : ["SIGUSR2"];

/** Trains as one rank: rank 0 tells how it goes, the others say nothing. */
export async function runRank(input: TrainInput): Promise<void> {
  const launch = launchOf((name) => Deno.env.get(name));
  const failed = (error: unknown): number => {
    const { line, code } = describeError(error);
    writeErrorLine(`ascii-gen: ${line}`, "error");
    return code;
  };
  const host = { launch, failed };
  if (launch !== undefined && launch.rank > 0) {
    await interruptible((signal) => trainDistributed(input, { ...quietly, signal }, host), PASSED_ON);
    return;
  }
  await stoppable(
    async (signal) => {
      const { stop, log, ...context } = contextOf(signal);
      const tell = (line: string) => {
        stop();
        log(line);
      };
      try {
        const ended = await trainDistributed(input, { ...context, log: tell }, host);
        if (ended !== undefined) nextSteps(ended, signal.aborted).forEach((line) => writeErrorLine(line));
      } catch (error) {
        // Told to stop before there was a step.
        if (!signal.aborted || error !== signal.reason) throw error;
        writeErrorLine("stopped before the first step");
      } finally {
        stop();
      }
    },
    "stopping after this step; told again it stops at once",
    PASSED_ON,
  );
}

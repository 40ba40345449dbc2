/** `ascii-gen train -m`. */
import { UserError } from "../../base/errors.ts";
import { sweep, type SweepState } from "../../operations/sweep.ts";
import { sweepConfigurations, type SweepRequest } from "../../operations/sweep/plan.ts";
import { cellsOf } from "../../operations/sweep/results.ts";
import { stoppable } from "../interrupt.ts";
import { record } from "../log.ts";
import { contextOf } from "../progress.ts";
import { metric } from "../runs/figures.ts";
import { tableSpans } from "../table.ts";
import { isTerminal, writeErrorLine, writeOut, writeSpans } from "../terminal.ts";
import { thisProgram } from "../this_program.ts";
import { liveSweep } from "./live.ts";

type Asked = Omit<SweepRequest, "cores" | "variable">;

const onThisMachine = (request: Asked): SweepRequest => ({
  ...request,
  cores: navigator.hardwareConcurrency,
  variable: (name) => Deno.env.get(name),
});

/** Prints the configurations of a sweep's trials, each a document of YAML; nothing begins. */
export async function printSweep(request: Asked): Promise<void> {
  const configurations = await sweepConfigurations(onThisMachine(request));
  writeOut(configurations.map((text) => `---\n${text}`).join(""));
}

/** Runs a sweep, with its table and curves on a terminal, lines elsewhere. */
export async function runSweep(request: Asked): Promise<void> {
  await stoppable(async (signal) => {
    const live = isTerminal() ? liveSweep() : undefined;
    // A line says that it is stopping.
    signal.addEventListener("abort", () => live?.moved(1));
    const { stop, ...context } = contextOf(signal);
    try {
      const ended = await sweep(
        onThisMachine(request),
        thisProgram(),
        live === undefined ? context : {
          ...context,
          log: (line) => record("info", line),
          shown: (state) => live.show(state),
        },
      );
      live?.end();
      tell(ended, signal.aborted);
    } finally {
      stop();
    }
  }, "stopping when each run has saved a checkpoint; Ctrl-C again stops at once");
}

/** The table, and what became of it. */
function tell({ folder, journal, results }: SweepState, isStopped: boolean): void {
  writeSpans(tableSpans(cellsOf(results, { journal, told: metric })));
  const failed = results.trials.filter(({ state }) => state === "failed").length;
  const open = results.trials.some(({ state }) => state === "waiting" || state === "stopped");
  writeErrorLine(
    `${folder}/table.json, table.csv and table.md tell the same; ascii-gen runs compare ${folder} tells more`,
  );
  if (failed > 0) writeErrorLine(`${failed} of ${journal.trials.length} trials failed`, "warn");
  if (isStopped || open) writeErrorLine(`go on: ascii-gen train -m --resume --out ${folder}`);
  if (failed === journal.trials.length) throw new UserError("input", `${folder}: all trials failed`);
}

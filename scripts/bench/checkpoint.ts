/** `deno task bench checkpoint`: memory that saving and resuming a large network takes beside what training itself holds. */
import { join } from "node:path";
import * as z from "zod";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { inTemporaryFolder } from "./peer.ts";

/** Largest resident memory of a process by the end of each part of a run of one step, in bytes. */
export const sideSchema = z.object({
  parameters: z.number(),
  /** Until its first step begins: weights drawn or the checkpoint read, replicas started. */
  started: z.number(),
  /** During the step. */
  step: z.number(),
  /** While both checkpoints are written, the best and the latest. */
  saved: z.number(),
  /** Of the wasm heap of the thread that trains. */
  heap: z.number(),
});
export type Side = z.infer<typeof sideSchema>;

/** Trains one step, saves, and in another process resumes, trains one more and saves. Linux only. */
export async function checkpointBench(): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const fresh = await side(folder, 1), resumed = await side(folder, 2);
    const weights = 4 * fresh.parameters;
    writeOut(`${fresh.parameters} parameters, ${mebibytes(weights)} of weights; one worker, AdamW\n\n`);
    const line = (...cells: string[]) =>
      writeOut(cells.map((cell, i) => i === 0 ? cell.padEnd(12) : cell.padStart(16)).join("") + "\n");
    line("", "until 1st step", "step", "saving", "wasm heap");
    for (const [name, { started, step, saved, heap }] of [["fresh", fresh], ["resumed", resumed]] as const) {
      line(name, ...[started, step, saved, heap].map(mebibytes));
    }
    const beyond = Math.max(fresh.saved, resumed.started, resumed.step, resumed.saved) - fresh.step;
    writeOut(
      `\nbeyond what training holds: ${(Math.max(0, beyond) / weights).toFixed(2)} copies of the weights\n`,
    );
  });
}

async function side(folder: string, steps: number): Promise<Side> {
  writeErrorLine(`bench: step ${steps}`);
  const args = ["run", "-q", "-A", join(import.meta.dirname!, "checkpoint_side.ts"), folder, String(steps)];
  const { success, stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
  if (!success) throw new Error("the run failed; its messages are above");
  return sideSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
}

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

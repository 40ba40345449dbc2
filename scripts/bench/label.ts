/** `deno task bench label`: scikit-learn's digits, labelled beside a logistic regression that learned the same pictures. */
import { join } from "node:path";
import { cpuUsage } from "node:process";
import * as z from "zod";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { evaluateLabel } from "../../src/operations/evaluate/label.ts";
import { train } from "../../src/operations/train.ts";
import { inTemporaryFolder, pythonWith, startPeer } from "./peer.ts";

const PACKAGES = ["scikit-learn==1.8.0"];

const peerSchema = z.object({
  learned: z.int(),
  judged: z.int(),
  accuracy: z.number(),
  seconds: z.number(),
});

export interface LabelBenchOptions {
  /** Steps of training; without, a minute. */
  steps?: number | undefined;
  python?: string | undefined;
}

/** Prints both sides' accuracy, and the processor time that each learned for, one thread each. */
export async function labelBench({ steps, python: given }: LabelBenchOptions): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const python = given ?? await pythonWith(PACKAGES, undefined, folder);
    if (python === undefined) {
      throw new UserError("environment", "the digits come from scikit-learn, which is missing");
    }
    const data = join(folder, "digits");
    const peer = startPeer(python, [join(import.meta.dirname!, "digits.py"), data]);
    const regression = peerSchema.parse(JSON.parse(await peer.ask()));
    await peer.close();
    const { learned, judged } = regression;
    writeOut(`digits of scikit-learn: ${learned} learned, ${judged} judged\n`);
    row("logistic regression (scikit-learn)", regression.accuracy, regression.seconds);
    for (const architecture of ["transformer", "gru", "selective"] as const) {
      const began = cpuUsage();
      const { model, checkpoint } = await train({
        ...{ files: [data], out: join(folder, architecture), architecture, workers: 1 },
        ...steps === undefined ? { minutes: 1 } : { steps },
      }, quietly);
      const { user, system } = cpuUsage(began);
      const { accuracy } = await evaluateLabel({ model, files: [data] }, quietly);
      row(`${architecture}, ${checkpoint.step} steps`, accuracy, (user + system) / 1e6);
    }
  });
}

const row = (name: string, accuracy: number, seconds: number): void =>
  writeOut(
    `${name.padEnd(40)} ${(100 * accuracy).toFixed(1).padStart(6)} % right ${
      seconds.toFixed(1).padStart(8)
    } s of a core\n`,
  );

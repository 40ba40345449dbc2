/** `deno task bench [decode|train]`: speed of this build on this machine, printed with what it was measured on. */
import { Argument, Command } from "commander";
import { join } from "node:path";
import { readBundle } from "../src/bundle/bundle.ts";
import { defaultBundle } from "../src/cli/default_bundle.ts";
import { describeError } from "../src/cli/errors.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { DEFAULT_CORPUS } from "../src/corpus/store.ts";
import { generate } from "../src/inference/generate.ts";
import { type ModelSession, openSession } from "../src/inference/session.ts";

const PROMPTS = ["cat", "house", "guitar", "rocket", "umbrella"];

async function decodeBench(model: string, repeats: number): Promise<void> {
  const began = performance.now();
  const session = await openSession(await readBundle(model));
  row("read, verify and open the model", performance.now() - began, "ms");
  for (const rows of [1, 8]) {
    row(`decode, ${rows} row(s)`, await tokensPerSecond(session, rows, 400), "tokens/s");
  }
  for (const [width, maxLines] of [[32, 16], [40, 20], [80, 40]] as const) {
    const times: number[] = [];
    let characters = 0;
    for (let i = 0; i < repeats; i++) {
      const start = performance.now();
      const { lines } = await generate(session, {
        ...{ prompt: PROMPTS[i % PROMPTS.length]!, style: "line", width, maxLines, seed: i },
        ...{ temperature: 0.9, topK: 0, topP: 0.95 },
      });
      times.push(performance.now() - start);
      characters += lines.join("\n").length;
    }
    times.sort((a, b) => a - b);
    const detail = `median of ${repeats}, ${Math.round(characters / repeats)} characters on average`;
    row(`draw within ${width}×${maxLines} (${detail})`, times[times.length >> 1]!, "ms");
  }
  await session.close();
}

/** Feeds random features: the cost of a step does not depend on what they say. */
async function tokensPerSecond(session: ModelSession, rows: number, steps: number): Promise<number> {
  const decoder = session.start(rows);
  let start = 0;
  for (let step = 0; step < steps + 50; step++) {
    if (step === 50) start = performance.now();
    decoder.inputs(1).indices.fill(step % session.layout.rows);
    await decoder.step(1);
  }
  return rows * steps / ((performance.now() - start) / 1000);
}

async function trainBench(data: string, seconds: number): Promise<void> {
  const { modelShape } = await import("../src/model/config.ts");
  const { train } = await import("../src/training/loop.ts");
  const out = await Deno.makeTempDir();
  try {
    for (const workers of new Set([1, navigator.hardwareConcurrency])) {
      const log: string[] = [];
      await train(
        join(out),
        {
          ...{
            data,
            minutes: seconds / 60,
            batchTokens: 4096 * workers,
            sketchShare: 0.55,
            optimizer: "muon",
            learningRate: 0.003,
            warmup: 0.1,
          },
          ...{
            weightDecay: 0.01,
            gradientClip: 1,
            accumulate: 1,
            dropout: 0,
            promptDropout: 0.08,
            labelDropout: 0.2,
          },
          ...{ evenSketches: 0.2, evenDrawings: 0.5, labelCount: 3000, maxTokens: 1500, evalInterval: 1e6 },
          ...{ saveInterval: 1e6, seed: 1, backend: "auto", workers },
        },
        { from: "scratch", shape: modelShape("small") },
        {
          log: (line) => void log.push(line),
          saved: () => Promise.resolve(),
          stopped: () => false,
        },
      );
      const rates = log.flatMap((line) => line.match(/(\d+) positions\/s/)?.slice(1).map(Number) ?? []);
      row(`train, preset small, ${workers} worker(s)`, rates.at(-1) ?? NaN, "positions/s");
    }
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

function row(name: string, value: number, unit: string): void {
  writeOut(`${name.padEnd(72)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)} ${unit}\n`);
}

const program = new Command("bench")
  .addArgument(new Argument("[what]", "what to measure").choices(["decode", "train"]).default("decode"))
  .option("--model <folder>", "model folder", defaultBundle())
  .option("--data <file>", "corpus to train on", DEFAULT_CORPUS)
  .option("--repeats <n>", "drawings of each size", "15")
  .option("--seconds <n>", "training time for each number of workers", "60")
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .action(async (what: string, flags: { model: string; data: string; repeats: string; seconds: string }) => {
    const cores = navigator.hardwareConcurrency;
    writeOut(
      `${
        new Date().toISOString().slice(0, 10)
      }, ${Deno.build.target}, ${cores} cores, Deno ${Deno.version.deno}\n`,
    );
    if (what === "train") await trainBench(flags.data, wholeNumber("--seconds", flags.seconds, 5, 3600));
    else await decodeBench(flags.model, wholeNumber("--repeats", flags.repeats, 1, 1000));
  });

try {
  await program.parseAsync(Deno.args, { from: "user" });
} catch (error) {
  const { line, code } = describeError(error);
  if (line !== "") writeErrorLine(`bench: ${line}`);
  Deno.exit(code);
}

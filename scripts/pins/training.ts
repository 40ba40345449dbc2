/** Probes of training: metrics and weights of short runs, with more than one worker, backend and optimizer, and resumed. */
import { join } from "node:path";
import { type Checkout, hand, interrupt, once, succeed } from "./checkout.ts";
import { CORPUS, makeCorpus } from "./corpus.ts";
import { filesOf, type Parts, type Probe, readText, stableLines } from "./parts.ts";

export const SKETCHES = "sketches", ONE = "one-worker", HALF = "half";
const SKETCH_STEPS = "--steps 8 --seed 2 --batch 128 --hidden 256 --code 64".split(" ");
const COMMON = `--preset nano --data ${CORPUS} --seed 3 --batch-tokens 1024`.split(" ");
const TWENTY = "--steps 20 --eval-interval 5 --save-interval 10 --workers 1".split(" ");

/** Runs by name; all but the last are shown sketches that are there. */
const RUNS: Readonly<Record<string, string>> = {
  [ONE]: TWENTY.join(" "),
  "two workers": "--steps 20 --eval-interval 5 --workers 2",
  "two workers, accumulated": "--steps 4 --workers 2 --accumulate 2 --dropout 0.1 --prompt-dropout 0.5",
  "wasm, AdamW, fp32": "--steps 6 --workers 1 --backend wasm --optimizer adamw --precision fp32",
  "other shape":
    "--steps 4 --workers 1 --dim 48 --heads 3 --layers 1 --hidden 80 --window 24 --max-tokens 300",
  cpu: "--steps 2 --workers 1 --backend cpu --batch-tokens 256",
};

export function learnSketches(of: Checkout): Promise<void> {
  return once(of, SKETCHES, async () => {
    await makeCorpus(of);
    await succeed(of, ["sketches", "--data", CORPUS, "--out", SKETCHES, ...SKETCH_STEPS]);
  });
}

/** The run that export begins with. */
export function trainOne(of: Checkout): Promise<void> {
  return trained(of, ONE, RUNS[ONE]!.split(" "));
}

/** A run that was killed after its checkpoint at step 10 of 20. */
export function trainHalf(of: Checkout): Promise<void> {
  return once(of, HALF, async () => {
    await learnSketches(of);
    const args = ["train", ...COMMON, "--sketches", SKETCHES, "--out", HALF, ...TWENTY];
    await interrupt(of, args, { file: join(HALF, "checkpoint.bin"), signal: "SIGKILL" });
    if (lastStep(await readText(of, join(HALF, "metrics.jsonl"))) !== 10) {
      throw new Error("the run was to be killed after step 10; try again on a quieter machine");
    }
  });
}

function trained(of: Checkout, name: string, args: readonly string[]): Promise<void> {
  return once(of, name, async () => {
    await learnSketches(of);
    await succeed(of, ["train", ...COMMON, "--sketches", SKETCHES, "--out", name, ...args]);
  });
}

/** Metrics and weights of a run, and the manifest of its bundle, which has the digests of all other files. */
export async function results(of: Checkout, run: string): Promise<Parts> {
  const metrics = stableLines(await readText(of, join(run, "metrics.jsonl")));
  return { metrics, ...partsOf(await filesOf(of, join(run, "bundle")), ["manifest.json", "model.onnx"]) };
}

export function training(): Probe[] {
  const runs = Object.entries(RUNS).map(([name, args]): Probe => ({
    name,
    async take(of) {
      await trained(of, name, args.split(" "));
      return results(of, name);
    },
  }));
  return [
    sketches,
    sketchesResumed,
    ...runs,
    resumed,
    longer,
    initialised("bundle"),
    initialised("checkpoint.bin"),
    whole,
  ];
}

/** Sketches show in what they are exported as; how well they are learned, in the log. */
const sketches: Probe = {
  name: "sketches",
  async take(of) {
    await makeCorpus(of);
    const { stderr } = await succeed(of, ["sketches", "--data", CORPUS, "--out", "told", ...SKETCH_STEPS]);
    return { log: stderr.replaceAll(/\d+\.\d+ min/g, "… min") };
  },
};

/** The bundle of one step of training beside sketches: what they are stored as. */
export async function bundled(of: Checkout, sketches: string, data = CORPUS): Promise<Parts> {
  const out = `${sketches}-bundled`, own = ["--data", data, "--sketches", sketches, "--out", out];
  await succeed(of, ["train", ...COMMON, ...own, "--steps", "1", "--workers", "1"]);
  return filesOf(of, join(out, "bundle"));
}

/** A run of sketches that is stopped, wherever it stands by then, and goes on, gives what an unbroken one gives. */
const sketchesResumed: Probe = {
  name: "sketches, resumed",
  async take(of) {
    await learnSketches(of);
    const own = ["sketches", "--data", CORPUS, "--out", "stopped-sketches"];
    await interrupt(of, [...own, ...SKETCH_STEPS], { text: "codes of", signal: "SIGINT" });
    await succeed(of, [...own, "--resume"]);
    const [unbroken, again] = [await bundled(of, SKETCHES), await bundled(of, "stopped-sketches")];
    return sameParts(["sketches.onnx", "codes.bin"], unbroken, again);
  },
};

/** A run that was killed goes on from its checkpoint to what an unbroken one gives. */
const resumed: Probe = {
  name: "10 + 10 steps by --resume",
  async take(of) {
    await trainOne(of);
    await trainHalf(of);
    await hand(of, HALF, of, "resumed");
    await succeed(of, ["train", "--resume", "--sketches", SKETCHES, "--out", "resumed"]);
    const [unbroken, again] = [await results(of, ONE), await results(of, "resumed")];
    // The line of metrics at step 20 tells of the steps since the run began, or began anew.
    sameParts(["manifest.json", "model.onnx"], unbroken, again);
    return again;
  },
};

/** A finished run that gets a larger budget. */
const longer: Probe = {
  name: "5 more steps by --resume",
  async take(of) {
    await trainOne(of);
    await hand(of, ONE, of, "longer");
    await succeed(of, ["train", "--resume", "--sketches", SKETCHES, "--out", "longer", "--steps", "25"]);
    return results(of, "longer");
  },
};

const initialised = (from: string): Probe => ({
  name: `--init-from ${from}`,
  async take(of) {
    await trainOne(of);
    const name = `from-${from}`;
    await trained(of, name, ["--init-from", join(ONE, from), "--steps", "3", "--workers", "1"]);
    return results(of, name);
  },
});

/** Training that learns the sketches itself, of the usual shape. */
const whole: Probe = {
  name: "with its own sketches",
  async take(of) {
    await makeCorpus(of);
    const args = ["--sketch-steps", "2", "--steps", "2", "--workers", "1"];
    await succeed(of, ["train", ...COMMON, "--out", "whole", ...args]);
    return results(of, "whole");
  },
};

/** Some parts of the second, which must be those of the first. */
function sameParts(names: readonly string[], first: Parts, second: Parts): Parts {
  for (const name of names) {
    const [a, b] = [first[name], second[name]];
    if (a === undefined || b === undefined || `${a}` !== `${b}`) {
      throw new Error(`resumed is not as unbroken: ${name} differs`);
    }
  }
  return partsOf(second, names);
}

function partsOf(parts: Parts, names: readonly string[]): Parts {
  return Object.fromEntries(Object.entries(parts).filter(([name]) => names.includes(name)));
}

const lastStep = (metrics: string): unknown => JSON.parse(metrics.trim().split("\n").at(-1)!).step;

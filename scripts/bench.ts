/** `deno task bench [decode|train|text|architectures|compression|optimizers|checkpoint|memory|image|corpus|tokenizers|forms|exchange|label|sweep|queue|serve|studio|chaos|fuzz-service|distributed|scenes|scene-names|faults|guessing]`: speed of this build on this machine, printed with what it was measured on. */
import { Argument, Command, Option } from "commander";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { describeError } from "../src/cli/errors.ts";
import { decimalNumber, wholeNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { DEFAULT_CORPUS } from "../src/data/store/store.ts";
import { generate } from "../src/tasks/art/draw/generate.ts";
import { openSession } from "../src/tasks/art/draw/session.ts";
import { PRESETS } from "../src/network/config.ts";
import { FORM_NAMES, type FormName } from "../src/network/form.ts";

const PROMPTS = ["cat", "house", "guitar", "rocket", "umbrella"];

async function drawingTimes(model: string, repeats: number): Promise<void> {
  const began = performance.now();
  const session = await openSession(await readBundle(model));
  row("read, verify and open the model", performance.now() - began, "ms");
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

function row(name: string, value: number, unit: string): void {
  writeOut(`${name.padEnd(72)} ${value.toFixed(value < 100 ? 1 : 0).padStart(8)} ${unit}\n`);
}

interface Flags {
  model: string;
  data: string;
  repeats: string;
  rounds: string;
  steps?: string;
  kills: string;
  redisKills: string;
  batch: string;
  context: string;
  form: FormName;
  tokenizer: string;
  workers: string;
  preset?: string;
  memory?: string;
  optimizer: "adamw" | "muon";
  vocabulary: string;
  columns: string;
  drawings: string;
  pieces: string;
  jobs: string;
  redis?: string;
  python?: string;
  rates?: true;
  weights: string;
  minutes: string;
  only?: string;
  seed: string;
  streams: string;
  requests: string;
}

const program = new Command("bench")
  .addArgument(
    new Argument("[what]", "what to measure").choices([
      "decode",
      "train",
      "text",
      "architectures",
      "compression",
      "optimizers",
      "checkpoint",
      "memory",
      "image",
      "corpus",
      "tokenizers",
      "forms",
      "exchange",
      "label",
      "sweep",
      "chaos",
      "queue",
      "studio",
      "serve",
      "fuzz-service",
      "distributed",
      "scenes",
      "scene-names",
      "faults",
      "guessing",
    ]).default("decode"),
  )
  .argument(
    "[files...]",
    "texts (train: instead of drawings; exchange: folders that create made, instead of models that are trained for it)",
  )
  .option("--model <folder>", "decode: model folder, not quantised", "weights/float16")
  .option("--repeats <n>", "decode: drawings of each size", "15")
  .option("--data <file>", "train: corpus to train on", DEFAULT_CORPUS)
  .addOption(
    new Option("--preset <name>", "model size (default: text: nanoGPT's for a CPU, else small)")
      .choices(Object.keys(PRESETS)),
  )
  .option(
    "--steps <n>",
    "steps that are measured (default: text: 2000, optimizers: 300, sweep: 200, else 20)",
  )
  .option("--weights <n,n>", "architectures: weights that each has about", "800000")
  .option("--minutes <x>", "architectures: processor time of each training; fuzz-service: how long", "10")
  .option("--only <names>", "architectures: only these; sweep: kills or asha alone")
  .option(
    "--seed <n>",
    "architectures: of each training; chaos: of what is killed when; fuzz-service: of requests",
    "1",
  )
  .option("--kills <n>", "chaos: of server, workers and their processes", "100")
  .option("--redis-kills <n>", "chaos: of Redis, which then has the jobs, among the others", "0")
  .option("--streams <n>", "serve: streams at once; 0 for none", "64")
  .option("--requests <n>", "serve: requests while memory is watched; 0 for none", "100000")
  .option("--rates", "optimizers: each at a third and three times its usual learning rate too")
  .option("--batch <n>", "text: stretches in a step", "12")
  .option("--context <n>", "text: tokens of a stretch", "64")
  .addOption(new Option("--form <name>", "text: how the network is built").choices(FORM_NAMES).default("own"))
  .option("--tokenizer <name>", "text: what it is cut into", "char")
  .option("--workers <n>", "cores that each side may use", String(navigator.hardwareConcurrency))
  .addOption(
    new Option("--optimizer <name>", "of this engine; train: muon measures both")
      .choices(["adamw", "muon"]).default("adamw"),
  )
  .option("--memory <size>", "memory: a limit to choose by (default: each way is measured)")
  .option("--vocabulary <n>", "tokenizers: tokens that there shall be", "8192")
  .option(
    "--rounds <n>",
    "decode, tokenizers, distributed: how often everything is measured; serve: drawings of each stream; scenes: of words",
    "9",
  )
  .option(
    "--python <path>",
    "a Python that has torch; onnxruntime and numpy; tokenizers and sentencepiece; torch, transformers and xllamacpp; or schemathesis (default: one is installed)",
  )
  .option("--drawings <n>", "studio: of different words and seeds", "100")
  .option("--columns <n>", "image: columns of every drawing", "40")
  .option("--jobs <n>", "queue: jobs that are done", "10000")
  .option("--redis <url>", "queue: a Redis to measure (default: redis-server is started)")
  .option("--pieces <n>", "corpus: synthetic pieces", "1000000")
  .exitOverride()
  .configureOutput({ writeErr: () => {} })
  .action(async (what: string, files: string[], flags: Flags) => {
    const date = new Date().toISOString().slice(0, 10);
    const cores = navigator.hardwareConcurrency;
    writeOut(`${date}, ${Deno.build.target}, ${cores} cores, Deno ${Deno.version.deno}\n`);
    if (what === "decode") {
      await drawingTimes(flags.model, wholeNumber("--repeats", flags.repeats, 1, 1000));
      const { decodeBench } = await import("./bench/decode.ts");
      await decodeBench({ ...flags, rounds: wholeNumber("--rounds", flags.rounds, 1, 1000) });
    } else if (what === "forms") {
      const { formsBench } = await import("./bench/forms.ts");
      const steps = wholeNumber("--steps", flags.steps ?? "20", 1, 10000);
      await formsBench({ preset: flags.preset ?? "small", steps });
    } else if (what === "image") {
      const { imageBench } = await import("./bench/image.ts");
      await imageBench({ columns: wholeNumber("--columns", flags.columns, 8, 200) });
    } else if (what === "architectures") {
      const { architecturesBench } = await import("./bench/architectures.ts");
      await architecturesBench({
        ...{ files, tokenizer: flags.tokenizer, ...flags.only && { only: flags.only.split(",") } },
        weights: flags.weights.split(",").map((each) => wholeNumber("--weights", each, 10_000, 1e8)),
        minutes: decimalNumber("--minutes", flags.minutes, 0, 1000, true),
        seed: wholeNumber("--seed", flags.seed, 0, 2 ** 31),
      });
    } else if (what === "optimizers") {
      const { optimizersBench } = await import("./bench/optimizers.ts");
      const steps = wholeNumber("--steps", flags.steps ?? "300", 2, 1e6);
      await optimizersBench({ files, preset: flags.preset ?? "nano", steps, rates: flags.rates });
    } else if (what === "exchange") {
      const { exchangeBench } = await import("./bench/exchange.ts");
      await exchangeBench({ ...flags, files });
    } else if (what === "label") {
      const { labelBench } = await import("./bench/label.ts");
      const steps = flags.steps === undefined ? undefined : wholeNumber("--steps", flags.steps, 1, 1e6);
      await labelBench({ steps, python: flags.python });
    } else if (what === "sweep") {
      const { sweepBench } = await import("./bench/sweep.ts");
      const steps = wholeNumber("--steps", flags.steps ?? "200", 100, 1e6);
      await sweepBench({ files, steps, only: flags.only });
    } else if (what === "chaos") {
      const { chaosBench } = await import("./bench/chaos/chaos.ts");
      await chaosBench({
        kills: wholeNumber("--kills", flags.kills, 0, 100_000),
        redisKills: wholeNumber("--redis-kills", flags.redisKills, 0, 100_000),
        seed: wholeNumber("--seed", flags.seed, 0, 2 ** 31),
      });
    } else if (what === "queue") {
      const { queueBench } = await import("./bench/queue.ts");
      await queueBench({ jobs: wholeNumber("--jobs", flags.jobs, 10, 1e6), url: flags.redis });
    } else if (what === "serve") {
      const { serveBench } = await import("./bench/serve.ts");
      await serveBench({
        streams: wholeNumber("--streams", flags.streams, 0, 1000),
        rounds: wholeNumber("--rounds", flags.rounds, 1, 1000),
        requests: wholeNumber("--requests", flags.requests, 0, 1e9),
      });
    } else if (what === "fuzz-service") {
      const { fuzzBench } = await import("./bench/fuzz_service.ts");
      await fuzzBench({
        minutes: decimalNumber("--minutes", flags.minutes, 0, 1000, true),
        ...{ seed: wholeNumber("--seed", flags.seed, 0, 2 ** 31), python: flags.python },
      });
    } else if (what === "scenes") {
      const { scenesBench } = await import("./bench/scenes.ts");
      await scenesBench(
        wholeNumber("--drawings", flags.drawings, 1, 1e6),
        wholeNumber("--seed", flags.seed, 0, 2 ** 31),
      );
      const { sayBench } = await import("./bench/say.ts");
      await sayBench(wholeNumber("--rounds", flags.rounds, 1, 1000));
    } else if (what === "scene-names") {
      const { sceneNamesBench } = await import("./bench/scene_names.ts");
      const drawings = wholeNumber("--drawings", flags.drawings, 0, 1e6);
      await sceneNamesBench(drawings, wholeNumber("--seed", flags.seed, 0, 2 ** 31), files[0]);
    } else if (what === "faults") {
      const { faultsBench } = await import("./bench/faults.ts");
      const seed = wholeNumber("--seed", flags.seed, 0, 2 ** 31);
      await faultsBench("weights/default", wholeNumber("--drawings", flags.drawings, 1, 1e4), seed);
    } else if (what === "guessing") {
      const { guessingBench } = await import("./bench/guessing.ts");
      const seed = wholeNumber("--seed", flags.seed, 0, 2 ** 31);
      await guessingBench("weights/default", wholeNumber("--drawings", flags.drawings, 1, 1e4), seed);
    } else if (what === "studio") {
      const { benchStudio } = await import("./bench/studio.ts");
      await benchStudio(wholeNumber("--drawings", flags.drawings, 1, 1e4), row);
    } else if (what === "distributed") {
      const { distributedBench } = await import("./bench/distributed.ts");
      await distributedBench({
        ...{ files, preset: flags.preset ?? "small" },
        steps: wholeNumber("--steps", flags.steps ?? "60", 20, 1e6),
        rounds: wholeNumber("--rounds", flags.rounds, 1, 1000),
      });
    } else if (what === "corpus") {
      const { corpusBench } = await import("./bench/corpus.ts");
      await corpusBench({ pieces: wholeNumber("--pieces", flags.pieces, 1, 1e8), seed: 1 });
    } else if (what === "tokenizers") {
      const { tokenizersBench } = await import("./bench/tokenizers.ts");
      const vocabulary = wholeNumber("--vocabulary", flags.vocabulary, 300, 1 << 20);
      const rounds = wholeNumber("--rounds", flags.rounds, 1, 1000);
      await tokenizersBench({ files, vocabulary, rounds, python: flags.python });
    } else if (what === "compression") {
      const { compressionBench } = await import("./bench/compression.ts");
      await compressionBench({
        ...{ files, preset: flags.preset ?? "tiny", tokenizer: flags.tokenizer },
        steps: wholeNumber("--steps", flags.steps ?? "600", 4, 1e6),
        workers: wholeNumber("--workers", flags.workers, 1, 256),
      });
    } else if (what === "checkpoint") {
      const { checkpointBench } = await import("./bench/checkpoint.ts");
      await checkpointBench();
    } else if (what === "memory") {
      const { memoryBench } = await import("./bench/memory.ts");
      await memoryBench(flags);
    } else if (what === "text") {
      const { RECIPE_SIZES, RECIPE_STEPS, textBench } = await import("./bench/text.ts");
      await textBench({
        ...{ files, python: flags.python, optimizer: flags.optimizer },
        ...flags.preset ? { preset: flags.preset, sizes: {} } : { preset: "small", sizes: RECIPE_SIZES },
        form: { form: flags.form },
        settings: { tokenizer: flags.tokenizer },
        batch: wholeNumber("--batch", flags.batch, 1, 10000),
        context: wholeNumber("--context", flags.context, 8, 4096),
        steps: wholeNumber("--steps", flags.steps ?? String(RECIPE_STEPS), 2, 1e6),
        workers: wholeNumber("--workers", flags.workers, 1, 256),
      });
    } else {
      const { trainBench } = await import("./bench/train.ts");
      const steps = wholeNumber("--steps", flags.steps ?? "20", 1, 10000);
      const workers = wholeNumber("--workers", flags.workers, 1, 256);
      await trainBench({ ...flags, preset: flags.preset ?? "small", files, steps, workers });
    }
  });

try {
  await program.parseAsync(Deno.args, { from: "user" });
} catch (error) {
  const { line, code } = describeError(error);
  if (line !== "") writeErrorLine(`bench: ${line}`);
  Deno.exit(code);
}

import { SingleBar } from "cli-progress";
import { stderr } from "node:process";
import { Command } from "commander";
import { readBundle } from "../bundle/bundle.ts";
import { DEFAULT_CORPUS, openCorpus } from "../corpus/store.ts";
import { measureDrawings } from "../evaluation/drawings.ts";
import { measureLikelihood } from "../evaluation/likelihood.ts";
import { MAX_BEST_OF } from "../inference/generate.ts";
import { openSession } from "../inference/session.ts";
import { loadDataset } from "../training/dataset.ts";
import { defaultBundle } from "./default_bundle.ts";
import { DEFAULTS } from "./gen.ts";
import { decimalNumber, wholeNumber } from "./numbers.ts";
import { writeOut } from "./terminal.ts";

interface Flags {
  model?: string;
  data: string;
  pictures: string;
  words: string;
  temperature: string;
  bestOf: string;
  seed: string;
  json?: boolean;
}

/** Longest drawing that is scored, in tokens. */
const MAX_TOKENS = 4000;

/** `ascii-gen eval`. */
export function command(): Command {
  return new Command("eval")
    .description("judge a model on pictures it was never trained on, and its drawings of common words")
    .option("--model <folder>", "model folder (default: the built-in one)")
    .option("--data <file>", "corpus that it was trained on", DEFAULT_CORPUS)
    .option("--pictures <n>", "pictures of the test split to score at most", "400")
    .option("--words <n>", "words to draw, four seeds each", "50")
    .option("--temperature <t>", "sampling temperature of the sketches", DEFAULTS.temperature)
    .option("--best-of <n>", "sketches and drawings made for each drawing", DEFAULTS.bestOf)
    .option("--seed <n>", "seed of every choice", "1")
    .option("--json", "print JSON")
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const limit = wholeNumber("--pictures", flags.pictures, 1, 1_000_000);
  const words = wholeNumber("--words", flags.words, 1, 100_000);
  const temperature = decimalNumber("--temperature", flags.temperature, 0, 5);
  const bestOf = wholeNumber("--best-of", flags.bestOf, 1, MAX_BEST_OF);
  const seed = wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1);
  const bundle = await readBundle(flags.model ?? defaultBundle());
  using db = openCorpus(flags.data, { mustExist: true });
  const [test, training] = (["test", "train"] as const)
    .map((split) => loadDataset(db, bundle.tokenizer, split, MAX_TOKENS)) as [
      ReturnType<typeof loadDataset>,
      ReturnType<typeof loadDataset>,
    ];
  const session = await openSession(bundle);
  const likelihood = await withBar("scoring", Math.min(limit, test.pictures.length), (onPicture) => {
    return measureLikelihood(session, test, { limit, seed, onPicture });
  });
  const drawings = await withBar("drawing", words, (onWord) => {
    return measureDrawings(session, training, { words, seed, temperature, bestOf, onWord });
  });
  if (flags.json) return writeOut(JSON.stringify({ likelihood, drawings }, null, 2) + "\n");
  const share = (count: number) => `${count} of ${drawings.drawings}`;
  writeOut([
    `unseen pictures          ${likelihood.pictures}`,
    `sketch                   ${likelihood.natsPerPatch.toFixed(3)} nats per patch (uniform: ${
      Math.log(512).toFixed(3)
    })`,
    `drawing                  ${likelihood.bitsPerCharacter.toFixed(3)} bits per character`,
    `drawing, sketch hidden   ${likelihood.bitsPerCharacterBlank.toFixed(3)} bits per character`,
    `drawings within limits   ${share(drawings.valid)}`,
    `sketches from training   ${share(drawings.copiedSketches)}, exact copies`,
    `drawings from training   ${share(drawings.copiedDrawings)}, exact copies`,
    `different sketches       ${drawings.sketchDiversity.toFixed(2)} of all seeds of a word`,
    "",
  ].join("\n"));
}

async function withBar<T>(
  name: string,
  total: number,
  work: (tick: (done: number) => void) => Promise<T>,
): Promise<T> {
  const bar = new SingleBar({
    format: `${name} {bar} {value}/{total}, {eta_formatted} left`,
    stream: stderr,
  });
  bar.start(total, 0);
  try {
    return await work((done) => bar.update(done));
  } finally {
    bar.stop();
  }
}

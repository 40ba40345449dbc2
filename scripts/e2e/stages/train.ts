/** Every task learns: a text, stopped on the way and gone on with; classes of pictures; drawings. */
import { join } from "node:path";
import { CHECKPOINT_FILE } from "../../../src/training/loop.ts";
import { CLASSES } from "../../../tests/tasks/label/toy.ts";
import { heard } from "../child.ts";
import type { Stage, Work } from "../stage.ts";
import { isThere } from "../../../src/base/files.ts";
import { fromSources, metricsOf, SMALL, unseenBits } from "./common.ts";
import { countedBits } from "./entropy.ts";

/** Exit code of what was stopped by Ctrl-C. */
const STOPPED = 130;
/** Steps that the quick text takes, minutes that the long one and the drawings take. */
const STEPS = 240, TEXT_MINUTES = "5", DRAWING_MINUTES = "3";
/** The line of the log at which it is stopped. */
const STOP = /^step 100 /m;
/** Tokens that a model is judged by. */
const JUDGED = 4000;

export const train: Stage = {
  name: "train",
  about: "a text (stopped by Ctrl-C, gone on with), one in Llama's form, pictures of classes, drawings",
  async run(work) {
    await learnText(work);
    await learnLlama(work);
    await learnPictures(work);
    await learnDrawings(work);
  },
};

async function learnText(work: Work): Promise<void> {
  const text = work.take("data", "text"), run = join(work.folder, "text");
  const budget = work.quick
    ? [...SMALL, "--steps", String(STEPS), "--tokenizer", "char"]
    : ["--preset", "tiny", "--minutes", TEXT_MINUTES];
  const intervals = ["--eval-interval", "50", "--save-interval", "50", "--out", run];
  const running = work.start(fromSources("train", text, ...budget, ...intervals));
  await heard(running, "err", STOP);
  running.tell("SIGINT");
  const { code } = await running.ended;
  work.signal.throwIfAborted();
  work.check("exit code when stopped by Ctrl-C", code, String(STOPPED), code === STOPPED);
  const kept = await isThere(join(run, CHECKPOINT_FILE));
  work.check("checkpoint when stopped", kept ? "written" : "missing", "written", kept);
  await work.task("train", text, "--out", run, "--resume");
  lowered(work, "text, bits a character or token", await metricsOf(run, "textUnseen"));
  const order = work.quick ? 0 : 1;
  const counted = countedBits(await Deno.readFile(text), order);
  const bits = await unseenBits(work, join(run, "bundle"), text, JUDGED);
  const beside = order === 0 ? "how often each byte comes" : "which byte comes after which";
  work.check(
    "bits a byte, unseen",
    bits.toFixed(3),
    `below ${counted.toFixed(3)} (${beside})`,
    bits < counted,
  );
  work.give("text", run);
}

async function learnLlama(work: Work): Promise<void> {
  const run = join(work.folder, "llama"), steps = ["--steps", "60", "--eval-interval", "20", "--out", run];
  const form = ["--form", "llama", "--heads", "2", "--tokenizer", "bpe", "--vocabulary", "512"];
  const { stderr } = await work.task("train", work.take("data", "text"), ...SMALL, ...form, ...steps);
  work.note("what it is computed with", /^backend (.*)$/m.exec(stderr)?.[1] ?? "not told");
  lowered(work, "text in Llama's form, bits a token", await metricsOf(run, "textUnseen"));
  work.give("llama", run);
}

async function learnPictures(work: Work): Promise<void> {
  const run = join(work.folder, "pictures"), sizes = ["--side", "8", "--patch", "2", "--preset", "nano"];
  const budget = ["--layers", "2", "--steps", "80", "--learning-rate", "0.005", "--eval-interval", "20"];
  await work.task("train", work.take("data", "pictures"), ...sizes, ...budget, "--out", run);
  const bits = (await metricsOf(run, "pictureUnseen")).at(-1) ?? NaN, chance = Math.log2(CLASSES.length);
  work.check("bits a picture, unseen", bits.toFixed(3), `below ${chance.toFixed(3)} (chance)`, bits < chance);
  work.give("pictures", run);
}

async function learnDrawings(work: Work): Promise<void> {
  const run = join(work.folder, "drawings"), corpus = work.take("data", "corpus");
  const budget = work.quick
    ? [
      "--preset",
      "nano",
      "--batch-tokens",
      "1024",
      "--steps",
      "30",
      "--sketch-steps",
      "20",
      "--eval-interval",
      "10",
    ]
    : ["--preset", "tiny", "--minutes", DRAWING_MINUTES, "--sketch-steps", "100", "--eval-interval", "50"];
  await work.task("train", "--task", "art", "--data", corpus, ...budget, "--out", run);
  lowered(work, "drawings, bits", await metricsOf(run, "drawingUnseen"));
  work.give("drawings", run);
}

/** A loss on what was kept for validation is lower at the end than when it was first measured. */
function lowered(work: Work, what: string, losses: readonly number[]): void {
  const [first = NaN] = losses, last = losses.at(-1) ?? NaN;
  work.check(`${what}, unseen`, last.toFixed(3), `below ${first.toFixed(3)}, the first one`, last < first);
}

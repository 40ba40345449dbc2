/** Tiny runs, made once for a file of tests. */
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { train, type TrainInput } from "../../../src/operations/train.ts";
import { TEXT } from "../../tasks/text/tiny.ts";

/** A folder with texts and runs of them: `char-1` and `char-2` differ by their seed, `bpe` and `other` by more. */
export interface MadeRuns extends AsyncDisposable {
  folder: string;
  /** Folder of the runs. */
  runs: string;
  notes: string;
}

const SMALL = {
  ...{ dim: 16, layers: 1, heads: 2, window: 16, batchTokens: 512, workers: 1 },
  ...{ evalInterval: 4, saveInterval: 4, learningRate: 0.02, steps: 8 },
} as const;

/** Trains them. */
export async function makeRuns(): Promise<MadeRuns> {
  const folder = await Deno.makeTempDir({ prefix: "runs-" }), runs = join(folder, "runs");
  const [notes, other] = [join(folder, "notes.txt"), join(folder, "other.txt")];
  await Deno.writeTextFile(notes, TEXT);
  await Deno.writeTextFile(other, TEXT.replaceAll("cats", "dogs"));
  const one = (name: string, file: string, how: TrainInput, settings: TrainInput["settings"] & object) =>
    train({ ...SMALL, ...how, files: [file], out: join(runs, name), settings }, quietly);
  await one("char-1", notes, { seed: 1 }, { tokenizer: "char" });
  await one("char-2", notes, { seed: 2 }, { tokenizer: "char" });
  await one("sweep/bpe", notes, { steps: 4 }, { tokenizer: "bpe", vocabulary: 270 });
  await one("other", other, { seed: 1 }, { tokenizer: "char" });
  return { folder, runs, notes, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

/** Made when first asked for; the folder is left to the end of the tests' process. */
let made: Promise<MadeRuns> | undefined;
export const madeRuns = (): Promise<MadeRuns> => made ??= makeRuns();

/** Takes the folder away when all tests of a file are done. */
export const removeRuns = async (): Promise<void> => await (await made)?.[Symbol.asyncDispose]();

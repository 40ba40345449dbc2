/** What a service in a bench has besides its built-in model: a corpus, and a small model of texts that was trained on it. */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";

export const CORPUS = "cats.txt";
const TEXT = Array.from({ length: 200 }, (_, i) => `${i % 10} cats sit on ${(i + 1) % 10} mats.\n`).join("");
const MAIN = join(import.meta.dirname!, "..", "..", "main.ts");
const SMALL = ["--tokenizer", "char", "--dim", "16", "--layers", "1", "--heads", "2", "--window", "16"];
const SHORT = ["--batch-tokens", "512", "--workers", "1", "--steps", "20"];

/** Makes them in a folder; gives the flags of `serve` for them. */
export async function smallService(folder: string): Promise<string[]> {
  const [corpora, models] = [join(folder, "corpora"), join(folder, "models")];
  for (const each of [corpora, models]) await Deno.mkdir(each, { recursive: true });
  await Deno.writeTextFile(join(corpora, CORPUS), TEXT);
  const run = join(folder, "run");
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", MAIN, "train", join(corpora, CORPUS), ...SMALL, ...SHORT, "--out", run],
    ...{ stdin: "null", stdout: "null", stderr: "piped" },
  }).output();
  if (!success) throw new UserError("environment", new TextDecoder().decode(stderr).trim());
  await Deno.rename(join(run, "bundle"), join(models, "cats"));
  return ["--corpora-root", corpora, "--models-places", models];
}

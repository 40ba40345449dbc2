/** `deno task bench memory`: the most memory that whole runs hold, beside what `--memory` expects of them. */
import { join } from "node:path";
import * as z from "zod";
import { random } from "../../src/base/random.ts";
import { writeErrorLine, writeOut } from "../../src/cli/terminal.ts";
import { PRESETS } from "../../src/network/config.ts";
import { inTemporaryFolder } from "./peer.ts";

/** What one run did. */
export const memorySideSchema = z.object({
  /** Largest resident memory of its process, in bytes. */
  peak: z.number(),
  /** What was told of the limit, which names what was expected. */
  told: z.string(),
  seconds: z.number(),
});
export type MemorySide = z.infer<typeof memorySideSchema>;

/** What `--memory` may choose, and how it is given. */
interface Choice {
  memory: string;
  workers?: number;
  accumulate?: number;
  recompute?: "yes" | "no";
}

const SIZES = ["tiny", "small", "medium", "12M", "33M"];
/** No limit at all: what is chosen below is what is measured. */
const FREE = "1000GB";
const CHOICES: readonly Choice[] = [
  { memory: FREE, workers: 1, accumulate: 1, recompute: "no" },
  { memory: FREE, workers: 1, accumulate: 4, recompute: "yes" },
  { memory: FREE, workers: 2, accumulate: 1, recompute: "yes" },
  { memory: FREE, workers: 2, accumulate: 4, recompute: "no" },
];

/**
 * Trains presets (default: tiny to 33M) for two steps each on a text that is made up, each run in a process of its own: measured,
 * saved, sampled. With `memory` as that chooses, else in several ways. Linux only.
 */
export async function memoryBench({ preset, memory }: { preset?: string; memory?: string }): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const text = join(folder, "text.txt");
    await Deno.writeTextFile(text, madeUp());
    writeOut("preset    peak, MB   expected  seconds  how\n");
    for (const name of preset === undefined ? SIZES : [preset]) {
      for (const choice of memory === undefined ? CHOICES : [{ memory }]) {
        const { peak, told, seconds } = await side(folder, text, name, choice);
        const [, how, expected] = /: (.*): about (\d+) MB$/.exec(told)!;
        const cells = [Math.round(peak / 1e6), Number(expected), Math.round(seconds)];
        const [peakCell, ...others] = cells.map(String);
        writeOut(
          `${name.padEnd(8)} ${peakCell!.padStart(9)} ${others[0]!.padStart(10)} ${
            others[1]!.padStart(8)
          }  ${how}\n`,
        );
      }
    }
  });
}

async function side(folder: string, text: string, preset: string, choice: Choice): Promise<MemorySide> {
  const out = await Deno.makeTempDir({ dir: folder });
  const settings = { tokenizer: "bpe", vocabulary: PRESETS[preset]?.vocabulary ?? 512 };
  const input = { files: [text], out, preset, settings, steps: 2, seed: 1, ...choice };
  writeErrorLine(`bench: ${preset} ${JSON.stringify(choice)}`);
  const args = ["run", "-q", "-A", join(import.meta.dirname!, "memory_side.ts"), JSON.stringify(input)];
  const { success, stdout } = await new Deno.Command(Deno.execPath(), { args, stderr: "inherit" }).output();
  if (!success) throw new Error("the run failed; its messages are above");
  await Deno.remove(out, { recursive: true });
  return memorySideSchema.parse(JSON.parse(new TextDecoder().decode(stdout)));
}

/** Half a million characters of words that do not exist, common and rare ones. */
function madeUp(): string {
  const rng = random(1);
  const words = Array.from(
    { length: 6000 },
    () => Array.from({ length: 2 + rng.int(7) }, () => String.fromCharCode(97 + rng.int(26))).join(""),
  );
  let text = "";
  while (text.length < 500_000) {
    const line = Array.from({ length: 12 }, () => words[Math.floor(words.length * rng.next() ** 3)]);
    text += `${line.join(" ")}.\n`;
  }
  return text;
}

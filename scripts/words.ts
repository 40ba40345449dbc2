/**
 * Resolves random words of a dictionary as the command line does, and counts what becomes of them; no substitution may be
 * silent. With --prompts, what becomes of given prompts, as a table for docs/words.md.
 *
 *     deno run -A scripts/words.ts --count 2000 --seed 1 --show 200
 *     deno run -A scripts/words.ts --prompts docs/words.txt
 */
import { Command } from "commander";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { defaultBundle } from "../src/operations/default_bundle.ts";
import { subjectOf } from "../src/tasks/art/draw/subject.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { writeErrorLine, writeOut } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { shuffled } from "../src/evaluation/statistics.ts";
import { random } from "../src/base/random.ts";
import { readEnglish } from "../src/words/english.ts";
import { singulars, splits } from "../src/words/forms.ts";

interface Flags {
  count: string;
  seed: string;
  show: string;
  common: string;
  prompts?: string;
}

/** What becomes of a prompt: why and what is drawn, with notes; or why it is refused. */
type Outcome = { why: string; drawn: string; notes: string[] } | { why: "refused"; message: string };

/** Whether a word and a label are the same but for number and spaces. */
function isSame(word: string, label: string): boolean {
  return [word, ...singulars(word)].some((form) => form === label || splits(form).includes(label)) ||
    singulars(label).includes(word);
}

await new Command("words")
  .option("--count <n>", "so many random words", "2000")
  .option("--seed <n>", "which", "1")
  .option("--show <n>", "print so many of those that are drawn as another word", "0")
  .option(
    "--common <n>",
    "words that occur at least so often in film subtitles: 0 to 9, twice the decimal logarithm",
    "0",
  )
  .option(
    "--prompts <file>",
    "instead: a table of what becomes of the prompts in a file, one a line, with headings",
  )
  .action(async ({ count, seed, show, common, prompts }: Flags) => {
    const { album: { labels }, thesaurus } = await readBundle(defaultBundle());
    const outcome = async (prompt: string): Promise<Outcome> => {
      try {
        return await subjectOf(prompt, { labels, thesaurus });
      } catch (error) {
        if (!(error instanceof UserError) || error.kind !== "input") throw error;
        return { why: "refused", message: error.message };
      }
    };
    if (prompts !== undefined) return writeOut(await table(await Deno.readTextFile(prompts), outcome));
    const least = wholeNumber("--common", common, 0, 9);
    const all = [...readEnglish()].filter(([, { commonness }]) => commonness >= least).map(([word]) => word);
    const words = shuffled(all, random(wholeNumber("--seed", seed, 0, 2 ** 32 - 1)))
      .slice(0, wholeNumber("--count", count, 1, all.length));
    const counts: Record<string, number> = {};
    const substitutions: string[] = [], silent: string[] = [];
    for (const word of words) {
      const result = await outcome(word);
      counts[result.why] = (counts[result.why] ?? 0) + 1;
      if ("message" in result || isSame(word, result.drawn)) continue;
      (result.notes.length > 0 ? substitutions : silent).push(`${word}: ${result.drawn} (${result.why})`);
    }
    writeOut(
      `${words.length} words: ${JSON.stringify(counts)}; drawn as another in silence: ${silent.length}\n`,
    );
    for (const line of [...silent, ...substitutions.slice(0, wholeNumber("--show", show, 0, words.length))]) {
      writeOut(`${line}\n`);
    }
    if (silent.length > 0) {
      writeErrorLine("words: a substitution was silent");
      Deno.exitCode = 1;
    }
  })
  .parseAsync(Deno.args, { from: "user" });

/** A Markdown table of prompts; lines that begin with "#" are headings between rows. */
async function table(text: string, outcome: (prompt: string) => Promise<Outcome>): Promise<string> {
  const rows = ["| prompt | drawn | what is said |", "| --- | --- | --- |"];
  for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
    if (line.startsWith("#")) {
      rows.push(`| **${line.slice(1).trim()}** | | |`);
      continue;
    }
    const result = await outcome(line);
    rows.push(
      "message" in result
        ? `| \`${line}\` | nothing, exit code 3 | ${result.message} |`
        : `| \`${line}\` | ${result.drawn} | ${result.notes.join("; ")} |`,
    );
  }
  return rows.map((row) => `${row}\n`).join("");
}

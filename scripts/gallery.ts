/**
 * Draws a list of words with one seed, nothing left out: Markdown for docs/gallery.md, or with --json what
 * scripts/sheet.ts makes a picture of.
 *
 *     deno run -A scripts/gallery.ts > docs/gallery.md
 *     deno run -A scripts/gallery.ts --json | deno run -A scripts/sheet.ts sheet.png
 *     deno run -A scripts/gallery.ts --everyday 100 --width 40 --max-lines 20 --blind --json 2> words.txt |
 *       deno run -A scripts/sheet.ts blind.png
 */
import { Command } from "commander";
import { renderMarkdown } from "../src/art/render/markdown.ts";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { defaultBundle } from "../src/operations/default_bundle.ts";
import { checkStyles } from "../src/operations/evaluate/settings.ts";
import { samplingOf } from "../src/tasks/art/draw/sampling.ts";
import { EVERYDAY } from "../src/data/words/everyday.ts";
import { decimalNumber, wholeNumber } from "../src/cli/numbers.ts";
import { shuffled } from "../src/evaluation/statistics.ts";
import { generate, type GenerateRequest } from "../src/tasks/art/draw/generate.ts";
import { openSession } from "../src/tasks/art/draw/session.ts";
import { random } from "../src/base/random.ts";
import { isResolved, resolvePrompt } from "../src/words/resolve.ts";

const WORDS =
  "cat dog fish house tree car rocket sailboat guitar skull flower sword key castle heart umbrella rabbit " +
  "bird cup star";

/** So many everyday words, evenly spaced in their list. */
function everyday(count: number): string[] {
  const all = [...EVERYDAY];
  return Array.from({ length: count }, (_, i) => all[Math.floor(i * all.length / count)]!);
}

interface Entry {
  title: string;
  lines: string[];
}

/** The drawings in random order with numbers from 1 for words; prints the number and the word of each. */
function withoutWords(sheet: readonly Entry[], seed: number): Entry[] {
  return shuffled(sheet, random(seed)).map(({ title, lines }, i) => {
    console.error(`${i + 1}\t${title}`);
    return { title: `#${i + 1}`, lines };
  });
}

interface Flags {
  temperature?: string;
  bestOf?: string;
  model: string;
  words: string;
  everyday?: string;
  seed: string;
  style: string;
  width: string;
  maxLines: string;
  blind?: boolean;
  json?: boolean;
}

await new Command("gallery")
  .option("--model <folder>", "model folder", defaultBundle())
  .option("--words <list>", "words, separated by spaces", WORDS)
  .option("--everyday <n>", "instead, so many everyday words, evenly spaced in their list")
  .option("--seed <n>", "seed of all drawings", "1")
  .option("--style <name>", "style", "line")
  .option("--width <n>", "columns at most", "32")
  .option("--max-lines <n>", "lines at most", "16")
  .option("--temperature <t>", "how freely pictures are drawn")
  .option("--best-of <n>", "drawings made of each sketch at most")
  .option(
    "--blind",
    "with --json: in random order, with numbers for words; which is which goes to standard error",
  )
  .option("--json", "JSON for scripts/sheet.ts")
  .action(async (flags: Flags) => {
    const bundle = await readBundle(flags.model);
    const session = await openSession(bundle);
    checkStyles([flags.style], session.tokenizer);
    const sheet: Entry[] = [];
    const words = flags.everyday === undefined
      ? flags.words.split(/\s+/).filter((word) => word !== "")
      : everyday(wholeNumber("--everyday", flags.everyday, 1, EVERYDAY.size));
    for (const prompt of words) {
      const { style } = flags;
      const { album: { labels }, thesaurus } = bundle;
      const subject = resolvePrompt(prompt, { labels, thesaurus });
      const request: GenerateRequest = {
        prompt: isResolved(subject) ? subject.drawn : prompt,
        style,
        width: wholeNumber("--width", flags.width, 1, session.tokenizer.data.maxWidth),
        maxLines: wholeNumber("--max-lines", flags.maxLines, 1, session.tokenizer.data.maxHeight),
        seed: wholeNumber("--seed", flags.seed, 0, 2 ** 32 - 1),
        ...samplingOf({
          ...flags.temperature && { temperature: decimalNumber("--temperature", flags.temperature, 0, 5) },
          ...flags.bestOf && { bestOf: wholeNumber("--best-of", flags.bestOf, 1, 3) },
        }),
      };
      sheet.push({ title: prompt, lines: (await generate(session, request)).lines });
    }
    if (flags.json) {
      return console.log(JSON.stringify(flags.blind ? withoutWords(sheet, Number(flags.seed)) : sheet));
    }
    const command = ["deno run -A scripts/gallery.ts", ...Deno.args].join(" ");
    console.log(`# ${flags.everyday === undefined ? "Gallery" : `${sheet.length} everyday words`}\n`);
    console.log(
      `Every word once, seed ${flags.seed}, style ${flags.style}, at most ${flags.width} columns and ${flags.maxLines} ` +
        `lines, unedited: \`${command}\`.\n`,
    );
    for (const { title, lines } of sheet) console.log(`## ${title}\n\n${renderMarkdown(lines)}`);
  })
  .parseAsync(Deno.args, { from: "user" });

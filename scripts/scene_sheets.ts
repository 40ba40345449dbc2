/**
 * Draws prompts from a file, one a line, and puts them on sheets, for viewers who are told nothing:
 *
 *     deno run -A scripts/scene_sheets.ts scripts/scene_prompts.txt sheets --blind
 *
 * writes sheets/1.png and so on, and with --blind only numbers above the drawings, which then stand in random order; which is
 * which, and what there was to say of each, goes to sheets/prompts.txt. Without --blind the same drawings are in
 * sheets/gallery.md as text, which docs/scene-gallery.md is.
 */
import { Command } from "commander";
import { join } from "node:path";
import { UserError } from "../src/base/errors.ts";
import { renderMarkdown } from "../src/art/render/markdown.ts";
import { random } from "../src/base/random.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { writeOut } from "../src/cli/terminal.ts";
import { shuffled } from "../src/evaluation/statistics.ts";
import { type Drawer, openDrawer } from "../src/operations/draw/drawer.ts";
import { sheet } from "./sheet.ts";

interface Drawn {
  prompt: string;
  lines: readonly string[];
  notes: readonly string[];
}

/** What comes of a prompt, be it a refusal. */
async function drawn(drawer: Drawer, prompt: string): Promise<Drawn> {
  try {
    const [drawing] = (await Array.fromAsync(drawer.draw(await drawer.plan(prompt)))).flat();
    return { prompt, lines: drawing!.lines, notes: drawing!.notes };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { prompt, lines: [], notes: [error.message] };
  }
}

function gallery(all: readonly Drawn[], seed: number): string {
  const parts = all.map(({ prompt, lines, notes }) =>
    [`## ${prompt}`, ...notes.map((note) => `_${note}_`), renderMarkdown(lines)].join("\n\n")
  );
  const command = ["deno run -A scripts/scene_sheets.ts", ...Deno.args].join(" ");
  const head =
    `# ${all.length} scenes\n\nEach prompt once, seed ${seed}, unedited: \`${command}\`.\nWhat viewers saw in them: [scenes.md](scenes.md#what-viewers-see).\n`;
  return [head, ...parts].join("\n");
}

interface Flags {
  seed: string;
  per: string;
  columns?: string;
  blind?: boolean;
}

await new Command("scene_sheets")
  .argument("<file>", "prompts, one a line")
  .argument("<folder>", "where sheets are written")
  .option("--seed <n>", "seed of all drawings", "1")
  .option("--per <n>", "drawings of a sheet", "12")
  .option("--columns <n>", "columns of a drawing at most")
  .option("--blind", "numbers in place of the prompts, in random order")
  .action(async (file: string, folder: string, { seed, per, columns, blind = false }: Flags) => {
    const number = wholeNumber("--seed", seed, 0, 2 ** 32 - 1), each = wholeNumber("--per", per, 1, 100);
    const width = columns === undefined ? {} : { width: wholeNumber("--columns", columns, 1, 100) };
    const prompts = (await Deno.readTextFile(file)).split("\n").filter((line) => line.trim() !== "");
    const drawer = await openDrawer({ seed: number, count: 1, ...width }, () => {});
    const all: Drawn[] = [];
    for (const prompt of blind ? shuffled(prompts, random(number)) : prompts) {
      all.push(await drawn(drawer, prompt));
    }
    await drawer.close();
    await Deno.mkdir(folder, { recursive: true });
    for (let at = 0, page = 1; at < all.length; at += each, page++) {
      const drawings = all.slice(at, at + each).map(({ prompt, lines }, i) => ({
        title: blind ? `#${at + i + 1}` : `${at + i + 1} ${prompt}`,
        lines: [...lines],
      }));
      await Deno.writeFile(join(folder, `${page}.png`), sheet(drawings));
    }
    if (!blind) await Deno.writeTextFile(join(folder, "gallery.md"), gallery(all, number));
    const told = all.map(({ prompt, notes }, i) => [i + 1, prompt, ...notes].join("\t"));
    await Deno.writeTextFile(join(folder, "prompts.txt"), told.join("\n") + "\n");
    writeOut(`${all.length} drawings, ${Math.ceil(all.length / each)} sheets in ${folder}\n`);
  })
  .parseAsync(Deno.args, { from: "user" });

import { Command } from "commander";
import { filled } from "../base/fields.ts";
import { asksForLettersOnly, DRAW_FIELDS } from "../operations/draw/fields.ts";
import { WORKSHOP } from "./command_names.ts";
import { addFields, readFields } from "./flags.ts";
import { PRINT_FIELDS } from "./gen/fields.ts";

/** `ascii-gen <prompt…>`: draws a picture of the prompt. */
export function command(): Command {
  const command = new Command("ascii-gen")
    .usage("[gen] <prompt…> [options]")
    .description("Draws a picture of the prompt in printable ASCII, with a small model trained for it.")
    .argument(
      "[prompt...]",
      'what to draw; several words make one prompt, "-" reads prompts, one a line, as a pipe does without "-"',
    );
  return addFields(command, { ...DRAW_FIELDS, ...PRINT_FIELDS })
    .optionsGroup("The drawing hand:")
    .addHelpText(
      "after",
      `
Other commands:
  ascii-gen labels [text]       the words that the model knows
  ascii-gen image <file…>       pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, SVG) as ASCII art
  ascii-gen complete <text>     goes on from a text, with a language model (--model)
  ascii-gen console [model]     speaks to a language model, or draws, line by line
  ascii-gen labels --fonts      the fonts of banners
  ascii-gen info                what model is built in, its licences (--licenses)
  ascii-gen create <words…>     a model of texts that a description tells of: plans, writes the texts, trains
  ascii-gen train <file…>       a model of texts, or of pictures by class; export, quantize, prune and eval go with it
  ascii-gen label <picture…>    what pictures show, as such a model says
  ascii-gen teach <picture…>    words of your own, drawn by pictures of your own
  ascii-gen completions <shell> completions for bash, zsh or fish
  ascii-gen man                 the manual page
  ascii-gen help [command]      this help, or that of a command
  ascii-gen version             the version
  ascii-gen gen man             draws a word that is also a command
  ${WORKSHOP.join(" and ")} run from the source tree: deno task data --help

Exit codes: 0 done, 1 bug, 2 usage, 3 input, 4 model, 5 corpus, 6 environment, 7 files, 130 Ctrl-C.`,
    )
    .action(async (words: string[], flags: Record<string, unknown>) => {
      const prompt = words.length === 0 ? undefined : words.join(" ").trim();
      const input = readFields(DRAW_FIELDS, flags);
      const printing = filled(PRINT_FIELDS, readFields(PRINT_FIELDS, flags));
      const draw = async () => await (await import("./gen/run.ts")).run(prompt, input, printing);
      // Letters, help, completions and the manual page do without the model.
      if (asksForLettersOnly(input)) return await draw();
      const { besideLoading } = await import("../inference/runtime/native.ts");
      await besideLoading(draw);
    });
}

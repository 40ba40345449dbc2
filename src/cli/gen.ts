import { Command, Option } from "commander";
import { ALIGNMENTS, BORDERS, CHARSETS } from "../art/frame.ts";
import { FORMATS } from "../art/render/render.ts";
import { DEFAULT_FONT, FONT_NAMES } from "../art/banner/fonts.ts";
import { WORKSHOP } from "./command_names.ts";
import { BANNER_WIDTH, DEFAULT_LINES, DEFAULT_WIDTH, SAMPLING } from "./gen/defaults.ts";
import type { GenOptions } from "./gen/options.ts";

/** Styles of the built-in model; a request is checked against those of the model at hand. */
const STYLES = ["line", "solid", "shaded", "banner"];

/** `ascii-gen <prompt…>`: draws a picture of the prompt. */
export function command(): Command {
  const choice = (flags: string, text: string, names: readonly string[]) =>
    new Option(flags, text).choices(names);
  const usual = (name: keyof typeof SAMPLING) => `(default: ${SAMPLING[name]})`;
  let styles: string[] = [];
  const addStyles = (text: string) => styles = [...styles, ...text.split(",").map((name) => name.trim())];
  return new Command("ascii-gen")
    .usage("[gen] <prompt…> [options]")
    .description("Draws a picture of the prompt in printable ASCII, with a small model trained for it.")
    .argument(
      "[prompt...]",
      'what to draw; several words make one prompt, "-" reads prompts, one a line, as a pipe does without "-"',
    )
    .optionsGroup("What to draw:")
    .addOption(
      choice("--style <names>", "several with commas between; banner is the prompt in letters", STYLES)
        .default(["line"], "line").argParser(addStyles),
    )
    .addOption(
      choice("--font <name>", `font of a banner (default: ${DEFAULT_FONT})`, FONT_NAMES).argParser(String),
    )
    .option("-n, --count <n>", "so many drawings, each with the next seed", "1")
    .option("-s, --seed <n>", "draw the same picture again (default: random)")
    .option("--like <seed>", "the picture of that seed (same words and style), drawn anew")
    .option("--from <picture>", "draw this picture (PNG, JPEG, WebP, GIF, BMP, TIFF or SVG)")
    .option("-m, --model <folder>", "a trained model other than the built-in one")
    .option("--strict", "refuse to draw anything but the very words of the prompt", false)
    .option(
      "--any",
      "draw the nearest word that the model knows where nothing else is known of the prompt",
      false,
    )
    .optionsGroup("How large:")
    .option(
      "-w, --width <n>",
      `columns at most; auto for those of the terminal (default: ${DEFAULT_WIDTH}, of a banner ${BANNER_WIDTH}, ` +
        "less in a narrow terminal)",
    )
    .option("-l, --max-lines <n>", `lines at most (default: ${DEFAULT_LINES}, of a banner what it takes)`)
    .option("--max-chars <n>", "characters at most, line breaks included")
    .optionsGroup("How to print it:")
    .addOption(choice("--align <side>", "where within the width", ALIGNMENTS).default("left"))
    .addOption(choice("--border <kind>", "a border, inside the limits", BORDERS))
    .option("--invert", "swap ink and blank", false)
    .addOption(choice("--charset <name>", "characters to draw with", CHARSETS).default("ascii"))
    .option("--sketch", "show the sketch beside the drawing", false)
    .addOption(choice("--format <name>", "default: plain, or what the ending of --output says", FORMATS))
    .option("-o, --output <file>", "write to a file, all or nothing")
    .option("--stream", "print while drawing: one drawing of the sketch, its left margin kept", false)
    .option("-q, --quiet", "no notes on standard error, errors only", false)
    .option("-v, --verbose", "tell seeds, sizes and the time on standard error", false)
    .optionsGroup("The drawing hand:")
    .option(
      "--temperature <t>",
      "how freely it draws: 0 the picture itself, 1 a loose hand (default: seeds show a word's pictures as they " +
        "are, and once all were shown, varied a little)",
    )
    .option("--top-k <k>", `choose among the k likeliest characters; 0 for all ${usual("topK")}`)
    .option(
      "--top-p <p>",
      `choose among the likeliest characters that add up to this probability ${usual("topP")}`,
    )
    .option("--best-of <n>", `draw n times at most, keep what is closest to the sketch ${usual("bestOf")}`)
    .addHelpText(
      "after",
      `
Other commands:
  ascii-gen labels [text]       the words that the model knows
  ascii-gen image <file…>       pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, SVG) as ASCII art
  ascii-gen labels --fonts      the fonts of banners
  ascii-gen info                what model is built in, its licences (--licenses)
  ascii-gen completions <shell> completions for bash, zsh or fish
  ascii-gen man                 the manual page
  ascii-gen help [command]      this help, or that of a command
  ascii-gen version             the version
  ascii-gen gen man             draws a word that is also a command
  ${WORKSHOP.join(", ")} run from the source tree: deno task train --help

Exit codes: 0 done, 1 bug, 2 usage, 3 input, 4 model, 5 corpus, 6 environment, 7 files, 130 Ctrl-C.`,
    )
    .action(async (words: string[], options: GenOptions) => {
      const prompt = words.length === 0 ? undefined : words.join(" ").trim();
      const draw = async () => await (await import("./gen/run.ts")).run(prompt, options);
      // Letters, help, completions and the manual page do without the model.
      if (options.style.every((style) => style === "banner")) return await draw();
      const { besideLoading } = await import("../inference/runtime/native.ts");
      await besideLoading(draw);
    });
}

import { Command, Option } from "commander";
import { CHARSETS } from "../art/charset.ts";
import { FORMATS } from "../art/render/render.ts";
import { DITHERS } from "../rasterise/image/dither.ts";
import { DEFAULT_WIDTH, MAX_COLUMNS, MAX_LINES } from "./image/limits.ts";
import type { ImageOptions } from "./image/options.ts";

/** `ascii-gen image <file…>`: any pictures as ASCII art. */
export function command(): Command {
  const choice = (flags: string, text: string, names: readonly string[]) =>
    new Option(flags, text).choices(names);
  return new Command("ascii-gen image")
    .usage("<file…> [options]")
    .description("Turns pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, SVG) into ASCII art.")
    .argument("<file...>", 'the pictures; "-" reads one from standard input')
    .addOption(
      choice("--style <name>", "tones, two tones, or the edges alone", ["shaded", "solid", "line"])
        .default("shaded"),
    )
    .option(
      "-w, --width <n>",
      `columns at most, up to ${MAX_COLUMNS}; auto for those of the terminal (default: ${DEFAULT_WIDTH}, less in a narrow terminal)`,
    )
    .option("-l, --max-lines <n>", `lines at most, up to ${MAX_LINES}`)
    .option("--invert", "ink where the picture is light, for a dark terminal", false)
    .option(
      "--color",
      "the picture's colours, as many as the terminal has; also in ansi, html, svg and png",
      false,
    )
    .option("--ramp <characters>", 'tones in these characters, from blank to dense, as in " .:-=+*#%@"')
    .addOption(
      choice("--dither <name>", "tones between two characters or dots (default: by charset)", DITHERS),
    )
    .option("--animate", "play a GIF, PNG or WebP that moves, on a terminal", false)
    .option("--loops <n>", "how often --animate plays it (default: as the file says, 10 for endless ones)")
    .addOption(choice("--charset <name>", "characters to draw with", CHARSETS).default("ascii"))
    .addOption(choice("--format <name>", "default: plain, or what the ending of --output says", FORMATS))
    .option("-o, --output <file>", "write to a file, all or nothing")
    .action(async (paths: string[], options: ImageOptions) => {
      // Help, completions and the manual page do without the decoders.
      const { run } = await import("./image/run.ts");
      await run(paths, options);
    });
}

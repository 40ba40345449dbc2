import { Command } from "commander";
import { filled } from "../base/fields.ts";
import { IMAGE_FIELDS } from "../operations/image/fields.ts";
import { addFields, readFields } from "./flags.ts";
import { PRINT_FIELDS } from "./image/fields.ts";

/** `ascii-gen image <file…>`: any pictures as ASCII art. */
export function command(): Command {
  const command = new Command("ascii-gen image")
    .usage("<file…> [options]")
    .description("Turns pictures (PNG, JPEG, WebP, GIF, BMP, TIFF, SVG) into ASCII art.")
    .argument("<file...>", 'the pictures; "-" reads one from standard input');
  return addFields(command, { ...IMAGE_FIELDS, ...PRINT_FIELDS })
    .action(async (paths: string[], flags: Record<string, unknown>) => {
      const printing = filled(PRINT_FIELDS, readFields(PRINT_FIELDS, flags));
      // Help, completions and the manual page do without the decoders.
      const { run } = await import("./image/run.ts");
      await run(paths, readFields(IMAGE_FIELDS, flags), printing);
    });
}

import { UserError } from "../../base/errors.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import { drawingOf, image } from "../../operations/image/image.ts";
import { describeError } from "../errors.ts";
import { formatOf, openOutput, refuseInput } from "../gen/output.ts";
import type { PrintFlags } from "./fields.ts";
import { isTerminal, writeErrorLine } from "../terminal.ts";
import { nameOf, read } from "./read.ts";
import { settingsFor } from "./settings.ts";

/**
 * Does what `ascii-gen image <file…>` was asked for. Throws a UserError for what cannot be done; one of several files that
 * cannot be drawn is reported and left out, and the first decides the exit code.
 */
export async function run(
  paths: readonly string[],
  given: ImageSettings,
  printing: PrintFlags,
): Promise<void> {
  const format = printing.format ?? formatOf(printing.output);
  const settings = settingsFor(given, format, printing.output);
  if (printing.animate) return await (await import("./animate.ts")).animate(paths, settings, printing);
  if (printing.loops !== undefined) throw new UserError("usage", "--loops goes with --animate");
  drawingOf(settings); // what is wrong with them is no picture's fault
  await refuseInput(printing.output, paths);
  const coloured = settings.depth !== undefined;
  const output = await openOutput(coloured ? "plain" : format, printing.output, coloured);
  for (const path of paths) {
    try {
      const name = nameOf(path);
      const drawing = await image({ ...settings, picture: await read(path), name });
      if (paths.length > 1 && isTerminal()) writeErrorLine(`==> ${name} <==`);
      for (const note of drawing.notes) writeErrorLine(`ascii-gen: ${note}`);
      await output.add([drawing]);
    } catch (error) {
      if (paths.length === 1 || !(error instanceof UserError)) throw error;
      const { line, code } = describeError(error);
      writeErrorLine(`ascii-gen: ${line}`);
      Deno.exitCode ||= code;
    }
  }
  await output.end();
}

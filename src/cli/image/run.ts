import { basename } from "node:path";
import { UserError } from "../../base/errors.ts";
import { decodeImage } from "../../rasterise/image/formats/decode.ts";
import { describeError } from "../errors.ts";
import { formatOf, openOutput } from "../gen/output.ts";
import { isTerminal, writeErrorLine } from "../terminal.ts";
import { draw } from "./draw.ts";
import { type ImageOptions, parseDrawing } from "./options.ts";
import { nameOf, read } from "./read.ts";

/** Pixels of a picture to a column that are enough: twice what a cell is matched by. */
const COLUMN_PIXELS = 10;

/**
 * Does what `ascii-gen image <file…>` was asked for. Throws a UserError for what cannot be done; one of several files that
 * cannot be drawn is reported and left out, and the first decides the exit code.
 */
export async function run(paths: readonly string[], options: ImageOptions): Promise<void> {
  const format = options.format ?? formatOf(options.output);
  const drawing = parseDrawing(options, format);
  if (options.animate) return await (await import("./animate.ts")).animate(paths, drawing, options);
  if (options.loops !== undefined) throw new UserError("usage", "--loops goes with --animate");
  const output = await openOutput(drawing.depth > 0 ? "plain" : format, options.output, drawing.depth > 0);
  for (const path of paths) {
    try {
      const name = nameOf(path);
      const { note, ...bitmap } = await decodeImage(await read(path), name, {
        enough: drawing.width * COLUMN_PIXELS,
      });
      if (paths.length > 1 && isTerminal()) writeErrorLine(`==> ${name} <==`);
      if (note !== undefined) writeErrorLine(`ascii-gen: ${note}`);
      await output.add([draw(bitmap, basename(name), drawing)]);
    } catch (error) {
      if (paths.length === 1 || !(error instanceof UserError)) throw error;
      const { line, code } = describeError(error);
      writeErrorLine(`ascii-gen: ${line}`);
      Deno.exitCode ||= code;
    }
  }
  await output.end();
}

/**
 * Draws one picture as `ascii-gen image` does (arguments: file, columns, charset) and prints how many milliseconds that took
 * once the program was started: all that is compiled on first use is in it.
 */
import "commander";
import { CHARSETS } from "../../src/art/charset.ts";
import { read } from "../../src/cli/image/read.ts";
import { drawPicture } from "../../src/operations/image/image.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { decodeImage } from "../../src/rasterise/image/formats/decode.ts";

const [file = "", columns = "40", name] = Deno.args;
const width = Number(columns), charset = CHARSETS.find((known) => known === name) ?? "ascii";
const start = performance.now();
const bitmap = await decodeImage(await read(file), file, { enough: 10 * width });
drawPicture(bitmap, file, {
  ...{ width, maxLines: width, style: "shaded", charset, tones: {} },
  ...{ invert: false, depth: 0, coloured: false },
});
writeOut(`${performance.now() - start}\n`);

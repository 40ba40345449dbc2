/** Draws, and lets the drawing move: on a terminal, or as a file. */
import { extname } from "node:path";
import { forTerminal } from "../../art/colouring.ts";
import { colourLines } from "../../art/render/colour.ts";
import { lackOf, MOVING_FORMATS, type MovingFormat } from "../../art/render/render.ts";
import { UserError } from "../../base/errors.ts";
import { openDrawer } from "../../operations/draw/drawer.ts";
import { asksForLettersOnly, type DrawInput } from "../../operations/draw/fields.ts";
import { movingOf, withMotionRoom } from "../../operations/draw/moving.ts";
import { MAX_LINES } from "../../operations/image/limits.ts";
import { SCENE_LINES } from "../../tasks/art/draw/defaults.ts";
import { colourDepth, movesCursor, roomFor, terminalLines, writeErrorLine } from "../terminal.ts";
import { frameWriter, withoutCursor } from "../player.ts";
import type { PrintFlags } from "./fields.ts";
import { isStdout, openOutput } from "./output.ts";

/** Times that a drawing moves through all its frames, unless told otherwise. */
const USUAL = 10;

/** Draws a prompt and plays it, or writes it. Throws a UserError for what cannot move. */
export async function animate(prompt: string, input: DrawInput, printing: PrintFlags): Promise<void> {
  const format = formatOf(printing);
  if (format === undefined && !movesCursor()) {
    throw new UserError(
      "usage",
      "--animate needs a terminal, or --output with a name that ends in .gif or .svg",
    );
  }
  const output = format === undefined ? undefined : await openOutput(format, printing.output);
  const note = (line: string) => printing.quiet || writeErrorLine(`ascii-gen: ${line}`);
  const drawer = await openDrawer(
    { ...withRoom(input, format === undefined), color: input.color ?? false },
    note,
  );
  try {
    const jobs = await drawer.plan(prompt);
    if (jobs.length !== 1) {
      throw new UserError("usage", "--animate plays one drawing: one style, and no --count");
    }
    jobs[0]!.notes?.forEach(note);
    const [drawing] = (await Array.fromAsync(drawer.draw(jobs))).flat();
    const moving = movingOf(drawing!, printing.motion);
    if (format !== undefined && output !== undefined) {
      const lack = await lackOf(format, [drawing!]);
      if (lack !== undefined) note(lack);
      await output.add([{ ...drawing!, moving }]);
      return await output.end();
    }
    const depth = colourDepth();
    const texts = moving.frames.map(({ lines, colours }) =>
      (colours !== undefined && depth !== 0 ? colourLines(lines, forTerminal(colours), depth) : lines)
        .map((line) => `${line}\n`).join("")
    );
    await withoutCursor(() =>
      play(texts, moving.frames[0]!.lines.length, moving.delay, printing.loops ?? USUAL)
    );
  } finally {
    await drawer.close();
  }
}

async function play(texts: readonly string[], lines: number, delay: number, loops: number): Promise<void> {
  const write = frameWriter();
  let next = performance.now();
  for (let frame = 0; frame < loops * texts.length; frame++, next += delay) {
    await write(texts[frame % texts.length]!, lines, next);
  }
}

/** As what the drawing is written; undefined where it is played. Throws a UserError of kind "usage". */
function formatOf({ format, output }: PrintFlags): MovingFormat | undefined {
  if (isStdout(output) && format === undefined) return undefined;
  const asked = format ?? extname(output ?? "").slice(1).toLowerCase();
  const found = MOVING_FORMATS.find((each) => each === asked);
  if (found !== undefined) return found;
  throw new UserError(
    "usage",
    `--animate goes with a terminal, or with --output and a name that ends in ${
      MOVING_FORMATS.map((each) => `.${each}`).join(" or ")
    }, not with ${format === undefined ? `--output ${output}` : `--format ${format}`}`,
  );
}

/** Lines of a drawing at most, unless told otherwise, with room for a motion. */
const USUAL_LINES = SCENE_LINES + 1;

/** Limits with room for the motion left out; what is played must not be higher than the terminal: it is gone back over. */
function withRoom(input: DrawInput, isPlayed: boolean): DrawInput {
  const { width, maxLines } = input, room = roomFor(width);
  const there = isPlayed ? (terminalLines() ?? Infinity) - 1 : Infinity;
  const usual = asksForLettersOnly(input) ? MAX_LINES : USUAL_LINES;
  return withMotionRoom({
    ...input,
    ...room !== undefined && { room },
    ...there < (maxLines ?? usual) && { maxLines: there },
  });
}

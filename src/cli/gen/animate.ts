/** Draws, and lets the drawing move: on a terminal, or as a file. */
import { extname } from "node:path";
import { forTerminal } from "../../art/colouring.ts";
import { eyesOf, framesOf, motionOf, ROOM } from "../../art/motion.ts";
import { type Motion, MOTIONS } from "../../art/motions.ts";
import { colourLines } from "../../art/render/colour.ts";
import { MOVING_FORMATS, type MovingFormat } from "../../art/render/moving.ts";
import { UserError } from "../../base/errors.ts";
import { atomicWrite } from "../../base/files.ts";
import { type Drawing, openDrawer } from "../../operations/draw/drawer.ts";
import type { DrawInput } from "../../operations/draw/fields.ts";
import { colourDepth, isTerminal, roomFor, terminalLines, writeErrorLine } from "../terminal.ts";
import { frameWriter, withoutCursor } from "../player.ts";
import type { PrintFlags } from "./fields.ts";
import { checkPath } from "./output.ts";

/** Times that a drawing moves through all its frames, unless told otherwise. */
const USUAL = 10;
/** Room that any motion needs. */
const MOST = {
  width: Math.max(...MOTIONS.map((motion) => ROOM[motion].width)),
  height: Math.max(...MOTIONS.map((motion) => ROOM[motion].height)),
};

/** Draws a prompt and plays it, or writes it. Throws a UserError for what cannot move. */
export async function animate(prompt: string, input: DrawInput, printing: PrintFlags): Promise<void> {
  const format = formatOf(printing);
  if (format === undefined && !isTerminal()) {
    throw new UserError(
      "usage",
      "--animate needs a terminal, or --output with a name that ends in .gif or .svg",
    );
  }
  if (printing.output !== undefined) await checkPath(printing.output);
  const note = (line: string) => printing.quiet || writeErrorLine(`ascii-gen: ${line}`);
  const drawer = await openDrawer({ ...withRoom(input), color: input.color ?? false }, note);
  try {
    const jobs = await drawer.plan(prompt);
    if (jobs.length !== 1) {
      throw new UserError("usage", "--animate plays one drawing: one style, and no --count");
    }
    jobs[0]!.notes?.forEach(note);
    const [drawing] = (await Array.fromAsync(drawer.draw(jobs))).flat();
    const motion = motionFor(drawing!, printing.motion);
    const moving = framesOf(drawing!.lines, {
      ...{ motion, seed: drawing!.seed },
      ...drawing!.colours && { colours: drawing!.colours },
    });
    if (format !== undefined) {
      const { renderGif, renderMovingSvg } = await import("../../art/render/moving.ts");
      const made = format === "gif" ? await renderGif(drawing!, moving) : renderMovingSvg(drawing!, moving);
      return await atomicWrite(printing.output!, made);
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

/** As what the drawing is written; undefined for a terminal. Throws a UserError of kind "usage". */
function formatOf({ format, output }: PrintFlags): MovingFormat | undefined {
  if (output === undefined && format === undefined) return undefined;
  const asked = format ?? extname(output ?? "").slice(1).toLowerCase();
  const found = MOVING_FORMATS.find((each) => each === asked);
  if (found !== undefined && output !== undefined) return found;
  throw new UserError(
    "usage",
    `--animate goes with a terminal, or with --output and a name that ends in ${
      MOVING_FORMATS.map((each) => `.${each}`).join(" or ")
    }, not with ${format === undefined ? `--output ${output}` : `--format ${format}`}`,
  );
}

/** Limits with room for the motion left out; what is higher than the terminal could not be gone back over. */
function withRoom(input: DrawInput): DrawInput {
  const least = (name: string, value: number, room: number) => {
    if (value > room) return value - room;
    throw new UserError("usage", `--animate needs ${name} ${room + 1} or more, not ${value}`);
  };
  if (input.maxChars !== undefined) throw new UserError("usage", "--max-chars does not go with --animate");
  const { width, maxLines } = input,
    room = roomFor(width),
    lines = isTerminal() ? terminalLines() : undefined;
  const height = Math.min(maxLines ?? Infinity, (lines ?? Infinity) - 1);
  return {
    ...input,
    ...typeof width === "number" && { width: least("--width", width, MOST.width) },
    ...room !== undefined && { room: Math.max(1, room - MOST.width) },
    ...height !== Infinity && (maxLines !== undefined || height < 24) &&
      { maxLines: least("--max-lines", height, MOST.height) },
  };
}

/** How a drawing moves: as it is told to, by what it shows, or in the end as a boat does. */
function motionFor({ lines, subject, prompt }: Drawing, asked: Motion | undefined): Motion {
  const hasEyes = eyesOf(lines).length > 0;
  if (asked === "blink" && !hasEyes) {
    throw new UserError("input", `"${prompt}" has no eyes here that could blink: try another --seed`);
  }
  if (asked !== undefined) return asked;
  const words = subject?.things?.map(({ thing }) => thing) ?? [subject?.drawn ?? ""];
  return words.map(motionOf).find((motion) => motion !== undefined) ?? (hasEyes ? "blink" : "bob");
}

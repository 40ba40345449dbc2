/** Plays a moving picture on a terminal. */
import { UserError } from "../../base/errors.ts";
import { type Animation, compose } from "../../rasterise/image/formats/animation.ts";
import { openAnimation } from "../../rasterise/image/formats/decode.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import { type Drawing, drawingOf, drawPicture } from "../../operations/image/image.ts";
import type { PrintFlags } from "./fields.ts";
import { frameWriter, until, withoutCursor } from "../player.ts";
import { movesCursor, terminalLines, writeErrorLine } from "../terminal.ts";
import { nameOf, read } from "./read.ts";

/** Times that a picture is played which asks to be played for ever, and at most. */
const ENDLESS = 10, MAX_LOOPS = 10_000;
/** Frames of less than the first are shown for the second, in milliseconds, as browsers do. */
const SHORTEST = 20, USUAL = 100;
/** Characters of frames that are kept for the next time. */
const MAX_KEPT = 1 << 25;
/** A frame as text, and how long it is shown, in milliseconds. */
interface Shown {
  text: string;
  lines: number;
  delay: number;
}

/** Plays a file's frames, as often as it says or `--loops` does. Throws a UserError for what is no animation. */
export async function animate(
  paths: readonly string[],
  settings: ImageSettings,
  { loops, format = "plain", output }: PrintFlags,
): Promise<void> {
  const [path] = paths;
  if (path === undefined || paths.length > 1) throw new UserError("usage", "--animate plays one file");
  if (output !== undefined || format !== "plain") {
    throw new UserError("usage", "--animate plays on a terminal: it has no --output and no --format");
  }
  if (!movesCursor()) {
    throw new UserError("usage", "--animate needs a terminal; without it the first frame is drawn");
  }
  const drawing = drawingOf(settings);
  const name = nameOf(path);
  const animation = await openAnimation(await read(path), name);
  if (animation === undefined) {
    throw new UserError("input", `${name} does not move: GIF, PNG and WebP with several frames do`);
  }
  const plays = loops ?? (animation.plays === 0 ? ENDLESS : Math.min(animation.plays, MAX_LOOPS));
  // A frame that is higher than the terminal could not be gone back over.
  const maxLines = Math.min(drawing.maxLines, Math.max(1, (terminalLines() ?? 25) - 1));
  await withoutCursor(() => play(animation, plays, name, { ...drawing, maxLines }));
}

async function play(animation: Animation, plays: number, name: string, drawing: Drawing): Promise<void> {
  const kept: Shown[] = [];
  let size = 0, fault: string | undefined;
  const write = frameWriter();
  const show = async ({ text, lines, delay }: Shown, time: number) => {
    await write(text, lines, time);
    return performance.now() + (delay < SHORTEST ? USUAL : delay);
  };
  let next = performance.now();
  for (let loop = 0; loop < plays; loop++) {
    if (loop > 0 && size <= MAX_KEPT) {
      for (const frame of kept) next = await show(frame, next);
      continue;
    }
    try {
      for await (const picture of compose(animation)) {
        const art = drawPicture(picture, name, drawing);
        const frame = {
          text: art.lines.map((line) => `${line}\n`).join(""),
          lines: art.height,
          delay: picture.delay,
        };
        fault ??= picture.fault;
        size += frame.text.length;
        if (size <= MAX_KEPT) kept.push(frame);
        next = await show(frame, next);
      }
    } catch (error) {
      if (!(error instanceof Error) || kept.length === 0) {
        throw new UserError(
          "input",
          `${name} cannot be played: ${error instanceof Error ? error.message : error}`,
          { cause: error },
        );
      }
      fault ??= "is damaged";
    }
    if (kept.length === 0) throw new UserError("input", `${name} has no frame that is whole`);
  }
  await until(next);
  if (fault !== undefined) writeErrorLine(`ascii-gen: ${name} ${fault}: played as far as it goes`);
}

/** Drawings that move: the room for it, and how a thing does. */
import { eyesOf, framesOf, motionOf, type Moving, ROOM } from "../../art/motion.ts";
import { type Motion, MOTIONS } from "../../art/motions.ts";
import { UserError } from "../../base/errors.ts";
import type { Drawing } from "./drawable.ts";
import type { DrawInput } from "./fields.ts";

/** Room that any motion needs. */
const MOST = {
  width: Math.max(...MOTIONS.map((motion) => ROOM[motion].width)),
  height: Math.max(...MOTIONS.map((motion) => ROOM[motion].height)),
};

/** Limits with room for the motion left out. Throws a UserError of kind "usage" where there is too little. */
export function withMotionRoom(input: DrawInput): DrawInput {
  const { width, room, maxLines, maxChars } = input;
  const least = (name: string, value: number, room: number) => {
    if (value > room) return value - room;
    throw new UserError("usage", `--animate needs ${name} ${room + 1} or more, not ${value}`);
  };
  if (maxChars !== undefined) throw new UserError("usage", "--max-chars does not go with --animate");
  return {
    ...input,
    ...typeof width === "number" && { width: least("--width", width, MOST.width) },
    ...room !== undefined && { room: Math.max(1, room - MOST.width) },
    ...maxLines !== undefined && { maxLines: least("--max-lines", maxLines, MOST.height) },
  };
}

/**
 * The frames of a drawing, which moves as it is told to, by what it shows, or in the end as a boat does. Throws a UserError of
 * kind "input" where there are no eyes that could blink.
 */
export function movingOf(drawing: Drawing, asked: Motion | undefined): Moving {
  const { lines, seed, colours } = drawing;
  return framesOf(lines, { motion: motionFor(drawing, asked), seed, ...colours && { colours } });
}

function motionFor({ lines, subject, prompt }: Drawing, asked: Motion | undefined): Motion {
  const hasEyes = eyesOf(lines).length > 0;
  if (asked === "blink" && !hasEyes) {
    throw new UserError("input", `"${prompt}" has no eyes here that could blink: try another --seed`);
  }
  if (asked !== undefined) return asked;
  const words = subject?.things?.map(({ thing }) => thing) ?? [subject?.drawn ?? ""];
  return words.map(motionOf).find((motion) => motion !== undefined) ?? (hasEyes ? "blink" : "bob");
}

import type { Bitmap } from "./bitmap.ts";

/** A frame: pixels for a part of the picture, and how they go with those of the frame before. */
export interface Frame extends Bitmap {
  x: number;
  y: number;
  /** How long it is shown, in milliseconds. */
  delay: number;
  /** What is done with its part once it has been shown. */
  disposal: "keep" | "clear" | "restore";
  /** Whether transparent pixels let through what was there, or clear it. */
  blend: "over" | "source";
  /** What is wrong with the file, if only a part of the frame could be decoded. */
  fault?: string;
}

/** A moving picture. */
export interface Animation {
  width: number;
  height: number;
  /** How often it is played; 0 for ever. */
  plays: number;
  /** Decodes its frames one after the other. Throws an Error where no frame can be had. */
  frames(): AsyncGenerator<Frame>;
}

/** A whole picture of an animation. */
export interface Shown extends Bitmap {
  delay: number;
  fault?: string;
}

/** The pictures that frames make on a screen, one after the other; the pixels are good until the next is asked for. */
export async function* compose({ width, height, frames }: Animation): AsyncGenerator<Shown> {
  const screen = new Uint8Array(width * height * 4);
  for await (const frame of frames()) {
    const before = frame.disposal === "restore" ? screen.slice() : undefined;
    forRows(frame, width, height, (from, to, count) => {
      for (let i = 0; i < count * 4; i += 4) paint(screen, to + i, frame.rgba, from + i, frame.blend);
    });
    const { delay, fault } = frame;
    yield { width, height, rgba: screen, delay, ...(fault === undefined ? {} : { fault }) };
    if (before !== undefined) screen.set(before);
    if (frame.disposal === "clear") {
      forRows(frame, width, height, (_, to, count) => screen.fill(0, to, to + count * 4));
    }
  }
}

/** The first picture of an animation. Throws an Error for one that has no frame. */
export async function firstPicture(animation: Animation): Promise<Shown> {
  for await (const shown of compose(animation)) return shown;
  throw new Error("it has no frame");
}

/** Calls `each` for the rows of a frame that lie on the screen: where they start in both, and how many pixels they are. */
function forRows(
  frame: Frame,
  width: number,
  height: number,
  each: (from: number, to: number, count: number) => void,
): void {
  const count = Math.min(frame.width, width - frame.x);
  if (count <= 0) return;
  for (let y = 0; y < Math.min(frame.height, height - frame.y); y++) {
    each(y * frame.width * 4, ((frame.y + y) * width + frame.x) * 4, count);
  }
}

function paint(
  screen: Uint8Array,
  to: number,
  rgba: Uint8Array | Uint8ClampedArray,
  from: number,
  blend: Frame["blend"],
): void {
  const opacity = rgba[from + 3]!, below = screen[to + 3]!;
  if (blend === "source" || opacity === 255 || below === 0) {
    for (let c = 0; c < 4; c++) screen[to + c] = rgba[from + c]!;
  } else if (opacity > 0) {
    const rest = below * (255 - opacity) / 255, sum = opacity + rest;
    for (let c = 0; c < 3; c++) {
      screen[to + c] = (rgba[from + c]! * opacity + screen[to + c]! * rest) / sum + 0.5;
    }
    screen[to + 3] = sum + 0.5;
  }
}

import type { PictureStyle } from "../../glyphs.ts";
import type { Bitmap } from "./bitmap.ts";
import { NotReadError } from "./limits.ts";
import type { SvgSketch } from "../../sketch/sketch_svg.ts";
import type { SvgAnswer, SvgTask } from "./svg_worker.ts";

/** Milliseconds that an SVG may take. */
const MAX_TIME = 8000;
/** Bytes of an SVG. */
const MAX_BYTES = 1 << 24;
/** The program as it is compiled is a folder of JavaScript, src/ and all. */
const WORKER = Deno.build.standalone ? "./src/rasterise/image/formats/svg_worker.js" : "./svg_worker.ts";

/** Renders an SVG document, `side` pixels on its longer side. Throws as `ask` does. */
export async function bitmapOfSvg(bytes: Uint8Array, side: number, maxTime = MAX_TIME): Promise<Bitmap> {
  const answer = await ask({ kind: "bitmap", svg: textOf(bytes), side }, maxTime);
  if (answer.kind !== "bitmap") throw new Error("the thread answered another question");
  return answer.bitmap;
}

/** The sketches of an SVG document in some styles; null where nothing shows. Throws as `ask` does. */
export async function sketchesOfSvg(
  bytes: Uint8Array,
  styles: readonly PictureStyle[],
): Promise<(SvgSketch | null)[]> {
  const answer = await ask({ kind: "sketches", svg: textOf(bytes), styles }, MAX_TIME);
  if (answer.kind !== "sketches") throw new Error("the thread answered another question");
  return answer.sketches;
}

function textOf(bytes: Uint8Array): string {
  if (bytes.length > MAX_BYTES) {
    throw new NotReadError(`is an SVG of ${bytes.length} bytes; at most ${MAX_BYTES} are read`);
  }
  return new TextDecoder().decode(bytes);
}

/**
 * Has something done in a thread of its own, which is ended when it takes too long. Throws an Error for a document that
 * cannot be rendered, a NotReadError for one that takes too long.
 */
async function ask(task: SvgTask, maxTime: number): Promise<SvgAnswer> {
  const worker = new Worker(new URL(WORKER, import.meta.url), { type: "module" });
  const { promise, resolve, reject } = Promise.withResolvers<SvgAnswer>();
  const timer = setTimeout(
    () => reject(new NotReadError(`is an SVG that takes more than ${maxTime / 1000} seconds to render`)),
    maxTime,
  );
  worker.onmessage = ({ data }: MessageEvent<SvgAnswer>) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(event.message));
  };
  try {
    worker.postMessage(task);
    const answer = await promise;
    if (answer.kind === "fault") throw new Error(answer.reason);
    return answer;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

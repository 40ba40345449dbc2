import decode, { init } from "@jsquash/webp/decode.js";
import codec from "@jsquash/webp/codec/dec/webp_dec.wasm" with { type: "bytes" };
import type { Bitmap } from "./bitmap.ts";

let ready: Promise<void> | undefined;

/** Decodes a still WebP, lossy or lossless. Throws an Error for one that is damaged or moves. */
export async function decodeWebp(bytes: Uint8Array): Promise<Bitmap> {
  ready ??= init(await WebAssembly.compile(codec));
  await ready;
  const { width, height, data } = await decode(new Uint8Array(bytes).buffer);
  return { width, height, rgba: new Uint8Array(data.buffer) };
}

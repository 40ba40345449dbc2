/** Files of packages that the renderer of SVG needs. */
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** Where they come from; the executable has them beside its program, compressed, their names followed by `.br`. */
export const ASSETS = {
  "resvg.wasm": "@resvg/resvg-wasm/index_bg.wasm",
  "font.ttf": "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
} as const;

/** Reads one of the files. */
export function readAsset(name: keyof typeof ASSETS): Uint8Array {
  if (!Deno.build.standalone) return Deno.readFileSync(fileURLToPath(import.meta.resolve(ASSETS[name])));
  return brotliDecompressSync(Deno.readFileSync(new URL(`./${name}.br`, import.meta.url)));
}

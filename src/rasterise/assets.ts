/** Files of packages that the renderer of SVG needs. */
import { fileURLToPath } from "node:url";
import { readPacked } from "../base/packed.ts";

/** Where they come from; the executable carries them. */
export const ASSETS = {
  "resvg.wasm": "@resvg/resvg-wasm/index_bg.wasm",
  "font.ttf": "dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf",
} as const;

/** Reads one of the files. */
export function readAsset(name: keyof typeof ASSETS): Uint8Array {
  if (Deno.build.standalone) return readPacked(name);
  return Deno.readFileSync(fileURLToPath(import.meta.resolve(ASSETS[name])));
}

import { renderSvg as renderPixels, sizeOf } from "../../resvg.ts";
import type { Bitmap } from "./bitmap.ts";

/** Renders an SVG document, `side` pixels on its longer side; text in DejaVu Sans Mono. Throws an SvgError. */
export function renderSvg(svg: string, side: number): Bitmap {
  const { width, height } = sizeOf(svg);
  const mode = width > height ? "width" : "height";
  const { pixels, ...size } = renderPixels(svg, { text: true, fit: { mode, value: side } });
  const rgba = new Uint8Array(pixels);
  // Colours come premultiplied.
  for (let p = 0; p < rgba.length; p += 4) {
    const opacity = rgba[p + 3]!;
    if (opacity === 0 || opacity === 255) continue;
    for (let c = 0; c < 3; c++) rgba[p + c] = Math.min(255, Math.round(rgba[p + c]! * 255 / opacity));
  }
  return { ...size, rgba };
}

import { Resvg } from "@resvg/resvg-js";
import { fontFile } from "../glyphs.ts";
import type { Bitmap } from "./bitmap.ts";

/** Renders an SVG document, `side` pixels on its longer side; text in DejaVu Sans Mono. Throws an Error for a damaged one. */
export function renderSvg(svg: string, side: number): Bitmap {
  const font = { fontFiles: [fontFile()], loadSystemFonts: false, defaultFontFamily: "DejaVu Sans Mono" };
  const { width, height } = new Resvg(svg, { font });
  const fitTo = width > height
    ? { mode: "width", value: side } as const
    : { mode: "height", value: side } as const;
  const image = new Resvg(svg, { font, fitTo }).render();
  const rgba = new Uint8Array(image.pixels);
  // Colours come premultiplied.
  for (let p = 0; p < rgba.length; p += 4) {
    const opacity = rgba[p + 3]!;
    if (opacity === 0 || opacity === 255) continue;
    for (let c = 0; c < 3; c++) rgba[p + c] = Math.min(255, Math.round(rgba[p + c]! * 255 / opacity));
  }
  return { width: image.width, height: image.height, rgba };
}

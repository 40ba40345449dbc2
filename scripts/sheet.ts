/**
 * Contact sheet of drawings: `deno run -A scripts/sheet.ts out.png < drawings.json`,
 * where the input is a JSON array of `{ title, lines }`.
 */
import { renderPng } from "../src/rasterise/resvg.ts";

interface Drawing {
  title: string;
  lines: string[];
}

const escape = (text: string) =>
  [...text].map((character) => character === " " ? "\u00a0" : `&#${character.codePointAt(0)};`).join("");

/** PNG bytes of the drawings in a grid: black DejaVu Sans Mono on white, about `width` pixels wide. */
export function sheet(drawings: Drawing[], width = 1600, size = 10): Uint8Array {
  const advance = size * 0.602, leading = size * 1.204, gap = 14;
  let x = gap, y = gap, tallest = 0, text = "";
  const put = (left: number, top: number, line: string, colour: string) =>
    text += `<text x="${left}" y="${top}" fill="${colour}">${escape(line)}</text>`;
  for (const { title, lines } of drawings) {
    const columns = Math.max(title.length, ...lines.map((line) => line.length));
    if (x > gap && x + columns * advance > width) {
      x = gap;
      y += tallest + gap;
      tallest = 0;
    }
    put(x, y + size, title, "#888");
    lines.forEach((line, i) => put(x, y + size + (i + 1) * leading, line, "#000"));
    tallest = Math.max(tallest, (lines.length + 1) * leading);
    x += columns * advance + gap;
  }
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${Math.ceil(y + tallest + gap)}" ` +
    `font-family="DejaVu Sans Mono" font-size="${size}">${text}</svg>`;
  return renderPng(svg, { background: "white", text: true });
}

if (import.meta.main) {
  const out = Deno.args[0];
  if (out === undefined) {
    console.error("usage: deno run -A scripts/sheet.ts out.png < drawings.json");
    Deno.exit(2);
  }
  const drawings: Drawing[] = await new Response(Deno.stdin.readable).json();
  Deno.writeFileSync(out, sheet(drawings));
}

/** The pictures of `deno task bench image`, all made here: shades, shapes, faces, letters, patterns, a texture. */
import { random } from "../../src/base/random.ts";
import { type Bitmap, resize } from "../../src/rasterise/image/formats/bitmap.ts";
import { renderSvg } from "../../src/rasterise/image/formats/svg.ts";

const SIDE = 512;

/** A grey picture from a lightness, 0 to 1, for each place; `x` and `y` from -1 to 1. */
function paint(lightness: (x: number, y: number) => number): Bitmap {
  const rgba = new Uint8Array(SIDE * SIDE * 4).fill(255);
  for (let i = 0; i < SIDE * SIDE; i++) {
    const x = (i % SIDE + 0.5) / SIDE * 2 - 1, y = (Math.floor(i / SIDE) + 0.5) / SIDE * 2 - 1;
    rgba.fill(Math.round(255 * Math.min(1, Math.max(0, lightness(x, y)))), i * 4, i * 4 + 3);
  }
  return { width: SIDE, height: SIDE, rgba };
}

/** A picture from the body of an SVG whose view box is 100 wide and `height` high, on white. */
const draw = (body: string, height = 100) =>
  renderSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 ${height}" width="100" height="${height}">` +
      `<rect width="100" height="${height}" fill="white"/>${body}</svg>`,
    SIDE,
  );

const fade = (name: string, from: string, to: string, kind = "linear", place = 'x2="0" y2="1"') =>
  `<${kind}Gradient id="${name}" ${place}><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></${kind}Gradient>`;

function sphere(): Bitmap {
  return paint((x, y) => {
    const square = (x * x + y * y) / 0.64;
    const shadow = 0.45 * Math.exp(-((x - 0.15) ** 2 / 0.3 + (y - 0.78) ** 2 / 0.02));
    if (square > 1) return 0.9 - 0.1 * y - shadow;
    const z = Math.sqrt(1 - square);
    const light = Math.max(0, (-0.5 * x - 0.6 * y) / 0.8 + 0.62 * z);
    return 0.08 + 0.75 * light + 0.35 * light ** 24;
  });
}

function portrait(): Bitmap {
  return draw(
    `<defs>${fade("wall", "#b8c4cc", "#7e8c96")}${
      fade("skin", "#f2c9a5", "#a86f4c", "radial", 'cx="0.35" cy="0.35" r="0.8"')
    }${fade("coat", "#34506e", "#16222f")}</defs><rect width="100" height="100" fill="url(#wall)"/>
    <path d="M24 52Q18 12 50 11Q83 12 77 54Q77 70 70 76H31Q24 68 24 52Z" fill="#2c1c14"/>
    <path d="M42 66h16v14q-8 8-16 0Z" fill="#95603f"/>
    <path d="M8 100Q10 82 40 77Q50 88 60 77Q90 82 92 100Z" fill="url(#coat)"/>
    <ellipse cx="50" cy="46" rx="19" ry="25" fill="url(#skin)"/>
    <path d="M30 42Q34 22 52 22Q68 24 70 42Q60 36 54 28Q44 38 30 42Z" fill="#2c1c14"/>
    <path d="M37 41q5-4 10-1M54 40q5-3 10 1" fill="none" stroke="#3a261a" stroke-width="1.8"/>
    <ellipse cx="42" cy="46" rx="4" ry="2.2" fill="#fff"/><ellipse cx="59" cy="46" rx="4" ry="2.2" fill="#fff"/>
    <circle cx="42.3" cy="46" r="2" fill="#1c2c38"/><circle cx="58.7" cy="46" r="2" fill="#1c2c38"/>
    <path d="M50 47q-3 8-2 9q2 2 5 0" fill="none" stroke="#8a5638" stroke-width="1.5"/>
    <path d="M42 62q8 5 16 0q-8 7-16 0Z" fill="#8e3238" stroke="#8e3238"/>`,
  );
}

function landscape(): Bitmap {
  return draw(
    `<defs>${fade("sky", "#3f74b5", "#f6dfb4")}${fade("far", "#7484a0", "#a9b3bd")}${
      fade("near", "#2c4a35", "#4f7440")
    }${fade("lake", "#c9d8dc", "#3c6680")}</defs><rect width="100" height="60" fill="url(#sky)"/>
    <circle cx="72" cy="20" r="6" fill="#fff6d8"/>
    <path d="M0 38L14 22L24 30L40 12L56 32L66 26L84 36L100 28V44H0Z" fill="url(#far)"/>
    <path d="M40 12L34 20L38 19L41 22L44 18L47 21Z" fill="#f4f6f8"/>
    <path d="M0 44Q20 34 44 42T100 40V50H0Z" fill="url(#near)"/>
    <rect y="47" width="100" height="13" fill="url(#lake)"/>
    <path d="M60 50h26M64 53h18M68 56h10" stroke="#f3efd8" stroke-width="1"/>
    <path d="M12 56V36M12 34L5 50H19ZM12 28L7 42H17Z" fill="#1d3122" stroke="#3b2a1a"/>`,
    60,
  );
}

function house(): Bitmap {
  return draw(
    `<rect width="100" height="100" fill="#dfeaf2"/><path d="M0 82H100V100H0Z" fill="#7c9a60"/>
    <path d="M66 18h9v20h-9Z" fill="#8c4a3a"/><path d="M20 46H80V86H20Z" fill="#efe2c4"/>
    <path d="M12 48L50 14L88 48Z" fill="#8e3b2e"/><path d="M44 62h13v24H44Z" fill="#5b3a22"/>
    <circle cx="54" cy="75" r="1.2" fill="#e8c060"/>
    <path d="M26 56h12v12H26ZM62 56h12v12H62Z" fill="#4a6f8c" stroke="#fff" stroke-width="1.6"/>
    <path d="M32 56v12M26 62h12M68 56v12M62 62h12" stroke="#fff" stroke-width="1.2"/>`,
  );
}

function cat(): Bitmap {
  return draw(
    `<path d="M14 8L36 26H64L86 8Q92 34 88 54Q82 90 50 92Q18 90 12 54Q8 34 14 8Z" fill="#c98a4b"/>
    <path d="M19 18L31 28L21 36ZM81 18L69 28L79 36Z" fill="#e9b9a4"/>
    <path d="M44 26v14M50 25v18M56 26v14M13 56l14 3M12 64l15 1M87 56l-14 3M88 64l-15 1" stroke="#7a4a20" stroke-width="3"/>
    <ellipse cx="50" cy="75" rx="18" ry="13" fill="#f3dfc6"/>
    <ellipse cx="33" cy="52" rx="8" ry="7" fill="#d7e07a"/><ellipse cx="67" cy="52" rx="8" ry="7" fill="#d7e07a"/>
    <ellipse cx="33" cy="52" rx="2.4" ry="6.5"/><ellipse cx="67" cy="52" rx="2.4" ry="6.5"/>
    <path d="M44 65h12l-6 7Z" fill="#8c3c44"/>
    <path d="M50 72v5q-6 7-12 1M50 77q6 7 12 1M30 70L4 66M30 75L4 78M70 70L96 66M70 75L96 78" fill="none" stroke="#4a2c16" stroke-width="1.4"/>`,
  );
}

function letters(): Bitmap {
  return draw(
    `<g font-family="DejaVu Sans Mono" font-weight="bold" stroke="black" stroke-width="2">` +
      `<text x="2" y="46" font-size="54">ASC</text><text x="2" y="94" font-size="54">art</text></g>`,
  );
}

function checker(): Bitmap {
  return paint((x, y) => {
    const [column, row] = [Math.floor((x + 1) * 4), Math.floor((y + 1) * 4)];
    return (column + row) % 2 === 0 ? 0.95 - 0.04 * row : 0.05 + 0.07 * column;
  });
}

function fineLines(): Bitmap {
  const rays = Array.from(
    { length: 24 },
    (_, i) => `<path d="M50 50L50 3" transform="rotate(${i * 15} 50 50)"/>`,
  );
  const rings = [14, 26, 38, 47].map((radius) => `<circle cx="50" cy="50" r="${radius}"/>`);
  return draw(`<g fill="none" stroke="black" stroke-width="0.9">${rays.join("")}${rings.join("")}</g>`);
}

/** Hills of noise (octaves of random grids, each of half the size and height of the last) under a low light. */
function texture(): Bitmap {
  const { next } = random(1);
  const heights = new Float32Array(SIDE * SIDE);
  for (let cells = 4, amplitude = 1; cells <= 128; cells *= 2, amplitude *= 0.48) {
    const grid = { width: cells, height: cells, data: Float32Array.from({ length: cells * cells }, next) };
    resize(grid, SIDE, SIDE).data.forEach((value, i) => heights[i]! += amplitude * value);
  }
  return paint((x, y) => {
    const column = Math.min(SIDE - 3, Math.floor((x + 1) / 2 * SIDE)),
      row = Math.min(SIDE - 3, Math.floor((y + 1) / 2 * SIDE));
    const at = row * SIDE + column;
    const slope = heights[at + 2]! - heights[at]! + heights[at + 2 * SIDE]! - heights[at]!;
    return 0.12 + 0.4 * heights[at]! - 0.12 * (x + y) - 6 * slope;
  });
}

function silhouette(): Bitmap {
  return draw(
    `<defs>${fade("dusk", "#f8b878", "#fff1d6")}</defs><rect width="100" height="70" fill="url(#dusk)"/>
    <path d="M0 62Q50 56 100 62V70H0Z"/>
    <path d="M24 62V44Q22 34 30 32L52 31Q58 30 60 24L59 15L62 19L64 14L66 19L74 23L73 27L66 28Q64 38 60 42L61 62H57L55 46Q44 44 34 46L28 50V62Z"/>
    <path d="M25 36Q16 38 15 52Q20 44 26 44Z"/>
    <path d="M86 62V34M86 46L78 36M86 42L95 32M86 36L81 26M86 34L90 24" stroke="black" stroke-width="2" fill="none"/>`,
    70,
  );
}

/** Each picture by name, in the order of the table. */
export const PICTURES: Readonly<Record<string, () => Bitmap>> = {
  ...{
    sphere,
    portrait,
    landscape,
    house,
    cat,
    letters,
    checker,
    "fine lines": fineLines,
    texture,
    silhouette,
  },
};

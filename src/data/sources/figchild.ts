import type { IconSet, IconSetInfo } from "./icons/iconify.ts";
import { PACKAGES } from "./icons/packages.ts";
import { TikzError } from "./tikz/options.ts";
import { readTikz } from "./tikz/picture.ts";

/** Centimetres of a unit of figures that count in hundredths of a width. */
const HUNDREDTH = 0.1;
/** Strokes in a figure's longer side. */
const STROKES = 60;

const FIGURE =
  /\\newcommand\s*\{\\(\w+)\}\[3\]\s*\{\s*\\begin\{tikzpicture\}\s*\[([^\]]*)\]([\s\S]*?)\\end\{tikzpicture\}/g;

/** Names that are misspelt, or Portuguese, or tell another thing to most people. */
const NAMES: Record<string, string> = {
  "abajour": "lamp",
  "air-ballon": "hot-air-balloon",
  "baloons": "balloons",
  "barquet": "boat",
  "board": "cutting-board",
  "bonnet": "baseball-cap",
  "bud": "seedling",
  "bullet": "candy",
  "cactoopuntia": "cactus",
  "cart": "wagon",
  "cart-a": "wheelbarrow",
  "cashier": "milk-carton",
  "chicken-thigh": "drumstick",
  "coach": "bus",
  "cobrabebe": "snake",
  "cutlery": "spatulas",
  "data": "dice",
  "dino": "dinosaur",
  "dryer": "hair-dryer",
  "et": "alien",
  "lady-bug": "ladybug",
  "lamp": "lantern",
  "language": "tongue",
  "little-birds": "birds",
  "little-mouse": "mouse",
  "louvadeus": "mantis",
  "mat": "rug",
  "meton": "cement-mixer",
  "mill": "pinwheel",
  "pan-b": "trowel",
  "pass": "birds",
  "peru": "turkey",
  "pimento": "bell-pepper",
  "pink": "carnation",
  "pulse": "teapot",
  "racoon": "raccoon",
  "roller": "rolling-pin",
  "sheet": "leaf",
  "shell": "ladle",
  "spinning": "spinning-top",
  "spray": "spray-bottle",
  "table-light": "desk-lamp",
  "throat": "mouth",
  "tony": "sweet-potato",
  "trunk": "log",
  "urchin": "porcupine",
};

/** Figures that show letters, digits or nothing that has a name. */
const NAMELESS = /^(letter|number|babe|juicy|seeds|face-towel|knees)\b/;

/** What a figure shows; undefined for one that is left out. */
export function figureName(name: string): string | undefined {
  const kind = name.replace(/-[a-z]$/, "");
  return NAMELESS.test(name) ? undefined : NAMES[name] ?? NAMES[kind] ?? kind;
}

/**
 * The drawings of Fernando de Souza Bastos's LaTeX package figchild (LPPL 1.3c), in the form of an Iconify set; undefined
 * where it is not installed.
 */
export async function readFigchild(): Promise<{ icons: IconSet; info: IconSetInfo } | undefined> {
  const { path, installed } = PACKAGES.figchild;
  if (!installed()) return undefined;
  const text = await Deno.readTextFile(path);
  return {
    icons: { icons: figures(text) },
    info: {
      name: "figchild",
      author: { name: "Fernando de Souza Bastos" },
      license: { title: "LaTeX Project Public License 1.3c", spdx: "LPPL-1.3c" },
    },
  };
}

/** The figures of a LaTeX file that are understood, by their names with hyphens: `\fcOwlA` is "owl-a". */
export function figures(text: string): IconSet["icons"] {
  const icons: IconSet["icons"] = {};
  for (const [, command = "", options = "", body = ""] of text.replace(/(?<!\\)%.*/g, "").matchAll(FIGURE)) {
    const name = command.replace(/^fc/, "").replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();
    try {
      const { shapes, box } = readTikz(
        body.replaceAll(/#[23]/g, "1"),
        /\bx\s*=/.test(options) ? HUNDREDTH : 1,
      );
      const pen = Math.max(box.width, box.height) / STROKES;
      icons[name] = {
        body:
          `<g stroke-width="${pen}" transform="translate(${pen - box.x} ${
            pen + box.y + box.height
          }) scale(1 -1)">` +
          `${shapes.join("")}</g>`,
        width: box.width + 2 * pen,
        height: box.height + 2 * pen,
      };
    } catch (error) {
      if (!(error instanceof TikzError)) throw error;
    }
  }
  return icons;
}

import { type Colour, rgbOf, trueColour } from "./palette.ts";

/** Parameters of a control sequence: those between semicolons, each with its parts between colons; NaN where empty. */
export type Parameters = readonly (readonly number[])[];

/** Colours of a character as 0xrrggbb. */
export interface Colours {
  foreground: number;
  background: number;
}

/** What "select graphic rendition" sequences have set. */
export interface Pen {
  /** Obeys the parameters of one SGR sequence. */
  change(parameters: Parameters): void;
  /** Sets one colour, as PabloDraw's own sequence does. */
  set(ground: "foreground" | "background", red: number, green: number, blue: number): void;
  /** With iCE colours, blink stands for a bright background. */
  colours(iceColours: boolean): Colours;
}

/** Light grey on black. */
const INITIAL = { foreground: 7, background: 0, bold: false, blink: false, inverse: false, hidden: false };
type State = typeof INITIAL;

/** A pen that writes light grey on black. */
export function newPen(): Pen {
  let state: State = INITIAL;
  let shown: { ice: boolean; colours: Colours } | undefined;
  const update = (change: Partial<State>) => {
    state = { ...state, ...change };
    shown = undefined;
  };
  return {
    change(parameters) {
      for (let i = 0; i < parameters.length; i++) {
        const [n = 0] = parameters[i]!;
        if (n === 38 || n === 48 || n === 58) {
          const { colour, used } = colourAt(parameters, i);
          i += used;
          // 58 colours underlines, which are not drawn.
          if (colour !== undefined && n !== 58) {
            update(n === 38 ? { foreground: colour } : { background: colour });
          }
        } else update(simpleChange(Number.isNaN(n) ? 0 : n) ?? (n > 0 ? {} : INITIAL));
      }
    },
    set: (ground, red, green, blue) => update({ [ground]: trueColour(red, green, blue) }),
    colours(ice) {
      if (shown?.ice !== ice) shown = { ice, colours: coloursOf(state, ice) };
      return shown.colours;
    },
  };
}

function coloursOf(
  { foreground, background, bold, blink, inverse, hidden }: State,
  ice: boolean,
): Colours {
  const front = rgbOf(foreground + (bold && foreground < 8 ? 8 : 0));
  const back = rgbOf(background + (blink && ice && background < 8 ? 8 : 0));
  if (hidden) return { foreground: back, background: back };
  return inverse ? { foreground: back, background: front } : { foreground: front, background: back };
}

/** What a parameter of a single number changes; undefined for a reset and for what shows no ink. */
function simpleChange(n: number): Partial<State> | undefined {
  if (n >= 30 && n <= 37) return { foreground: n - 30 };
  if (n >= 40 && n <= 47) return { background: n - 40 };
  if (n >= 90 && n <= 97) return { foreground: n - 82 };
  if (n >= 100 && n <= 107) return { background: n - 92 };
  switch (n) {
    case 1:
      return { bold: true };
    case 5:
    case 6:
      return { blink: true };
    case 7:
      return { inverse: true };
    case 8:
      return { hidden: true };
    case 22:
      return { bold: false };
    case 25:
      return { blink: false };
    case 27:
      return { inverse: false };
    case 28:
      return { hidden: false };
    case 39:
      return { foreground: INITIAL.foreground };
    case 49:
      return { background: INITIAL.background };
  }
  return undefined;
}

/**
 * The colour that the 38, 48 or 58 at `i` is followed by, and how many further parameters it takes: `5;n` of 256,
 * `2;r;g;b`, or within one parameter `5:n`, `2:r:g:b` and `2:space:r:g:b`.
 */
function colourAt(parameters: Parameters, i: number): { colour: Colour | undefined; used: number } {
  const parts = parameters[i]!;
  if (parts.length > 1) {
    const [, kind, ...values] = parts;
    const [red, green, blue] = values.length > 3 ? values.slice(1) : values;
    return { colour: colourOf(kind, kind === 5 ? [values[0]] : [red, green, blue]), used: 0 };
  }
  const kind = parameters[i + 1]?.[0];
  const length = kind === 2 ? 3 : kind === 5 ? 1 : 0;
  const values = parameters.slice(i + 2, i + 2 + length).map(([value]) => value);
  return { colour: colourOf(kind, values), used: kind === undefined ? 0 : 1 + length };
}

function colourOf(kind: number | undefined, [first = 0, green = 0, blue = 0]: (number | undefined)[]) {
  if (kind === 2) return trueColour(first, green, blue);
  return kind === 5 ? Math.max(0, Math.min(255, first || 0)) : undefined;
}

/** Colours of a character; 0 is black. */
export interface Colours {
  foreground: number;
  background: number;
}

/** What "select graphic rendition" sequences have set. */
export interface Pen {
  /** Obeys the numbers of one sequence. */
  change(numbers: readonly number[]): void;
  /** With iCE colours, blink stands for a bright background. */
  colours(iceColours: boolean): Colours;
}

/** A pen that writes light grey on black. */
export function newPen(): Pen {
  let state = { foreground: 7, background: 0, bold: false, blink: false, inverse: false, hidden: false };
  const initial = state;
  return {
    change: (numbers) => {
      for (let i = 0; i < numbers.length; i++) {
        const n = numbers[i]!;
        if (n === 0) state = initial;
        else if (n === 1) state = { ...state, bold: true };
        else if (n === 5 || n === 6) state = { ...state, blink: true };
        else if (n === 7) state = { ...state, inverse: true };
        else if (n === 8) state = { ...state, hidden: true };
        else if (n === 22) state = { ...state, bold: false };
        else if (n === 25) state = { ...state, blink: false };
        else if (n === 27) state = { ...state, inverse: false };
        else if (n === 28) state = { ...state, hidden: false };
        else if (n === 39) state = { ...state, foreground: initial.foreground };
        else if (n === 49) state = { ...state, background: initial.background };
        else if (n >= 30 && n <= 37) state = { ...state, foreground: n - 30 };
        else if (n >= 40 && n <= 47) state = { ...state, background: n - 40 };
        else if (n >= 90 && n <= 97) state = { ...state, foreground: n - 82 };
        else if (n >= 100 && n <= 107) state = { ...state, background: n - 92 };
        else if (n === 38 || n === 48) {
          // A colour of 256 (5;n) or of 16 million (2;r;g;b): only whether it is black matters here.
          const length = numbers[i + 1] === 2 ? 3 : 1;
          const lit = numbers.slice(i + 2, i + 2 + length).some((value) => value > 0) ? 15 : 0;
          state = n === 38 ? { ...state, foreground: lit } : { ...state, background: lit };
          i += 1 + length;
        }
      }
    },
    colours: (iceColours) => {
      const { bold, blink, inverse, hidden } = state;
      const foreground = state.foreground + (bold && state.foreground < 8 ? 8 : 0);
      const background = state.background + (blink && iceColours && state.background < 8 ? 8 : 0);
      if (hidden) return { foreground: background, background };
      return inverse ? { foreground: background, background: foreground } : { foreground, background };
    },
  };
}

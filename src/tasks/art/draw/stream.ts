/** Takes the text of a drawing as it is decoded. */
export interface Stream {
  text(piece: string): void;
  /** Ends the drawing's last line. */
  end(): void;
}

/**
 * Passes on a drawing's text as soon as it is known to be part of it: spaces and line breaks wait for the ink after
 * them, so that neither blank lines at the ends nor trailing spaces get out. Blank columns at the left stay, as no one
 * knows how many there are before the last line is drawn.
 */
export function streamDrawing(write: (text: string) => void): Stream {
  let [pending, started] = ["", false];
  return {
    text(piece) {
      pending += piece;
      const ink = pending.trimEnd();
      if (ink === "") return;
      const clean = ink.replace(/ +\n/g, "\n");
      write(started ? clean : clean.replace(/^\n+/, ""));
      pending = pending.slice(ink.length);
      started = true;
    },
    end: () => write("\n"),
  };
}

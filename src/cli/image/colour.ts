const RESET = "\x1b[0m";

/**
 * Lines for terminals with 24-bit colour: each character in the colour of its cell, three values of `colours` a cell in
 * rows of `columns`. Every line resets what it set.
 */
export function colourLines(lines: readonly string[], colours: Uint8Array, columns: number): string[] {
  return lines.map((line, row) => {
    let now = "", out = "";
    Array.from(line, (character, column) => {
      if (character !== " ") {
        const at = (row * columns + column) * 3;
        const next = `\x1b[38;2;${colours.subarray(at, at + 3).join(";")}m`;
        if (next !== now) out += now = next;
      }
      out += character;
    });
    return now === "" ? out : out + RESET;
  });
}

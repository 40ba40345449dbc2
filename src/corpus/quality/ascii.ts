import { toAscii } from "../ansi/ascii.ts";

/** For an ASCII character those of Unicode, beyond code page 437, that look like it, as far as artists use them. */
const LOOKALIKES: [plain: string, like: string][] = [
  ["-", "━╌╍┄┅┈┉╴╶╸╺‐‑‒–—―−"],
  ["|", "┃╎╏┆┇┊┋╵╷╹╻▊▋▍▎▏¦"],
  ["+", "┍┎┏┑┒┓┕┖┗┙┚┛┝┞┟┠┡┢┣┥┦┧┨┩┪┫┭┮┯┰┱┲┳┵┶┷┸┹┺┻┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋±"],
  ["/", "╱▞"],
  ["\\", "╲▚"],
  ["X", "╳"],
  ["x", "×"],
  ["@", "▉"],
  ["#", "■"],
  ["_", "▁▂▃"],
  ["o", "▅▆▇○◦◆◇¤□▫"],
  ["O", "●"],
  [".", "▖▗▪…╮"],
  [",", "╭¸"],
  ["`", "▘╰"],
  ["'", "▝╯‘’‚‛′´"],
  ['"', "▔“”„″¨¯"],
  ["b", "▙"],
  ["d", "▟"],
  ["P", "▛"],
  ["9", "▜"],
  ["^", "△"],
  ["v", "▽♥"],
  ["<", "◀‹"],
  [">", "▶›"],
  ["*", "★☆"],
];

const LOOKS = new Map(LOOKALIKES.flatMap(([plain, like]) => Array.from(like, (one) => [one, plain])));

/** Text with each character beyond ASCII replaced by the ASCII character that looks like it, where there is one. */
export function asciiText(text: string): string {
  const known = text.replace(/[\u0080-\uffff]/g, (character) => LOOKS.get(character) ?? character);
  return known === text && !/[\u0080-\uffff]/.test(text) ? text : toAscii([known.normalize("NFC")])[0]!;
}

/**
 * Art out of a program's text, where each backslash stands twice, with single ones. Roofs such as "//\\" are left
 * alone: there slashes stand twice as well.
 */
export function undoubleBackslashes(text: string): string {
  const runs = text.match(/\\+/g) ?? [];
  if (runs.length < 3 || runs.some((run) => run.length % 2 === 1) || /\/\//.test(text)) return text;
  return text.replaceAll("\\\\", "\\");
}

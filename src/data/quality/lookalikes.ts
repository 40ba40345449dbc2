/**
 * For an ASCII character those of Unicode that look like it, as far as artists use them, by where and how much ink they
 * have. The first lines are code page 437's blocks, frames and signs.
 */
const LOOKALIKES: [plain: string, like: string][] = [
  [":", "░"],
  ["%", "▒"],
  ["#", "▓■"],
  ["@", "█◘◙▉"],
  ['"', "▀▔“”„″¨¯‾"],
  ["_", "▄▬▁▂▃"],
  ["[", "▌"],
  ["]", "▐"],
  ["-", "─¬⌐∟━╌╍┄┅┈┉╴╶╸╺‐‑‒–—―−⎺⎻⎼⎽"],
  ["=", "═≡"],
  ["|", "│║↕↨┃╎╏┆┇┊┋╵╷╹╻▊▋▍▎▏¦"],
  ["+", "┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫"],
  ["+", "┍┎┏┑┒┓┕┖┗┙┚┛┝┞┟┠┡┢┣┥┦┧┨┩┪┫┭┮┯┰┱┲┳┵┶┷┸┹┺┻┽┾┿╀╁╂╃╄╅╆╇╈╉╊╋±"],
  [".", "·∙▖▗▪…╮"],
  ["o", "•○°º▅▆▇◦◆◇¤□▫"],
  ["v", "√▼↓▽♥"],
  ["<", "«◄←◀‹"],
  [">", "»►→▶›"],
  ["^", "▲↑△"],
  ["~", "≈˜∼"],
  [" ", "\u00a0"],
  ["/", "╱▞"],
  ["\\", "╲▚"],
  ["X", "╳"],
  ["x", "×"],
  ["O", "●"],
  [",", "╭¸"],
  ["`", "▘╰"],
  ["'", "▝╯‘’‚‛′´˙"],
  ["b", "▙"],
  ["d", "▟"],
  ["P", "▛"],
  ["9", "▜"],
  ["*", "★☆"],
];

const LOOKS = new Map(LOOKALIKES.flatMap(([plain, like]) => Array.from(like, (one) => [one, plain])));

/** The ASCII character that a grapheme looks like, without its accents; undefined where there is none. */
export function lookalike(grapheme: string): string | undefined {
  const base = grapheme.replace(/[\ufe0e\ufe0f]/g, "");
  const composed = base.normalize("NFC");
  const found = LOOKS.get(base) ?? LOOKS.get(composed);
  if (found !== undefined) return found;
  const [letter = "", ...marks] = composed.normalize("NFKD");
  // What falls into several letters, such as a fraction, would need more room than it has.
  return letter > " " && letter <= "~" && marks.every((mark) => /\p{M}/u.test(mark)) ? letter : undefined;
}

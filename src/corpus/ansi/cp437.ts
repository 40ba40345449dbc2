/** The glyphs of code page 437 for bytes 0 to 31, as DOS shows them outside of control codes. */
const LOW = " ☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼";
/** Those of bytes 127 to 255; the last is a no-break space. */
const HIGH =
  "⌂ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀" +
  "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

const ASCII = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const GLYPHS: readonly string[] = [...LOW, ...ASCII, ...HIGH];

/** The glyph of a byte in code page 437; control codes have one too. */
export function cp437Glyph(byte: number): string {
  return GLYPHS[byte]!;
}

/** Text in code page 437; tabs and line ends stay what they are. */
export function decodeCp437(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += "\t\n\r".includes(String.fromCharCode(byte)) ? String.fromCharCode(byte) : cp437Glyph(byte);
  }
  return text;
}

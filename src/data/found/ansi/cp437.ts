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

const UNITS = Uint16Array.from(GLYPHS, (glyph) => glyph.charCodeAt(0));

/** Text in code page 437; control characters that are named stay what they are, the others are glyphs. */
export function decodeCp437(bytes: Uint8Array, controls = "\t\n\r"): string {
  const units = UNITS.slice();
  for (const control of controls) units[control.charCodeAt(0)] = control.charCodeAt(0);
  return new TextDecoder("utf-16le").decode(Uint16Array.from(bytes, (byte) => units[byte]!));
}

import type { Parameters } from "./pen.ts";

/** A piece of a terminal's input: printable text, one control character, or a sequence. */
export type Token =
  | { kind: "text"; text: string }
  | { kind: "control"; code: number }
  /** `ESC`, intermediate characters such as "(", and a final one. */
  | { kind: "escape"; intermediates: string; final: string }
  /** A control sequence: `ESC [`, a private marker such as "?", parameters, intermediates, and a final character. */
  | { kind: "csi"; marker: string; parameters: Parameters; intermediates: string; final: string };

const ESCAPE = 0x1b, DELETE = 0x7f, BELL = "\x07";
/** The eight-bit forms of `ESC [` and of the end of a string; others are rather misread letters. */
const CSI = 0x9b, STRING_END = "\x9c";
/** What after ESC begins a string for the terminal itself: DCS, SOS, OSC, PM, APC. */
const STRINGS = "PX]^_";
/** Parameters of a sequence beyond so many characters are passed over. */
const MAX_PARAMETERS = 256;

/** Takes a text apart as a terminal does (ECMA-48): every sequence is consumed whole, known or not, cut short or not. */
export function* tokensOf(text: string): Generator<Token> {
  const endOfString = stringEnds(text);
  let at = 0;
  while (at < text.length) {
    const from = at;
    while (at < text.length && !isControl(text.charCodeAt(at))) at++;
    if (at > from) yield { kind: "text", text: text.slice(from, at) };
    if (at === text.length) return;
    const code = text.charCodeAt(at++);
    if (code === CSI) {
      const { token, end } = readCsi(text, at);
      if (token) yield token;
      at = end;
    } else if (code === ESCAPE) {
      const next = text[at] ?? "";
      if (next === "[") {
        const { token, end } = readCsi(text, at + 1);
        if (token) yield token;
        at = end;
      } else if (next !== "" && STRINGS.includes(next)) at = endOfString(at + 1, next);
      else {
        const { token, end } = readEscape(text, at);
        if (token) yield token;
        at = end;
      }
    } else yield { kind: "control", code };
  }
}

const isControl = (code: number): boolean => code < 0x20 || code >= DELETE && code <= 0x9f;
const isBetween = (text: string, at: number, low: number, high: number): boolean =>
  text.charCodeAt(at) >= low && text.charCodeAt(at) <= high;

function readCsi(text: string, from: number): { token: Token | undefined; end: number } {
  let at = from;
  while (isBetween(text, at, 0x30, 0x3f)) at++;
  const parameters = text.slice(from, Math.min(at, from + MAX_PARAMETERS));
  const middle = at;
  while (isBetween(text, at, 0x20, 0x2f)) at++;
  // What is no part of a sequence ends it, and stays.
  if (!isBetween(text, at, 0x40, 0x7e)) return { token: undefined, end: at };
  const marker = /^[<-?]*/.exec(parameters)![0];
  return {
    token: {
      kind: "csi",
      marker,
      parameters: parameters.slice(marker.length).split(";").map((parameter) =>
        parameter.split(":").map((number) => /^\d+$/.test(number) ? Number(number) : NaN)
      ),
      intermediates: text.slice(middle, Math.min(at, middle + MAX_PARAMETERS)),
      final: text[at]!,
    },
    end: at + 1,
  };
}

function readEscape(text: string, from: number): { token: Token | undefined; end: number } {
  let at = from;
  while (isBetween(text, at, 0x20, 0x2f)) at++;
  if (!isBetween(text, at, 0x30, 0x7e)) return { token: undefined, end: at };
  return {
    token: {
      kind: "escape",
      intermediates: text.slice(from, Math.min(at, from + MAX_PARAMETERS)),
      final: text[at]!,
    },
    end: at + 1,
  };
}

/**
 * Finds what follows a string for the terminal that begins at `from`. One that nothing ends takes the rest of its line, as
 * does one for the operating system (`]`) that holds a line break. Linear over a text.
 */
function stringEnds(text: string): (from: number, introducer: string) => number {
  const next = new Map<string, number>();
  const find = (mark: string, from: number): number => {
    const found = next.get(mark) ?? -1;
    if (found >= from) return found;
    const at = text.indexOf(mark, from);
    const position = at < 0 ? Infinity : at;
    next.set(mark, position);
    return position;
  };
  return (from, introducer) => {
    const isCommand = introducer === "]";
    const bell = isCommand ? find(BELL, from) + 1 : Infinity;
    const end = Math.min(find("\x1b\\", from) + 2, find(STRING_END, from) + 1, bell);
    const lineEnd = Math.min(text.length, find("\n", from));
    return end === Infinity || isCommand && end > lineEnd ? lineEnd : end;
  };
}

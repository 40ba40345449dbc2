import type { Literal, Scanner } from "./scan.ts";

const ESCAPES: Record<string, string> = {
  ...{ t: "\t", n: "\n", r: "\r", f: "\f", b: "\b", a: "\x07", e: "\x1b" },
};

/** What stands in an interpolated text besides plain characters. */
const SPECIAL = new RegExp(
  [
    /\\N\{U\+(?<name>[0-9A-Fa-f]+)\}/,
    /\\x(?:\{\s*(?<hexadecimal>[0-9A-Fa-f]*)\s*\}|(?!\{)(?<pair>[0-9A-Fa-f]{0,2}))/,
    /\\(?:o\{(?<octal>[0-7]+)\}|(?<digits>[0-7]{1,3}))/,
    /\\c(?<control>[@-_a-z?])/,
    /\\(?<escaped>[^])/,
    /\$\{\s*(?<braced>[A-Za-z_]\w*)\s*\}/,
    /\$(?<variable>[A-Za-z_]\w*)(?<element>\[|\{|->[[{]|::|'(?=[A-Za-z_]))?/,
    /(?<scalar>\$[^]?)/,
    /(?<array>@(?:[{$:'+-]|\w+))/,
  ].map(({ source }) => source).join("|"),
  "g",
);

/**
 * The text that Perl makes of a literal. Refuses what takes more than escapes and plain variables: arrays, elements,
 * special variables, changes of case.
 */
export function interpolate(
  { text, quoting, delimiters, at }: Literal,
  valueOf: (name: string) => string,
  refuse: Scanner["refuse"],
): string {
  if (quoting === "raw") return text;
  if (quoting === "single") {
    return text.replace(
      /\\([^])/g,
      (whole, next: string) => next === "\\" || delimiters.includes(next) ? next : whole,
    );
  }
  return text.replace(SPECIAL, (whole: string, ...rest: unknown[]) => {
    const found = groups(rest.at(-1));
    const { variable, braced, escaped } = found;
    if (found.element !== undefined) return refuse(`takes a part of $${variable}: "${whole}"`, at);
    const name = variable ?? braced;
    if (name !== undefined) return valueOf(name);
    const code = found.name ?? found.hexadecimal ?? found.pair;
    if (code !== undefined) return character(parseInt(code || "0", 16), whole, at, refuse);
    const octal = found.octal ?? found.digits;
    if (octal !== undefined) return character(parseInt(octal, 8), whole, at, refuse);
    if (found.control !== undefined) {
      return String.fromCharCode(found.control.toUpperCase().charCodeAt(0) ^ 64);
    }
    if (escaped !== undefined) {
      if (/[NLUQEFcluox]/.test(escaped)) return refuse(`has "\\${escaped}" in a text, which is not read`, at);
      return ESCAPES[escaped] ?? escaped;
    }
    if (found.array !== undefined) {
      return refuse(`has "${whole}" in a text, which Perl takes for an array`, at);
    }
    return refuse(`has "${JSON.stringify(whole).slice(1, -1)}" in a text, which is no plain variable`, at);
  });
}

type Found = Partial<
  Record<
    | ("name" | "hexadecimal" | "pair" | "octal" | "digits" | "control" | "escaped")
    | ("braced" | "variable" | "element" | "scalar" | "array"),
    string
  >
>;

function groups(found: unknown): Found {
  return typeof found === "object" && found !== null ? found : {};
}

function character(code: number, whole: string, at: number, refuse: Scanner["refuse"]): string {
  if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  return refuse(`has "${whole}", which is no character`, at);
}

import figlet from "figlet";
import { codePointName } from "../code_point.ts";

/** A FIGlet font. */
export interface Font {
  name: string;
  /** The first character of a text, blanks aside, that the font has no letter for. */
  lacking(text: string): string | undefined;
  /** A row of letters as lines, blanks around it included. */
  set(text: string): string[];
}

/** Reads a font file (.flf). Throws an Error for what is none. */
export function parseFont(name: string, data: string): Font {
  const { hardBlank = " " } = figlet.parseFont(name, data);
  const letters = figlet.figFonts[name];
  /** Where a font has no letter, some have a blank, and others what another encoding made of one. */
  const has = (character: string) => {
    const ink = letters?.[character.codePointAt(0)!]?.join("").replaceAll(hardBlank, " ").trim() ?? "";
    return ink !== "" && !ink.includes("\ufffd");
  };
  return {
    name,
    lacking: (text) => [...text].find((character) => character.trim() !== "" && !has(character)),
    set: (text) => figlet.textSync(text, { font: name }).split("\n"),
  };
}

/** What to say of a character that a font has no letter for. */
export function describeLack(font: string, character: string): string {
  const shown = /[\p{C}\p{M}]/u.test(character) ? "" : `"${character}" `;
  return `the font ${font} has no letter ${shown}(${codePointName(character)})`;
}

/** As much of texts as a tokenizer is fitted to, in memory. */
import type { Context } from "../../base/context.ts";
import { rest } from "../../base/pace.ts";
import { readDocuments } from "./documents.ts";
import type { Scan } from "./scan.ts";

/** Characters of a sample at most. */
const MOST = 1 << 26;

/**
 * All texts, or of larger ones as much as `most` characters, in pieces from all over them, and at last each character that
 * occurs, so that none stays unknown.
 */
export async function sampleTexts(
  { texts, characters }: Pick<Scan, "texts" | "characters">,
  { log, signal }: Pick<Context, "log" | "signal">,
  most = MOST,
): Promise<string[]> {
  const sample: string[] = [];
  const share = Math.min(1, most / characters);
  const occurring = share < 1 ? new Set<string>() : undefined;
  const units = new Uint8Array(1 << 16);
  let passed = 0, taken = 0;
  const take = {
    text(piece: string) {
      passed += piece.length;
      if (occurring !== undefined) mark(piece, units, occurring);
      if (taken > share * passed - piece.length / 2 && taken > 0 && share < 1) return;
      sample.push(piece);
      taken += piece.length;
    },
    end() {},
  };
  for (const text of texts) {
    await rest(signal);
    await readDocuments(text, text.encoding, take);
  }
  if (occurring !== undefined) {
    units.forEach((seen, code) => seen > 0 && occurring.add(String.fromCharCode(code)));
    sample.push([...occurring].join(""));
    log(`the tokenizer is fitted to ${taken} characters from all over the text, of ${characters}`);
  }
  return sample;
}

/** Notes which characters occur: those of one unit as numbers, others as they are. */
function mark(text: string, units: Uint8Array, others: Set<string>): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0xd800 || code > 0xdfff) units[code] = 1;
    else if (i + 1 < text.length) others.add(text.slice(i, ++i + 1));
  }
}

import { applyCharsmap, readCharsmap } from "./charsmap.ts";
import { type Normaliser, SPACE } from "./model.ts";

/** What is done to texts before they are segmented, as SentencePiece does it; spaces are still spaces. */
export function normalising(
  { charsmap, dummyPrefix, removeExtraSpaces }: Normaliser,
): (text: string) => string {
  const rules = charsmap === undefined ? undefined : readCharsmap(charsmap);
  return (text) => {
    let normal = text.isWellFormed() ? text : text.toWellFormed();
    if (rules !== undefined) normal = applyCharsmap(rules, normal);
    if (removeExtraSpaces) normal = normal.replace(/^ +/, "").replace(/ {2,}/g, " ").replace(TRAILING, "");
    // What is removed may be all there was, but then the prefix only goes where spaces at ends do.
    return dummyPrefix && (normal !== "" || (text !== "" && !removeExtraSpaces)) ? ` ${normal}` : normal;
  };
}

const TRAILING = new RegExp(`[ ${SPACE}]+$`);

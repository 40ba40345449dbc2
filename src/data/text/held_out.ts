/** The text that is kept for validation: the same whatever it is cut into. */
import type { Context } from "../../base/context.ts";
import { rest } from "../../base/pace.ts";
import { partDocuments } from "./corpus.ts";
import { readDocuments } from "./documents.ts";
import type { Scan } from "./scan.ts";
import { keptOf, type Split } from "./split.ts";

/** A document, or what is kept of it. */
export interface HeldOut {
  /** Its file, and which of several documents there. */
  name: string;
  text: string;
}

/**
 * What is kept of each document, or all of it, in order; of more than `most` characters in all the beginning of each, as long a one of
 * each as there is room for. `cut` tells whether that is less than all.
 */
export async function heldOutTexts(
  scan: Scan,
  split: Split | "all",
  most: number,
  { signal }: Pick<Context, "signal">,
): Promise<{ documents: HeldOut[]; cut: boolean }> {
  const kept = split === "all" ? () => true : keptOf(scan, split);
  let left = 0;
  for (let number = 0; number < scan.documents; number++) if (kept(number, 1) !== false) left++;
  const documents: HeldOut[] = [];
  let cut = false, room = most, allowed = 0, name = "", number = 1;
  const put = (portion: "learned" | "kept", piece: string | undefined) => {
    if (portion === "learned") return;
    if (piece === undefined) {
      allowed = Math.floor(room / Math.max(1, left--));
      documents.push({ name: number === 1 ? name : `${name} (${number})`, text: "" });
      return;
    }
    const taken = piece.length > allowed ? outsidePair(piece.slice(0, allowed)) : piece;
    cut ||= taken.length < piece.length;
    allowed = taken.length < piece.length ? 0 : allowed - taken.length;
    room -= taken.length;
    documents.at(-1)!.text += taken;
  };
  const whole = { encode: (text: string): string | undefined => text, separator: undefined };
  const parts = partDocuments(whole, scan, put, kept);
  for (const text of scan.texts) {
    await rest(signal);
    [name, number] = [text.name, 1];
    const take = {
      text: parts.text,
      end() {
        parts.end();
        number++;
      },
    };
    await readDocuments(text, text.encoding, take);
  }
  return { documents: documents.filter(({ text }) => text !== ""), cut };
}

/** A text without the half of a pair of surrogates at its end. */
const outsidePair = (text: string): string => /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text;

/** Where texts can be cut, so that the pieces have the tokens of the whole. */

/** Characters of a piece that is encoded by itself, about; and the longest without a place to cut. */
const PIECE = 1 << 16, LONGEST = 1 << 20;

/**
 * How much of a text to encode by itself: undefined where more of it is to come and should be waited for. It is cut before
 * a line end, or a space, that a visible character follows: there a pre-token of GPT-2's kind surely begins, and a run of
 * white space before it is cut as it is anyway. A text without such a place is cut anywhere.
 */
export function cutPlace(text: string, last: boolean): number | undefined {
  if (text.length <= PIECE) return last && text.length > 0 ? text.length : undefined;
  for (let from = PIECE; from < 2 * text.length; from *= 2) {
    const cut = placeBefore(text, "\n", from) ?? placeBefore(text, " ", from);
    if (cut !== undefined) return cut;
  }
  if (last) return text.length;
  return text.length < LONGEST ? undefined : outsidePair(text, text.length - 1);
}

/** The last place before `from` where `space` is followed by something visible. */
function placeBefore(text: string, space: string, from: number): number | undefined {
  for (let at = Math.min(from, text.length - 2); at > 0; at--) {
    at = text.lastIndexOf(space, at);
    if (at <= 0) return undefined;
    if (isVisible(text, at + 1)) return at;
  }
  return undefined;
}

/** Whether no idea of white space has this character; U+0085 is some to a part of the world. */
const isVisible = (text: string, at: number): boolean =>
  text.charCodeAt(at) > 0x20 && text.charCodeAt(at) !== 0x85 && !/\s/.test(text[at]!);

/** `at`, but in no pair of surrogates. */
function outsidePair(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}

/**
 * Where a text parts: behind the first line end from `from` on, if one is `near`, else at `from`. Undefined where more of
 * the text must be known.
 */
export function lineAfter(text: string, from: number, near: number, last: boolean): number | undefined {
  const line = text.indexOf("\n", from);
  if (line >= 0 && line - from <= near) return line + 1;
  return last || text.length > from + near ? outsidePair(text, from) : undefined;
}

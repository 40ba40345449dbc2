/** Conditions and ranges of requests, as RFC 9110 has them (sections 13 and 14). */

/** Which bytes are asked for: from `start` to before `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What is to be answered, whatever is in the body. */
export type Selected = { status: 200 | 304 | 412 | 416 } | { status: 206; range: ByteRange };

/**
 * What to answer to a request for so many bytes with a strong entity tag, such as `"abc"`. Several ranges, and what is no
 * range of bytes, are answered with the whole; there are no dates to compare with.
 */
export function selected(headers: Headers, tag: string, size: number): Selected {
  const match = headers.get("if-match");
  if (match !== null && !isAmong(tag, match, false)) return { status: 412 };
  const noneMatch = headers.get("if-none-match");
  if (noneMatch !== null && isAmong(tag, noneMatch, true)) return { status: 304 };
  const range = headers.get("range"), ifRange = headers.get("if-range");
  if (range === null || ifRange !== null && ifRange.trim() !== tag) return { status: 200 };
  const asked = rangeOf(range, size);
  if (asked === "unsatisfiable") return { status: 416 };
  return asked === undefined ? { status: 200 } : { status: 206, range: asked };
}

const RANGE = /^bytes=[ \t]*(?:(\d+)-(\d*)|-(\d+))[ \t]*$/i;

/** The one range that a header asks for; undefined where it does not ask for one range of bytes. */
export function rangeOf(header: string, size: number): ByteRange | "unsatisfiable" | undefined {
  const found = RANGE.exec(header.trim());
  if (found === null) return undefined;
  const [, first, last, suffix] = found;
  if (suffix !== undefined) {
    const length = Math.min(Number(suffix), size);
    if (Number(suffix) === 0) return "unsatisfiable";
    // A range of no bytes cannot be told.
    return size === 0 ? undefined : { start: size - length, end: size };
  }
  const start = Number(first), end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "unsatisfiable" : { start, end };
}

/** Whether a tag is in a list of tags; weak ones count where that is enough. */
function isAmong(tag: string, list: string, weak: boolean): boolean {
  if (list.trim() === "*") return true;
  return Array.from(list.matchAll(/(W\/)?("[^"]*")/g)).some(([, isWeak, each]) =>
    each === tag && (weak || isWeak === undefined)
  );
}

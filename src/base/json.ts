/** What JSON can hold. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** Levels of arrays and objects that JSON from elsewhere may have: recursion over deeper ones exhausts the stack. */
const MAX_DEPTH = 64;

/**
 * Parses JSON that may come from anywhere. Throws a SyntaxError whose message goes behind the name of what it stands in,
 * also for more than 64 levels of arrays and objects.
 */
export function parseJson(text: string): unknown {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') i = endOfString(text, i);
    else if (character === "[" || character === "{") depth++;
    else if (character === "]" || character === "}") depth--;
    if (depth > MAX_DEPTH) throw new SyntaxError(`has more than ${MAX_DEPTH} levels of arrays and objects`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // V8's own message quotes the text.
    throw new SyntaxError("is not JSON", { cause: error });
  }
}

/** Where the string that begins at `start` ends. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === '"') return i;
  }
  return text.length;
}

/** The first key that an object of a JSON text has twice, of which JSON.parse keeps the last; undefined where none has. */
export function doubledKey(text: string): string | undefined {
  const objects: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === "{" || character === "[") objects.push(new Set());
    else if (character === "}" || character === "]") objects.pop();
    if (character !== '"') continue;
    const end = endOfString(text, i);
    COLON.lastIndex = end + 1;
    if (COLON.test(text)) {
      const key = String(JSON.parse(text.slice(i, end + 1)));
      if (objects.at(-1)?.has(key)) return key;
      objects.at(-1)?.add(key);
    }
    i = end;
  }
  return undefined;
}

const COLON = /\s*:/y;

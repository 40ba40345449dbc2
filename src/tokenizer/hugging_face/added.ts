/** Added tokens within texts. */
import type { AddedToken } from "./layout.ts";

/** Parts of a text: the ids of added tokens, and what stands around them. */
export type Part = string | number;

/** Where added tokens may be found: the special ones only where a text is known to mean them. */
export interface Splitting {
  /** Parts of a text, special tokens among them or not. None is empty. */
  split(text: string, specials: boolean): readonly Part[];
}

/**
 * Finds added tokens as Hugging Face's library does: leftmost, then longest, and those that are not `normalized` before the
 * others.
 */
export function splitting(tokens: readonly AddedToken[]): Splitting {
  const ordinary = tokens.filter(({ special }) => !special);
  const finders = { all: findersOf(tokens), ordinary: findersOf(ordinary) };
  return {
    split(text, specials) {
      let parts: Part[] = text === "" ? [] : [text];
      for (const find of specials ? finders.all : finders.ordinary) {
        parts = parts.flatMap((part) => typeof part === "number" ? [part] : find(part));
      }
      return parts;
    },
  };
}

function findersOf(tokens: readonly AddedToken[]): ((text: string) => Part[])[] {
  return [false, true].flatMap((normalized) => {
    const group = tokens.filter((token) => token.normalized === normalized);
    return group.length > 0 ? [finderOf(group)] : [];
  });
}

function finderOf(tokens: readonly AddedToken[]): (text: string) => Part[] {
  const ids = new Map(tokens.map(({ content, id }) => [content, id]));
  // The first alternative that fits is taken, so longer ones go first.
  const contents = [...ids.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(contents.map((content) => RegExp.escape(content)).join("|"), "gu");
  return (text) => {
    const parts: Part[] = [];
    let from = 0;
    for (const { index, 0: content } of text.matchAll(pattern)) {
      if (index > from) parts.push(text.slice(from, index));
      parts.push(ids.get(content)!);
      from = index + content.length;
    }
    if (from < text.length) parts.push(from === 0 ? text : text.slice(from));
    return parts;
  };
}

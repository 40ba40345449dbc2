/** Marks that stand in answers of language models and are no part of the text. */

/** What they think before they answer. */
export function withoutThinking(text: string): string {
  // The beginning may be the template's, and the end may be missing where the answer was cut off.
  const closed = text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, "");
  const opened = closed.replace(/^[\s\S]*<\/(?:think|thinking|reasoning)>/i, "");
  return opened.replace(/<(?:think|thinking|reasoning)>[\s\S]*$/i, "").trimStart();
}

/** Marks by which templates of chats part turns. */
const TURN = /<\|[a-z_0-9]{2,24}\|>|<\/?s>|<(?:start|end)_of_turn>|\[\/?INST\]|<<\/?SYS>>/i;

/** A text up to the first mark that ends a turn; marks before it are left out. */
export function withoutTurns(text: string): string {
  let rest = text;
  for (let found; (found = TURN.exec(rest)) !== null;) {
    const before = rest.slice(0, found.index);
    if (before.trim() !== "") return before.trimEnd();
    rest = rest.slice(found.index + found[0].length).trimStart();
  }
  return rest;
}

const BLOCK = /^[^\S\n]*(`{3,}|~{3,})[^\n`]*\n([\s\S]*?)(?:^[^\S\n]*\1[^\S\n]*$|(?![\s\S]))/gm;
/** Share of a text that stands in one block, from which on it is the text. */
const MOST_OF_IT = 0.5;

/** A text without fences: what stands between them where that is most of it, else all but their lines. */
export function withoutFences(text: string): string {
  for (const [, , inside = ""] of text.matchAll(BLOCK)) {
    if (inside.trim().length > MOST_OF_IT * text.trim().length) return inside.trim();
  }
  return text.replace(/^[^\S\n]*(?:`{3,}|~{3,})[^\n`]*(?:\n|$)/gm, "").trim();
}

/** A text without signs of headings, emphasis and rules; bullets become dashes. */
export function withoutMarkdown(text: string): string {
  return text.replace(/^[^\S\n]*#{1,6}[^\S\n]+(.*?)[^\S\n]*#*$/gm, "$1")
    .replace(/^[^\S\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\n]*(?:\n|$)/gm, "")
    .replace(/^([^\S\n]*)[*+•](?=[^\S\n]+\S)/gm, "$1-")
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, "$2")
    .replace(/(?<![\w*])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])/g, "$1")
    .replace(/\n{3,}/g, "\n\n").trim();
}

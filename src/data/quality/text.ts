const TOKEN = /(?<![^\s("'[*_/-])[A-Za-z]+(?:['-][A-Za-z]+)*(?![^\s.,;:!?)"'\]*_/-])/g;

/** Words of a text as a person would write them, so that art made of letters has few: "oOo" and "MMM" are none. */
export function wordsOf(text: string): string[] {
  return text.match(TOKEN)?.filter(isWordlike) ?? [];
}

function isWordlike(token: string): boolean {
  if (token.length === 1) return /[aAI]/.test(token);
  if (token.length > 24 || !/[aeiouy]/i.test(token) || /(.)\1\1/i.test(token)) return false;
  if (/^(.)\1+$/i.test(token)) return false;
  return /^(?:[A-Z]?[a-z]+|[A-Z]+)(?:['-][A-Za-z]+)*$/.test(token);
}

/** Number of characters that are no white space. */
export function inkOf(text: string): number {
  let ink = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 32) ink++;
  return ink;
}

/** Share of the ink that belongs to words, from 0 to 1, and how many words there are. */
export function wordShare(text: string): { share: number; words: number } {
  const words = wordsOf(text);
  const letters = words.reduce((sum, word) => sum + word.length, 0);
  return { share: letters / Math.max(1, inkOf(text)), words: words.length };
}

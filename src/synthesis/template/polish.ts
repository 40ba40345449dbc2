/** The last touch on a text: articles, capitals, spaces, and words of a tone. */
import type { Tone } from "../plan.ts";
import { capital, takesAn } from "./forms.ts";

type Words = ReadonlyMap<string, string>;

const pairs = (text: string): Words =>
  new Map(
    text.split(";").map((pair) => {
      const [from, to] = pair.split(":");
      return [from!.trim(), to!.trim()] as const;
    }),
  );

const PIRATE = pairs(
  `you:ye; your:yer; my:me; hello:ahoy; hi:ahoy; yes:aye; friend:matey; friends:mateys; you're:ye be; you'll:ye'll;
you've:ye've; money:gold; isn't:ain't; aren't:ain't; kitchen:galley; and:an'; of:o'`,
);
const FORMAL = pairs(
  `don't:do not; doesn't:does not; didn't:did not; isn't:is not; aren't:are not; wasn't:was not; can't:cannot; couldn't:could not;
won't:will not; wouldn't:would not; shouldn't:should not; haven't:have not; hasn't:has not; i'm:I am; i've:I have; i'll:I will;
i'd:I would; it's:it is; that's:that is; there's:there is; you're:you are; you've:you have; you'll:you will; we're:we are;
we've:we have; we'll:we will; they're:they are; they've:they have; they'll:they will; he's:he is; she's:she is; what's:what is; let's:let us;
hi:good day; hello:good day; thanks:thank you; kids:children; mum:mother; dad:father; okay:very well`,
);
const ASKED =
  /\b(do|does|did|is|are|was|were|has|have|could|would|should)n't (you|he|she|it|they|we|I|that|this|there)\b/gi;
const BY_TONE: Partial<Record<Tone, Words>> = { pirate: PIRATE, formal: FORMAL };

/** Capital letters at the beginning stay. */
const cased = (word: string, like: string) => /^[A-Z]/.test(like) ? capital(word) : word;

/** A text in the words of a tone. */
export function inTone(text: string, tone: Tone): string {
  const words = BY_TONE[tone];
  if (!words) return text;
  // "Don't you know" is "Do you not know" in full.
  const asked = tone === "formal" ? text.replace(ASKED, "$1 $2 not") : text;
  return asked.replace(/[A-Za-z]+(?:'[a-z]+)?/g, (word) => {
    const other = words.get(word.toLowerCase());
    return other === undefined ? word : cased(other, word);
  });
}

/** Lines that begin with "%." get the numbers of their list. */
function numbered(text: string): string {
  if (!text.includes("%.")) return text;
  let count = 0;
  return text.split("\n").map((line) => {
    if (line.startsWith("%.")) return `${++count}.${line.slice(2)}`;
    count = 0;
    return line;
  }).join("\n");
}

/**
 * A text as it is to be read: "a" or "an" by the next word, a capital after an end of a sentence and at the beginning of a
 * line, single spaces.
 */
export function polished(raw: string, tone: Tone): string {
  return numbered(inTone(raw, tone))
    .replace(/[ \t]+/g, " ")
    .replace(/ +([,.;:!?])(?!\w)/g, "$1")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    // Behind a word a capital one is no article: "vitamin A is".
    .replace(
      /\b(a|(?<![\p{L}\p{N}] )A)n? (?=(\w[\w-]*))/gu,
      (_, a: string, next: string) => takesAn(next) ? `${a}n ` : `${a} `,
    )
    .replace(
      /(^|[.!?] |^- "|: ")("?)([a-z])/gm,
      (_, before: string, quote: string, letter: string) => before + quote + letter.toUpperCase(),
    )
    .trim();
}

/** A token for each character (code point) that occurs: <unknown> <separator> | characters. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { parseAs } from "../../base/schema.ts";
import type { Tokenizer, TokenizerKind } from "../tokenizer.ts";

const schema = z.strictObject({
  type: z.literal("char"),
  /** Each once, in the order of their ids. */
  characters: z.string().min(1).max(1 << 17),
});

const typed = z.looseObject({ type: z.string() });

const UNKNOWN = 0, SEPARATOR = 1, FIRST = 2;
/** How an unknown character is written: the replacement character. */
const REPLACEMENT = "\ufffd";

export const char: TokenizerKind = {
  sizedByTexts: true,
  fit: (texts) => charOf(texts),
  describes: (value) => typed.safeParse(value).data?.type === "char",
  load: (value) => charTokenizer(parseAs(schema, value, "model", "tokenizer.json").characters),
};

/** A tokenizer of the characters of texts. */
export function charOf(texts: Iterable<string>): Tokenizer {
  const seen = new Set<string>();
  for (const text of texts) for (const character of text) seen.add(character);
  seen.delete(REPLACEMENT);
  // A text of nothing but replacement characters still needs a token.
  if (seen.size === 0) seen.add(" ");
  return charTokenizer([...seen].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!).join(""));
}

function charTokenizer(text: string): Tokenizer {
  const characters = [...text];
  const ids = new Map(characters.map((character, i) => [character, FIRST + i]));
  const lengths = Uint8Array.from([
    3,
    0,
    ...characters.map((character) => new TextEncoder().encode(character).length),
  ]);
  if (ids.size !== characters.length) {
    throw new UserError("model", "tokenizer.json: characters: one is listed twice");
  }
  return {
    type: "char",
    size: FIRST + characters.length,
    separator: SEPARATOR,
    unknown: UNKNOWN,
    bytesOf: (id) => lengths[id] ?? 0,
    encode: (text) => Array.from(text, (character) => ids.get(character) ?? UNKNOWN),
    decode(tokens) {
      let text = "";
      for (const id of tokens) text += id === UNKNOWN ? REPLACEMENT : characters[id - FIRST] ?? "";
      return text;
    },
    toJSON: () => ({ type: "char", characters: text }),
  };
}

/** What is told of how well a language model predicts a text. */

/** A token that was predicted. */
export interface Scored {
  id: number;
  /** Bytes of text (UTF-8) that it stands for. */
  bytes: number;
  /** Negative log-likelihood. */
  nats: number;
  /** How many tokens were thought likelier. */
  rank: number;
  /** Probability of the token that was thought likeliest. */
  confidence: number;
  /** Tokens before it in its document. */
  place: number;
  /** Whether it stands for what the tokenizer does not know, whatever that is. */
  unknown: boolean;
}

/** What is summed up over tokens. */
export interface Sums {
  /** Tokens that were predicted, ends of documents among them, and bytes of text (UTF-8) that they stand for. */
  tokens: number;
  bytes: number;
  /** Negative log-likelihood. */
  nats: number;
  /** Tokens that were thought likeliest, and those among the five likeliest. */
  likeliest: number;
  amongFive: number;
  /** Tokens that stand for what the tokenizer does not know, whatever that is. */
  unknown: number;
}

export const noSums = (): Sums => ({ tokens: 0, bytes: 0, nats: 0, likeliest: 0, amongFive: 0, unknown: 0 });

/** Adds a token to a sum in place. */
export function addToken(sums: Sums, { bytes, nats, rank, unknown }: Scored): void {
  sums.tokens++;
  sums.bytes += bytes;
  sums.nats += nats;
  sums.likeliest += Number(rank === 0);
  sums.amongFive += Number(rank < 5);
  sums.unknown += Number(unknown);
}

/** Adds to a sum in place. */
export function addSums(sums: Sums, more: Sums): void {
  sums.tokens += more.tokens;
  sums.bytes += more.bytes;
  sums.nats += more.nats;
  sums.likeliest += more.likeliest;
  sums.amongFive += more.amongFive;
  sums.unknown += more.unknown;
}

/** How well a text is predicted. Where there are no bytes, what is told by bytes is not finite. */
export interface TextFigures {
  tokens: number;
  bytes: number;
  bitsPerByte: number;
  bitsPerToken: number;
  /** Of a token: as many equally likely ones would be as hard to tell. */
  perplexity: number;
  /** Share of tokens that were thought likeliest, and of those among the five likeliest. */
  accuracy: number;
  accuracyFive: number;
  bytesPerToken: number;
  unknown: number;
}

export function figuresOf({ tokens, bytes, nats, likeliest, amongFive, unknown }: Sums): TextFigures {
  const bits = nats / Math.LN2;
  return {
    ...{ tokens, bytes, bitsPerByte: bits / bytes, bitsPerToken: bits / tokens },
    ...{
      perplexity: Math.exp(nats / tokens),
      accuracy: likeliest / tokens,
      accuracyFive: amongFive / tokens,
    },
    ...{ bytesPerToken: bytes / tokens, unknown },
  };
}

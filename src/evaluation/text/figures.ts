/** What is told of how well a language model predicts a text. */

/** What is summed up over tokens. */
export interface Sums {
  /** Tokens that were predicted, ends of documents among them, and bytes of text (UTF-8) that they stand for. */
  tokens: number;
  bytes: number;
  /** Negative log-likelihood. */
  nats: number;
  /** Tokens that were thought likeliest. */
  likeliest: number;
  /** Tokens that stand for what the tokenizer does not know, whatever that is. */
  unknown: number;
}

export const noSums = (): Sums => ({ tokens: 0, bytes: 0, nats: 0, likeliest: 0, unknown: 0 });

/** Adds to a sum in place. */
export function addSums(sums: Sums, more: Sums): void {
  sums.tokens += more.tokens;
  sums.bytes += more.bytes;
  sums.nats += more.nats;
  sums.likeliest += more.likeliest;
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
  /** Share of tokens that were thought likeliest. */
  accuracy: number;
  bytesPerToken: number;
  unknown: number;
}

export function figuresOf({ tokens, bytes, nats, likeliest, unknown }: Sums): TextFigures {
  const bits = nats / Math.LN2;
  return {
    ...{ tokens, bytes, bitsPerByte: bits / bytes, bitsPerToken: bits / tokens },
    ...{ perplexity: Math.exp(nats / tokens), accuracy: likeliest / tokens },
    ...{ bytesPerToken: bytes / tokens, unknown },
  };
}

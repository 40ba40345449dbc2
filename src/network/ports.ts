/** What a network is connected to, in numbers: it knows neither what it is about nor a tokenizer. */
export interface Ports {
  /** Rows of the embedding table. */
  rows: number;
  /** Rows of it that are added up at each position. */
  features: number;
  /** Further values of a position, which are mapped linearly; 0 for none. */
  field: number;
  /** Tokens that are predicted. */
  vocabulary: number;
}

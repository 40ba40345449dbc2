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

/** Writes inputs position by position; `advance` first, in order, for each token of a sequence. */
export interface SequenceState {
  /** Takes the next input token into account and writes the position's inputs at the given offsets. */
  advance(
    token: number,
    indices: Int32Array,
    indexOffset: number,
    field: Float32Array,
    fieldOffset: number,
  ): void;
  /** Where places end, after as many tokens as the window is long: begins anew at the first place. */
  restart?(): void;
}

/** Splits that training reads. */
export const INDEXED_SPLITS = ["train", "validation"] as const;
export type IndexedSplit = typeof INDEXED_SPLITS[number];

/**
 * The pictures of one split that have pieces, by id, in shared memory. Pieces and labels of picture i stand from
 * `pieceStarts[i]` and `labelStarts[i]` on, up to the start of the next one; the last start is the end of all.
 */
export type SplitIndex = { [Name in keyof typeof ARRAYS]: InstanceType<typeof ARRAYS[Name]> };

/** The kinds of its arrays. */
export const ARRAYS = {
  /** Of each picture: its style, by its number in STYLES. */
  styles: Uint8Array,
  pieceStarts: Uint32Array,
  /** Of each piece: its id, tokens, width and height. */
  pieces: Uint32Array,
  tokens: Uint16Array,
  widths: Uint8Array,
  heights: Uint8Array,
  labelStarts: Uint32Array,
  /** Of each label of each picture, the main one first: its number, and which of its word's pictures of the style this is. */
  labels: Uint32Array,
  places: Uint16Array,
} as const;

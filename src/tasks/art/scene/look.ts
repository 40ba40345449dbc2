/** A picture of a thing: bits of a square that stands for a box `ratio` times as high as wide, and what is done to it. */
export interface Look {
  bits: Uint8Array;
  ratio: number;
  /** What it hides of things behind it, of the same side; its silhouette unless told otherwise. */
  covers?: Uint8Array;
}

/** A picture of a thing: bits of a square that stands for a box `ratio` times as high as wide, and what is done to it. */
export interface Look {
  bits: Uint8Array;
  ratio: number;
  /** What it hides of things behind it, of the same side; its silhouette unless told otherwise. */
  covers?: Uint8Array;
  /** Its number among the pictures of its word, from 1 on, where it is one of them. */
  picture?: number;
  /** Whether it is waves, tufts or drifts that others stand in. */
  ground?: boolean;
  /** Whether it looks the other way than its picture. */
  flip?: boolean;
}

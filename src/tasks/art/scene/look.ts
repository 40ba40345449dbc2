/** A picture of a thing: bits of a square that stands for a box `ratio` times as high as wide, and what is done to it. */
export interface Look {
  bits: Uint8Array;
  ratio: number;
  /** What it hides of things behind it, of the same side; its silhouette unless told otherwise. */
  covers?: Uint8Array;
  /** Its number among the pictures of its word, from 1 on, where it is one of them, and whether it is varied. */
  picture?: number;
  varied?: boolean;
  /** Whether it is waves, tufts or drifts that others stand in, or a plate. */
  ground?: boolean;
  /** Whether it looks the other way than its picture. */
  flip?: boolean;
  /** The face that is in it, where it matters. */
  face?: Face;
}

/** A spot of ink: its middle and its extent, as shares of the picture's side. */
export interface Spot {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The eyes of a face seen from the front. */
export interface Eyes {
  left: Spot;
  right: Spot;
}

/** A face: its eyes, and how far down its chin is. */
export interface Face extends Eyes {
  chin: number;
}

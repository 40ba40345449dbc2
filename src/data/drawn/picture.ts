import type { Style } from "../../art/styles.ts";

/** A picture that a source offers, before it is drawn. */
export interface Candidate {
  source: string;
  /** Unique within source and style. */
  sourceId: string;
  label: string;
  furtherLabels: string[];
  style: Style;
  licence: string;
  attribution: string;
  /**
   * What the drawing is made from: an icon, with the picture in colour where that is another; a picture in colour of which
   * the lines are to be found; a word.
   */
  drawing: { kind: "svg"; svg: string; colours?: string } | { kind: "clipart"; svg: string } | {
    kind: "banner";
    text: string;
    font: string;
  };
}

/** Identity of a picture: what seeds and splits hang on. */
export const pictureKey = (picture: { source: string; sourceId: string; style: Style }): string =>
  `${picture.source}/${picture.sourceId}/${picture.style}`;

/** A candidate after drawing: undefined art where nothing usable came out. */
export interface Drawn {
  /** 162 packed bytes: 36×36 bits of the ink box. */
  sketch: Uint8Array;
  /** 512 packed bytes: 64×64 bits of the same. */
  fine: Uint8Array;
  /** As from `packColours`, of a picture that has colours. */
  colours?: Uint8Array;
  pieces: { art: string; width: number; height: number; mirrored: boolean }[];
}

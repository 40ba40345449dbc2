import type { Moving } from "../motion.ts";
import type { CellColours } from "./colour.ts";

/** The word that was drawn, why it and no other, and the words of the prompt that were not. */
export interface Subject {
  drawn: string;
  why: string;
  omitted: readonly string[];
  /** Of a scene, its things in their places, those behind others first. */
  things?: readonly PlacedThing[];
  /** Of a scene, the lines of a column of the box around its things. */
  aspect?: number;
}

/** A thing of a scene: the box that it fills, as shares of the drawing's width and height, from its top left corner on. */
export interface PlacedThing {
  thing: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** How much of it is not hidden, from 0 to 1. */
  visible: number;
  /** The colour that it was asked for in. */
  colour?: string;
  /** What was done to its picture; its size and shape are its box's. */
  attributes?: readonly string[];
  /** Whether it looks the other way than its picture. */
  flip?: boolean;
  /** Number of its picture among those of the word, from 1 on. */
  picture?: number;
  /** Whether that is varied by the seed. */
  varied?: boolean;
  /** Whether it is waves, tufts or drifts that others stand in. */
  ground?: boolean;
  /** Words on it, or that it says. */
  says?: string;
}

/** A drawing and how it came about. */
export interface Artwork {
  /** Every character is one column wide. */
  lines: readonly string[];
  prompt: string;
  /** What a model drew for the prompt. */
  subject?: Subject;
  style: string;
  seed: number;
  /** Columns of the longest line, and lines. */
  width: number;
  height: number;
  /** The model that drew it. */
  model: string;
  /** The font, if it is letters. */
  font?: string | undefined;
  /** Colours of its characters, if it has its own. */
  colours?: CellColours;
  /** Its frames, if it moves. */
  moving?: Moving;
}

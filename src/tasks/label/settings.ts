/** Settings of models that label pictures. */
import type { Fields, Given } from "../../base/fields.ts";
import { SPLIT_FIELDS } from "../split_fields.ts";

export const LABEL_FIELDS = {
  side: {
    type: "integer",
    least: 4,
    most: 256,
    text: "pixels of the square that pictures are brought to",
    usual: "32; of IDX files that of their pictures, up to 64",
  },
  patch: {
    type: "integer",
    least: 1,
    most: 64,
    text: "pixels of the side of a patch, which is a position",
    usual: "such that there are 8 by 8 patches at most, 2 at least",
  },
  channels: {
    type: "choice",
    choices: ["1", "3"],
    text: "1: how light pixels are; 3: their colours",
    usual: "3 where a picture has colours",
  },
  shift: {
    type: "integer",
    least: 0,
    most: 64,
    text: "pixels that a picture is moved by at most where it is learned",
    usual: "a 16th of the side",
  },
  mirror: { type: "switch", text: "half of the pictures that are learned are mirrored, left and right" },
  ...SPLIT_FIELDS,
} as const satisfies Fields;

/** Settings as far as they were given. */
export type LabelSettings = Given<typeof LABEL_FIELDS>;

/** Share that is kept for validation unless told otherwise. */
export const VALIDATION = 0.1;

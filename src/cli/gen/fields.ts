import { FORMATS } from "../../art/render/render.ts";
import type { Fields, InputOf } from "../../base/fields.ts";
import { MOVING_FIELDS, PRINTING } from "../../operations/draw/fields.ts";

/** What becomes of drawings. */
export const PRINT_FIELDS = {
  format: {
    type: "choice",
    choices: FORMATS,
    text: "default: plain, or what the ending of --output says",
    group: PRINTING,
  },
  output: {
    type: "text",
    value: "file",
    short: "o",
    text: "write to a file, all or nothing",
    group: PRINTING,
  },
  stream: {
    type: "switch",
    text: "print while drawing: one drawing of the sketch, its left margin kept",
    group: PRINTING,
  },
  animate: {
    ...MOVING_FIELDS.animate,
    text: "let it move a little: on a terminal, or as --output x.gif or x.svg",
  },
  motion: MOVING_FIELDS.motion,
  loops: {
    type: "integer",
    least: 1,
    most: 10_000,
    text: "how often --animate plays it on a terminal",
    usual: "10",
    group: PRINTING,
  },
  quiet: {
    type: "switch",
    short: "q",
    text: "no notes on standard error, errors only",
    group: PRINTING,
  },
  verbose: {
    type: "switch",
    short: "v",
    text: "tell seeds, sizes and the time on standard error",
    group: PRINTING,
  },
} as const satisfies Fields;

export type PrintFlags = InputOf<typeof PRINT_FIELDS>;

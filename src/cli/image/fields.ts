import { FORMATS } from "../../art/render/render.ts";
import type { Fields, InputOf } from "../../base/fields.ts";

/** What becomes of drawings. */
export const PRINT_FIELDS = {
  animate: { type: "switch", text: "play a GIF, PNG or WebP that moves, on a terminal" },
  loops: {
    type: "integer",
    least: 1,
    most: 10_000,
    text: "how often --animate plays it",
    usual: "as the file says, 10 for endless ones",
  },
  format: {
    type: "choice",
    choices: FORMATS,
    text: "default: plain, or what the ending of --output says",
  },
  output: { type: "text", value: "file", short: "o", text: "write to a file, all or nothing" },
} as const satisfies Fields;

export type PrintFlags = InputOf<typeof PRINT_FIELDS>;

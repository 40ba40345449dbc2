import type { Format } from "../../art/render/render.ts";
import type { DrawInput } from "../../operations/draw/fields.ts";
import { checkStreaming, refuse, settingsOf } from "../../operations/draw/plan.ts";
import type { PrintFlags } from "./fields.ts";

/** Formats that can be printed before the drawing is finished. */
const STREAMED: readonly Format[] = ["plain", "ansi"];

/** Throws a UserError of kind "usage" for flags that contradict each other. */
export function checkConflicts(input: DrawInput, printing: PrintFlags, format: Format): void {
  const settings = settingsOf(input);
  if (printing.quiet && printing.verbose) refuse("--quiet", "--verbose", "one of them is silent");
  if (!printing.stream) return;
  if (!STREAMED.includes(format)) {
    refuse("--stream", `the format ${format}`, "it needs the finished drawing");
  }
  if (printing.output !== undefined) refuse("--stream", "--output", "a file is written in one go");
  checkStreaming(settings);
}

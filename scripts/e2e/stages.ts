/** The stages of the line, in order. A new one is a file in `stages/` and a line here. */
import type { Stage } from "./stage.ts";
import { binary } from "./stages/binary.ts";
import { data } from "./stages/data.ts";
import { exporting } from "./stages/export.ts";
import { infer } from "./stages/infer.ts";
import { lint } from "./stages/lint.ts";
import { parity } from "./stages/parity.ts";
import { quantize } from "./stages/quantize.ts";
import { service } from "./stages/service.ts";
import { train } from "./stages/train.ts";

export const STAGES: readonly Stage[] = [
  ...[data, train, exporting, parity, quantize, infer, binary, service, lint],
];

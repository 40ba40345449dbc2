import { plainAnsi } from "./ansi.ts";
import { asciiText, undoubleBackslashes } from "./ascii.ts";
import { decodeEntities, dropByteOrderMark, repairMojibake } from "./encoding.ts";
import type { QualityOptions, RepairName } from "./options.ts";
import { dropControls, expandTabs, plainSpaces, unifyLineEndings } from "./whitespace.ts";

/** Repairs of the text as a whole, in the order in which they are made. */
const REPAIRS: readonly (readonly [RepairName, (text: string) => string])[] = [
  ["mojibake", repairMojibake],
  ["byteOrderMark", dropByteOrderMark],
  ["entities", decodeEntities],
  ["lineEndings", unifyLineEndings],
  ["ansi", plainAnsi],
  ["spaces", plainSpaces],
  ["tabs", expandTabs],
  ["controls", dropControls],
  ["ascii", asciiText],
  ["escapes", undoubleBackslashes],
];

/** Makes the repairs that are switched on; tells which changed something. */
export function repairText(
  text: string,
  enabled: QualityOptions["repairs"],
): { text: string; repairs: RepairName[] } {
  const repairs: RepairName[] = [];
  for (const [name, repair] of REPAIRS) {
    if (!enabled[name]) continue;
    const repaired = repair(text);
    if (repaired !== text) repairs.push(name);
    text = repaired;
  }
  return { text, repairs };
}

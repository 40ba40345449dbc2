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

/** Those that may find something in printable ASCII; most art is no more than that. */
const FOR_ASCII: ReadonlySet<RepairName> = new Set(["entities", "escapes"]);
const isAscii = (text: string): boolean => !/[^\n -~]/.test(text);

/** Makes the repairs that are switched on; tells which changed something. */
export function repairText(
  text: string,
  enabled: QualityOptions["repairs"],
): { text: string; repairs: RepairName[] } {
  const repairs: RepairName[] = [];
  let plain = isAscii(text);
  for (const [name, repair] of REPAIRS) {
    if (!enabled[name] || plain && !FOR_ASCII.has(name)) continue;
    const repaired = repair(text);
    if (repaired === text) continue;
    repairs.push(name);
    text = repaired;
    plain = isAscii(text);
  }
  return { text, repairs };
}

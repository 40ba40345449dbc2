import { linesOf } from "../found/ansi/decode.ts";
import { asciiText, undoubleBackslashes } from "./ascii.ts";
import { decodeEntities, dropByteOrderMark, repairMojibake } from "./encoding.ts";
import type { QualityOptions, RepairName } from "./options.ts";
import { dropControls, expandTabs, plainSpaces, unifyLineEndings } from "./whitespace.ts";

type Repair = readonly [RepairName, (text: string) => string];

/** Repairs of the text as a whole, in the order in which they are made; the first ones settle what its lines are. */
const REPAIRS: readonly Repair[] = [
  ["mojibake", repairMojibake],
  ["byteOrderMark", dropByteOrderMark],
  ["entities", decodeEntities],
  ["lineEndings", unifyLineEndings],
  ["ansi", shown],
];
const LINE_REPAIRS: readonly Repair[] = [
  ["spaces", plainSpaces],
  ["tabs", expandTabs],
  ["controls", dropControls],
  ["ascii", asciiText],
  ["escapes", undoubleBackslashes],
];

/** Lines, and characters of a line, beyond which no repair makes a text small enough for the corpus. */
const MAX_LINES = 128, MAX_LINE = 640;

/** What a screen shows of text with sequences. */
function shown(text: string): string {
  return text.includes("\x1b") || text.includes("\x9b") ? linesOf(text).join("\n") : text;
}

/** Those that may find something in printable ASCII; most art is no more than that. */
const FOR_ASCII: ReadonlySet<RepairName> = new Set(["entities", "escapes"]);
const isAscii = (text: string): boolean => !/[^\n -~]/.test(text);

/** Makes the repairs that are switched on, those of lines unless there is far too much; tells which changed something. */
export function repairText(
  text: string,
  enabled: QualityOptions["repairs"],
): { text: string; repairs: RepairName[] } {
  const repairs: RepairName[] = [];
  let plain = isAscii(text);
  const make = ([name, repair]: Repair): void => {
    if (!enabled[name] || plain && !FOR_ASCII.has(name)) return;
    const repaired = repair(text);
    if (repaired === text) return;
    repairs.push(name);
    text = repaired;
    plain = isAscii(text);
  };
  REPAIRS.forEach(make);
  if (!isFarTooLarge(text)) LINE_REPAIRS.forEach(make);
  return { text, repairs };
}

/** Whether a text is refused for its size whatever else is done to it. */
export function isFarTooLarge(text: string): boolean {
  const lines = text.trim().split("\n");
  return lines.length > MAX_LINES || lines.some((line) => line.length > MAX_LINE);
}

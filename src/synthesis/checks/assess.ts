/** Checks of one text by itself: what is cut off it, and why it is dropped. */
import { DOCUMENT_LINE } from "../../data/text/documents.ts";
import { leftOutOf } from "../left_out.ts";
import { withoutControls } from "./controls.ts";
import { foreignIn } from "./language.ts";
import { withoutFences, withoutMarkdown, withoutThinking, withoutTurns } from "./marks.ts";
import type { Check, CheckOptions, Repair } from "./options.ts";
import { repetitionIn } from "./repetition.ts";
import { refusalIn, withoutClosing, withoutPreamble } from "./talk.ts";
import { finished } from "./unfinished.ts";

/** A text that is dropped, or as it is kept. */
export type Assessed =
  | { kept: false; check: Check; reason: string }
  | {
    kept: true;
    text: string;
    repairs: readonly Repair[];
    /** Why it is not English, where that is only told. */
    foreign?: string;
  };

type Step = readonly [Repair, (text: string) => string];

const ALWAYS: readonly Step[] = [["control characters", withoutControls]];
/** In the order in which they lie around a text. */
const TALK: readonly Step[] = [
  ["thinking", withoutThinking],
  ["marks of a chat", withoutTurns],
  ["preamble", withoutPreamble],
  ["closing remark", withoutClosing],
  ["fences", withoutFences],
  ["preamble", withoutPreamble],
  ["closing remark", withoutClosing],
  ["markdown", withoutMarkdown],
];
const END: Step = ["unfinished end", finished];

/** A line that would part a text in two where it is stored. */
const PARTING = new RegExp(`^${DOCUMENT_LINE.replaceAll("|", "\\|")}$`, "gm");

/** Cleans a text and checks it, all but whether it was there before; `unfinished` tells that its end was cut off. */
export function assess(given: string, options: CheckOptions, unfinished = false): Assessed {
  const repairs = new Set<Repair>();
  let text = given;
  for (const [repair, cleaned] of [...ALWAYS, ...options.talk ? TALK : [], ...unfinished ? [END] : []]) {
    const next = cleaned(text);
    // White space around a text is nobody's fault.
    if (next.trim() !== text.trim()) repairs.add(repair);
    text = next;
  }
  text = withoutControls(text.replace(PARTING, ""));
  const fault = faultIn(text, options);
  if (fault !== undefined) return { kept: false, check: fault[0], reason: fault[1] };
  const foreign = options.language === "told" ? foreignIn(text) : undefined;
  return { kept: true, text, repairs: [...repairs], ...foreign !== undefined && { foreign } };
}

/** The first check that a text fails, and why. */
function faultIn(text: string, options: CheckOptions): [Check, string] | undefined {
  const { least, most, without = [] } = options;
  if (!/[\p{L}\p{N}]/u.test(text)) return ["empty", "no letters"];
  const refusal = options.talk ? refusalIn(text) : undefined;
  if (refusal !== undefined) return ["refusal", JSON.stringify(refusal)];
  if (leftOutOf(without)(text)) return ["left out", `has one of ${without.join(", ")}`];
  if (text.length < least) return ["short", `${text.length} characters, at least ${least}`];
  if (text.length > most) return ["long", `${text.length} characters, at most ${most}`];
  const foreign = options.language === "english" ? foreignIn(text) : undefined;
  if (foreign !== undefined) return ["language", foreign];
  const repetition = options.repetition ? repetitionIn(text) : undefined;
  return repetition === undefined ? undefined : ["repetition", repetition];
}

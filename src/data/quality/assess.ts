import type { Style } from "../../art/styles.ts";
import type { Finding } from "../found/finding.ts";
import type { Labels } from "../words/labels.ts";
import { normalise } from "../found/normalise.ts";
import { bannerScore } from "./banner.ts";
import { takeCaption, trimBlank } from "./caption.ts";
import { ART_CHECKS, type CheckName } from "./checks.ts";
import { nameFinding } from "./naming.ts";
import { type QualityOptions, qualityOptions, type RepairName } from "./options.ts";
import { isFarTooLarge, repairText } from "./repairs.ts";
import { takeSignature } from "./signature.ts";
import { pictureStyle } from "./style.ts";

export { type CheckName, CHECKS } from "./checks.ts";

/** A piece fit for the corpus. */
export interface Accepted {
  accepted: true;
  /** Normalised: printable ASCII, trimmed, lines joined by "\n". */
  art: string;
  width: number;
  height: number;
  style: Style;
  /** A drawable English noun; empty where none is known. */
  label: string;
  furtherLabels: string[];
  title: string;
  /** Empty where unknown. */
  author: string;
  /** What was changed, in order. */
  repairs: RepairName[];
}

/** A piece refused by a check. */
export interface Rejected {
  accepted: false;
  check: CheckName;
  /** For a person: the value and the bound. */
  reason: string;
  /** As far as it was repaired. */
  art: string;
  title: string;
  repairs: RepairName[];
}

export type Verdict = Accepted | Rejected;

const DEFAULTS = qualityOptions();
/** Characters of a finding; what is longer is no single piece and not worth the time. */
const MAX_LENGTH = 1 << 17;

/** Repairs a finding and decides whether it is art fit for the corpus. Pure: the same finding, the same verdict. */
export function assess(finding: Finding, options: QualityOptions = DEFAULTS): Verdict {
  const draft = repair(finding, options);
  const { lines, title, author, repairs } = draft;
  const reject = (check: CheckName, reason: string): Rejected => {
    return { accepted: false, check, reason, art: lines.join("\n"), title, repairs };
  };
  if (finding.art.length > MAX_LENGTH) {
    return reject("size", `${finding.art.length} characters of text, at most ${MAX_LENGTH}`);
  }
  for (const [check, refuse] of ART_CHECKS) {
    const reason = check === "size" || options[check].enabled ? refuse(lines, options) : undefined;
    if (reason !== undefined) return reject(check, reason);
  }
  const piece = normalise(lines.map((line) => line.replace(/[^ -~]/g, " ")), 1);
  if (!piece) return reject("size", "nearly blank, or larger than the corpus takes");
  const named = options.label.enabled ? nameFinding({ ...finding, title }) : plainLabels(finding);
  if (options.label.required && named === undefined) {
    return reject(
      "label",
      `no drawable English noun in ${JSON.stringify([...finding.labels, title].join(", "))}`,
    );
  }
  const { label, further } = named ?? { label: "", further: [] };
  const drawn = piece.art.split("\n");
  const isBanner = options.banner.enabled && bannerScore(drawn) >= options.banner.min;
  const style = isBanner ? "banner" : pictureStyle(drawn);
  return { accepted: true, ...piece, style, label, furtherLabels: further, title, author, repairs };
}

interface Draft {
  /** Trimmed. */
  lines: string[];
  title: string;
  author: string;
  repairs: RepairName[];
}

function repair({ art, title, author }: Finding, { repairs: enabled }: QualityOptions): Draft {
  const { text, repairs } = repairText(art.slice(0, MAX_LENGTH), enabled);
  let lines = trimBlank(text.split("\n").map((line) => line.trimEnd()));
  const draft = { title, author };
  // These look at lines more than once, which is no use, and slow, in pages without end.
  if (isFarTooLarge(text)) return { ...draft, lines, repairs };
  if (enabled.caption) {
    const { lines: kept, caption, author } = takeCaption(lines);
    if (kept.length < lines.length) repairs.push("caption");
    draft.title ||= caption;
    draft.author ||= author;
    lines = kept;
  }
  if (enabled.signature) {
    const { lines: kept, author } = takeSignature(lines);
    if (author !== "") repairs.push("signature");
    draft.author ||= author;
    lines = trimBlank(kept);
  }
  const indent = lines.reduce(
    (least, line) => line === "" ? least : Math.min(least, line.search(/\S/)),
    Infinity,
  );
  lines = lines.map((line) => line.slice(indent));
  return { ...draft, lines, repairs };
}

/** The labels as the source gives them. */
function plainLabels({ labels: [label, ...further] }: Finding): Labels | undefined {
  return label === undefined ? undefined : { label, further };
}

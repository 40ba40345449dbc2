/** Faults of grammar and spelling that can be found without understanding a line. */
import { readEnglish } from "../../words/english.ts";
import { isPlural, takesAn } from "../template/forms.ts";
import { GRAMMAR, LEXICON } from "../template/grammars.ts";
import type { Node, Sequence } from "../template/syntax.ts";
import { linesOf, wordsOf } from "./lines.ts";
import { inflections } from "./topic.ts";

export type Fault =
  | "article" // "a apple"
  | "doubled word" // "the the"
  | "agreement" // "he go", "these onion", "two onion"
  | "order" // "do not you"
  | "quotes" // one is open
  | "capital" // a sentence begins with a small letter
  | "end" // a line of prose ends in the middle
  | "unknown word"; // neither English nor in a grammar

/** Words that may follow themselves: "had had", "that that", "no, no", and sounds. */
const DOUBLES = new Set("had that no so very ha ho knock click yes well".split(" "));
const SINGULAR = "(?:he|she|it)";
const PLURAL = "(?:we|they|you)";
const AGREEMENT: readonly RegExp[] = [
  new RegExp(`\\b${SINGULAR} (?:are|were|have|do|am|go|say|want|need|know|think|look)\\b`, "i"),
  new RegExp(`\\b${PLURAL} (?:is|was|has|does|am|goes|says|wants|needs|knows|thinks|looks)\\b`, "i"),
  /\bI (?:is|are|were|has|does|goes|says|wants|needs|knows|thinks)\b/,
];
/** Before a verb without an ending stand these: "did he go", "let it do", "if it were". */
const ALLOWED =
  /\b(?:do|does|did|can|could|will|would|shall|should|may|might|must|let|make|made|see|saw|hear|heard|help|helped|watch|watched|if|as|that|wish|and|or|of|o'|to|than|from|with|for|behind|beside|about|like|between) (?:he|she|it|we|they|you|I) \w+/gi;
const COUNTED =
  /\b(two|three|four|five|six|seven|eight|nine|ten|these|those|many|several) ([a-z]+)\b(?! [a-z])/g;

const ORDER =
  /\b(?:do|does|did|could|would|should) not (?:you|he|she|it|they|we|I)\b|\b(?:is|was) not (?:he|she|it)\?/i;
const END = /[.!?…:;,]["'”’)]?$/;
/** Lines that need no end: items, headings, signatures, titles, and turns such as "Anna:". */
const isProse = (line: string) => /[.!?] /.test(line.replace(/^\d+\. /, "")) && !/^(- |#)/.test(line);

let vocabulary: Set<string> | undefined;

/** Words of the grammars and tables themselves, which a list of English words may lack. */
function ownWords(): Set<string> {
  if (vocabulary) return vocabulary;
  const words = new Set<string>();
  const add = (text: string) => wordsOf(text).forEach((word) => words.add(word));
  const walk = (nodes: Sequence): void => nodes.forEach(addNode);
  const addNode = (node: Node): void => {
    if (typeof node === "string") add(node);
    else if (node.kind === "choice") node.options.forEach(walk);
  };
  for (const rule of GRAMMAR.values()) {
    for (const alternative of [...rule.byTone.values()].flat()) {
      for (const { nodes } of alternative.lines) walk(nodes);
    }
  }
  for (const entries of LEXICON.values()) {
    for (const { word, facts } of entries) {
      inflections(word).forEach(add);
      for (const ways of facts.values()) ways.forEach(walk);
    }
  }
  return vocabulary = words;
}

const stem = (word: string) =>
  word.replace(/'(s|ll|re|ve|d|m|t)?$/, "").replace(/n$/, (n) => word.includes("n't") ? "" : n);

/** Whether a word is English or of the grammars or the topic, as it stands or by the parts between its hyphens. */
function isKnown(word: string, topic: ReadonlySet<string>): boolean {
  const bare = stem(word);
  return word === "0" || topic.has(word) || topic.has(bare) || ownWords().has(word) ||
    readEnglish().has(bare) ||
    ownWords().has(bare) || (bare.includes("-") && bare.split("-").every((part) => isKnown(part, topic)));
}

/** Each line of a text that has something on it, and its faults. */
export function faultsByLine(text: string, topic: ReadonlySet<string> = new Set()): Fault[][] {
  // What is said may go on in the next line, as in poems, but ends with the text.
  const open = countQuotes(text) % 2 === 1;
  return linesOf([text]).map((line) => {
    const faults = faultsOf(line, topic);
    return open && countQuotes(line) % 2 === 1 ? [...faults, "quotes" as const] : faults;
  });
}

const countQuotes = (text: string) => text.match(/["“”]/g)?.length ?? 0;

/**
 * Faults of one line by itself. This finds no fault of meaning, order of words or tense: a line without any may still be nonsense.
 * Names and other words with a capital letter are not looked up. `topic` has further words that are known.
 */
export function faultsOf(line: string, topic: ReadonlySet<string> = new Set()): Fault[] {
  const faults: Fault[] = [];
  const found = (fault: Fault, is: boolean) => {
    if (is) faults.push(fault);
  };
  found("article", hasArticleFault(line));
  found("doubled word", hasDouble(line));
  found("agreement", hasDisagreement(line));
  found("order", ORDER.test(line));
  found("capital", /^["“]?[a-z]/.test(line) || /[.!?] ["“]?[a-z]/.test(line.replace(/\.\.\. /g, " ")));
  found("end", isProse(line) && !END.test(line));
  const unknown = line.match(/(?<![\p{L}'’-])\p{Ll}[\p{L}'’-]*/gu)?.some((word) =>
    wordsOf(word).some((part) => !isKnown(part, topic))
  );
  found("unknown word", unknown ?? false);
  return faults;
}

function hasArticleFault(line: string): boolean {
  for (const [, article, next] of line.matchAll(/(?<![\p{L}'])([Aa]n?) (\p{L}[\p{L}-]*)/gu)) {
    if (takesAn(next!) !== (article!.toLowerCase() === "an")) return true;
  }
  return false;
}

function hasDouble(line: string): boolean {
  for (const [, word] of line.toLowerCase().matchAll(/\b(\p{L}+) \1\b/gu)) {
    if (!DOUBLES.has(word!)) return true;
  }
  return false;
}

function hasDisagreement(line: string): boolean {
  const plain = line.replace(ALLOWED, "").replace(
    /\b(?:Do|Does|Did|Can|Could|Will|Would|Shall|Should|May) \w+ \w+/g,
    "",
  );
  if (AGREEMENT.some((pattern) => pattern.test(plain))) return true;
  for (const [, , noun] of plain.matchAll(COUNTED)) {
    const known = LEXICON.get("thing")?.concat(LEXICON.get("animal") ?? [], LEXICON.get("ingredient") ?? []);
    if (
      !isPlural(noun!) && known?.some(({ word, countability }) => word === noun && countability === "count")
    ) {
      return !["fish", "sheep", "deer"].includes(noun!);
    }
  }
  return false;
}

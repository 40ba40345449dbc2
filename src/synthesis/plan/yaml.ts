/** Plans as YAML that a person edits. */
import { Document, isMap, isPair, isScalar, isSeq, visit } from "yaml";
import { type Plan, ROLES, TEXT_KINDS, TONES } from "../plan.ts";

/** What stands above each key, by path. */
const COMMENTS: Readonly<Record<string, string>> = {
  version: "A plan of a model, by `ascii-gen create`. Change what you like and run it again.",
  description: "What was asked for; a model of Ollama is told it, and letters are in its manner.",
  name: "Of the model and its folder: lower-case letters, digits, dashes.",
  seed: "Equal plans with equal seeds make equal texts.",
  kinds: `Kinds of texts, and how often each is written: ${TEXT_KINDS.join(", ")}.`,
  tone: `How it speaks: ${TONES.join(", ")}.`,
  persona: "Who speaks.",
  words:
    `Words of the domain by what they do; a role that is missing has everyday words. Nouns in the singular, verbs without "to".`,
  "words.thing": "What the texts are about.",
  "words.part": "What these have or consist of.",
  "words.person": "Who has to do with it.",
  "words.name": "First names; two say all that is said in dialogues.",
  "words.action": "What is done with or by the things.",
  "words.quality": "How they are.",
  "words.tool": "What is used.",
  "words.problem": "What may go wrong.",
  topics: "Those of the words that are taken most often.",
  without: "What no text has; where milk is left out, coconut milk is not.",
  data: "Where texts come from: source template, ollama (with host and model) or files (with paths).",
  characters: "How much text is made, in characters, about.",
  heldOut: "Share of combinations that no text has to learn from: they measure whether it generalises.",
  "model.size": "nano, 12M, 33M or 117M weights.",
  "model.form": "llama, gpt2 or plain; llama can be exported to most programs.",
  "model.minutes": "Of training.",
  "model.initFrom": "A model that this one begins with.",
};

/** Columns of a line of words. */
const WIDTH = 100;

/** The YAML of a plan, with a line for what each key is. */
export function planYaml(plan: Plan): string {
  const document = new Document(ordered(plan));
  visit(document, {
    Pair(_, pair, ancestors) {
      const keys = [...ancestors.filter(isPair), pair].map(({ key }) =>
        isScalar(key) ? String(key.value) : ""
      );
      const comment = COMMENTS[keys.join(".")];
      if (comment !== undefined && isScalar(pair.key)) {
        pair.key.commentBefore = ` ${comment}`;
        pair.key.spaceBefore = keys.length === 1 && keys[0] !== "version";
      }
      if (isSeq(pair.value)) pair.value.flow = true;
    },
    Map(_, map, ancestors) {
      if (ancestors.length > 1 && isMap(map) && map.items.length === 0) map.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false });
  return text.split("\n").map((line) => /^(?: {2})?\w+: \[/.test(line) ? folded(line) : line).join("\n");
}

/** Words of a plan by their roles in one order: what is made depends on it. */
export const inOrder = (words: Plan["words"]): Plan["words"] =>
  Object.fromEntries(ROLES.flatMap((role) => words[role] === undefined ? [] : [[role, words[role]]]));

/** A plan in the order of its schema. */
function ordered(plan: Plan): Plan {
  const { version, description, name, seed, kinds, tone, persona, words, topics, without } = plan;
  const { data, characters, heldOut, model } = plan;
  return {
    ...{ version, description, name, seed, kinds, tone },
    ...persona !== undefined && { persona },
    words: inOrder(words),
    ...topics !== undefined && { topics },
    ...without !== undefined && { without },
    ...{ data, characters, heldOut, model },
  };
}

/** A list in one line broken behind commas; a comma in quotes may stand there, too, as lines of a text are joined by blanks. */
function folded(line: string): string {
  const lines = [""];
  for (const part of line.split(/(?<=, )/)) {
    const last = lines.at(-1)!;
    if (last !== "" && last.length + part.trimEnd().length > WIDTH) lines.push(`    ${part}`);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((each) => each.trimEnd()).join("\n");
}

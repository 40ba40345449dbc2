import type { Resolution, Unresolved, Why } from "./resolve.ts";
import { isHue } from "./scene/hues.ts";
import type { Scene } from "./scene/parse.ts";

const REASONS: Readonly<Record<Exclude<Why, "label">, string>> = {
  plural: "singular",
  synonym: "synonym",
  kind: "more general",
  example: "example",
  root: "same root",
  part: "what it is part of",
  instance: "what it is one of",
  related: "related",
  emoji: "emoji",
  German: "German",
  French: "French",
  Spanish: "Spanish",
  Italian: "Italian",
  Portuguese: "Portuguese",
  similar: "similar",
  spelling: "spelling",
  nearest: "nearest",
};

/** Longer prompts are shortened in messages. */
const MAX_QUOTED = 60;

/** What is drawn instead of the words that were asked for, and why; undefined where it is these words. */
export function noteOn({ asked, drawn, why, meant }: Resolution): string | undefined {
  if (why === "label") return undefined;
  const reason = why === "spelling" && meant !== drawn
    ? `spelling of ${quote(meant ?? drawn)}`
    : REASONS[why];
  return `${quote(asked)} is drawn as ${quote(drawn)} (${reason})`;
}

/** Which words of a prompt are not drawn; undefined where all are. */
export function omissionOf({ drawn, omitted }: Resolution): string | undefined {
  if (omitted.length === 0) return undefined;
  return `only ${quote(drawn)} is drawn; ${omitted.map(quote).join(" and ")} ${
    omitted.length > 1 ? "are" : "is"
  } not`;
}

/** What there is to say of a scene: things that are drawn as others, words that are not drawn, colours that are not shown. */
export function sceneNotes({ things, omitted }: Scene, isColoured: boolean): string[] {
  const notes = things.map(({ asked, label, why }) =>
    noteOn({ asked, drawn: label, why, meant: label, omitted: [] })
  );
  const rest = omitted.length === 0
    ? undefined
    : `${omitted.map(quote).join(" and ")} ${omitted.length > 1 ? "are" : "is"} not drawn`;
  const hues = [...new Set(things.flatMap(({ attributes }) => attributes.filter(isHue)))];
  const colours = isColoured || hues.length === 0
    ? undefined
    : `${hues.map(quote).join(" and ")}: add --color`;
  return [...notes, rest, colours].filter((note) => note !== undefined);
}

/** Why nothing is drawn, and what could be; `hint` on how to draw it all the same. */
export function refusalOf(prompt: string, { isName, nearest }: Unresolved, hint = true): string {
  const reason = isName
    ? `${quote(prompt)} is a name, and persons are not drawn`
    : `${quote(prompt)} is unknown`;
  if (nearest.length === 0) return reason;
  const words = nearest.map(quote);
  const list = words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0];
  return `${reason}; the nearest known: ${list}${hint ? " (--any draws the first)" : ""}`;
}

function quote(text: string): string {
  const characters = [...text];
  return `"${characters.length > MAX_QUOTED ? `${characters.slice(0, MAX_QUOTED).join("")}…` : text}"`;
}

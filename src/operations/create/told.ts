/** What is told of a model before it is made: the plan, what it will take, and what is to be expected of it. */
import { megabytes } from "../../base/size.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { rough } from "../../tasks/text/preset.ts";
import { duration } from "../train/told.ts";
import type { BaseModel } from "./base_model.ts";
import type { Estimate } from "./estimate.ts";
import type { Naming } from "./texts.ts";
import { expectedQuality } from "./quality.ts";

/** Words of a role that are shown. */
const SHOWN = 6;
/** Columns of what each line is about. */
const LABEL = 10;

/** Share of its speed from which on a machine counts as idle. */
const BUSY = 0.8;

const line = (label: string, text: string): string => `${label.padEnd(LABEL)}${text}`;

/** A plan, a line a part; `folder` is where it is to be made. */
export function planLines(plan: Plan, folder: string, base?: BaseModel): string[] {
  const { description, name, model: { size, form }, seed } = plan;
  return [
    line("plan", description),
    line("name", `${name}, in ${folder}`),
    // Texts that are there already are not made of any words.
    ...plan.data.source === "files" ? [] : contentLines(plan),
    line("texts", textsOf(plan)),
    line(
      "model",
      `${base === undefined ? `${size}, built as ${form}` : `goes on with ${base.path}`}; seed ${seed}`,
    ),
    ...base === undefined
      ? []
      : [line("licence", base.licence ?? `${base.path} says nothing of its licence`)],
  ];
}

/** What texts are to be made of. */
function contentLines({ kinds, tone, persona, words, without }: Plan): string[] {
  const roles = Object.entries(words).map(([role, all]) => {
    const shown = all.slice(0, SHOWN).join(", ");
    return line("", `${role} (${all.length}): ${shown}${all.length > SHOWN ? ", …" : ""}`);
  });
  return [
    line("kinds", sharesOf(kinds)),
    line("tone", tone + (persona === undefined ? "" : `, as ${persona} speaks`)),
    ...roles.length === 0
      ? [line("words", "everyday ones")]
      : roles.map((text, i) => i === 0 ? line("words", text.trimStart()) : text),
    ...without === undefined ? [] : [line("without", without.join(", "))],
  ];
}

function sharesOf(kinds: Plan["kinds"]): string {
  const all = Object.entries(kinds), sum = all.reduce((sum, [, share]) => sum + share, 0);
  return all.map(([kind, share]) => `${kind} ${Math.round(100 * share / sum)} %`).join(", ");
}

function textsOf({ data, characters, heldOut }: Plan): string {
  const about = `about ${rough(characters)} characters`;
  switch (data.source) {
    case "template":
      return `from templates, ${about}; ${
        Math.round(100 * heldOut)
      } % of combinations are kept to measure with`;
    case "ollama":
      return `by ${data.model} of Ollama at ${data.host}, ${data.parallel} at once, ${about}`;
    case "files":
      return `of ${data.paths.join(", ")}`;
  }
}

/** How texts keep to the topics that were asked for. */
export function namingLines(naming: Naming | undefined): string[] {
  if (naming === undefined) return [];
  const { topics, share, unnamed } = naming,
    quoted = (words: readonly string[]) => words.map((word) => `"${word}"`);
  const listed = (words: readonly string[]) => quoted(words.slice(0, SHOWN)).join(", ");
  const rest = unnamed.length === 0 || unnamed.length === topics.length
    ? ""
    : `; none names ${listed(unnamed)}`;
  return [
    line(
      "topics",
      share === 0
        ? `no text that was tried names ${listed(topics)}`
        : `about ${Math.max(1, Math.round(100 * share))} % of the texts name ${
          listed(topics.filter((topic) => !unnamed.includes(topic)))
        }${rest}`,
    ),
  ];
}

/** What it will take and become, a line a part. `making` is in seconds, of the texts. */
export function estimateLines(plan: Plan, estimate: Estimate, making: number | undefined): string[] {
  const { weights, tokens, text, minutes, busy, hoursPerMillion, memory, machine, cores } = estimate;
  const isBusy = busy.tokens < BUSY * tokens || busy.minutes * BUSY > minutes;
  const through = (count: number) => `${Number((count / text!).toPrecision(2))}`;
  const before = making === undefined ? "" : `${duration(making)} for the texts, `;
  const most = minutes < busy.minutes && isBusy ? ` to ${duration(60 * busy.minutes)}` : "";
  const learned = busy.tokens < tokens && isBusy
    ? [`${rough(busy.tokens)} to ${rough(tokens)}`, text && `${through(busy.tokens)} to ${through(tokens)}`]
    : [rough(tokens), text && through(tokens)];
  return [
    line(
      "time",
      `${before}${duration(60 * minutes)}${most} of training on ${cores} ${
        cores === 1 ? "core" : "cores"
      }, ` +
        "by a short measurement",
    ),
    line(
      "",
      `${rough(weights)} weights at most, ${learned[0]} tokens in that time` +
        (learned[1] ? `, ${learned[1]} times through its texts` : ""),
    ),
    ...isBusy
      ? [line("", "the worse of each if others want the machine as they do now, the better if none does")]
      : [],
    ...plan.model.size === "117M" ? largeLines(hoursPerMillion) : [],
    line("memory", `about ${megabytes(memory)} of the ${megabytes(machine)} of this machine`),
    ...expectedQuality({ weights, tokens: Math.sqrt(tokens * busy.tokens) }).map((text, i) =>
      line(i === 0 ? "quality" : "", text)
    ),
  ];
}

/** What 117 M weights take, before anybody waits for it. */
const largeLines = (hours: number): string[] => [
  line(
    "",
    `a million tokens take about ${
      Number(hours.toPrecision(2))
    } hours of a core here (3.5 were measured elsewhere),`,
  ),
  line(
    "",
    "and 117M weights want some thousand million: that is for a GPU (--backend webgpu, where there is one)",
  ),
];

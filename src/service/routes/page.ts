/** Drawing without a script: a form that answers a whole page. What the studio does, this does plainly. */
import * as z from "zod";
import { colourClasses } from "../../art/render/colour_classes.ts";
import { colourRuns } from "../../art/render/colour.ts";
import { escapeMarkup } from "../../art/render/markup.ts";
import { STYLES } from "../../art/styles.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { UserError } from "../../base/errors.ts";
import { DRAW_FIELDS } from "../../operations/draw/fields.ts";
import { MOST_PROMPT } from "../drawing/asking.ts";
import type { Finished } from "../drawing/drawing.ts";
import { Problem, problemOf } from "../problem.ts";
import { type Asked, type Route, route } from "../route.ts";
import { inFields } from "../told.ts";

/** Drawings of a page at most. */
const MOST = 12;
const { width, count, seed, bestOf, temperature, font } = DRAW_FIELDS;
/** What the form asks for besides prompt and style: label, and attributes of the input. */
const NUMBERS = {
  width: { label: "Columns", field: { ...width, type: "integer", word: undefined }, placeholder: "40" },
  seed: { label: "Seed", field: seed, placeholder: "random" },
  count: { label: "How many", field: { ...count, most: MOST }, placeholder: "1" },
  bestOf: { label: "Best of", field: bestOf, placeholder: String(bestOf.fallback) },
  temperature: { label: "Temperature", field: temperature, placeholder: "as usual" },
} as const;
type NumberName = keyof typeof NUMBERS;
// cast: Object.keys forgets which names there are.
const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

const { word: _word, ...plainWidth } = width;
const settings = schemaOf({ width: plainWidth, count: NUMBERS.count.field, seed, bestOf, temperature, font });

/** Words in the picture, by label. */
const WORDS = { say: "It says", think: "It thinks", caption: "Words below" } as const;
type WordsName = keyof typeof WORDS;
// cast: as above.
const WORDS_NAMES = Object.keys(WORDS) as WordsName[];
const MOST_WORDS = 200;

const text = z.string().max(MOST_WORDS).default("");
/** As a form sends it: what was not filled in is there, and empty. */
const Form = z.strictObject({
  prompt: z.string().max(MOST_PROMPT).default("").describe("what to draw"),
  style: z.enum(STYLES).default("line"),
  ...{ width: text, seed: text, count: text, bestOf: text, temperature: text, font: text },
  ...{ say: text, think: text, caption: text },
  color: z.enum(["", "on"]).default("").describe("in colours"),
});
type Form = z.infer<typeof Form>;

/** Throws a UserError of kind "usage" for what is no number, or out of range. */
function inputOf({ prompt: _, style, color, say, think, caption, ...given }: Form) {
  const words = Object.entries({ say, think, caption }).filter(([, text]) => text.trim() !== "");
  const values = Object.entries(given).filter(([, value]) => value.trim() !== "")
    .map(([name, value]) => [name, name === "font" ? value : Number(value)] as const);
  return {
    ...parseAs(settings, Object.fromEntries(values), "usage", "settings"),
    style: [style],
    color: color === "on",
    ...Object.fromEntries(words),
  };
}

async function answer({ query, client, signal, services: { drawing } }: Asked<unknown, Form, unknown>) {
  const prompt = query.prompt.trim();
  if (prompt === "") return pageOf(query, 200, "");
  try {
    const ask = { client, prompts: [prompt], input: inputOf(query) };
    const { drawings } = await inFields(drawing.draw(ask, {}, signal));
    return pageOf(query, 200, drawings.map((each) => figure(each, query)).join("\n"));
  } catch (error) {
    // What a person can put right stands in the page; all else is a problem as ever.
    if (!(error instanceof UserError || error instanceof Problem) || signal.aborted) throw error;
    const { status, message, headers } = problemOf(error);
    if (status >= 500) throw error;
    const alert = `<div class="notice failure" role="alert"><p>${escapeMarkup(message)}</p></div>`;
    return pageOf(query, status, alert, headers);
  }
}

/** The text of a drawing, in its colours where it has some. */
function textOf({ text, lines, colours }: Finished): string {
  if (colours === undefined) return escapeMarkup(text);
  return lines.map((line, row) => {
    const runs = colourRuns(line, row, colours).map(({ text, colour }) =>
      colour === undefined
        ? escapeMarkup(text)
        : `<span class="${colourClasses(colour)}">${escapeMarkup(text)}</span>`
    );
    return line.slice(0, line.length - line.trimStart().length) + runs.join("");
  }).join("\n");
}

function figure(drawing: Finished, form: Form): string {
  const { prompt, width, height, seed, notes, font } = drawing;
  const asked = Object.entries(form).filter(([name, value]) => value !== "" && name !== "count");
  const link = new URLSearchParams([...asked.filter(([name]) => name !== "seed"), ["seed", String(seed)]]);
  const name = `ASCII drawing of ${prompt}, ${width} columns by ${height} lines`;
  // HTML drops a line break right after <pre>: one more keeps a blank first line.
  return `<article class="work">
<pre class="art" role="img" tabindex="0" aria-label="${escapeMarkup(name)}">\n${textOf(drawing)}</pre>
<footer><p><strong>${escapeMarkup(prompt)}</strong> <span class="dim">${
    font === undefined ? `seed ${seed}` : `font ${escapeMarkup(font)}`
  }, ${width}×${height}</span></p>
<p><a href="/draw.html?${escapeMarkup(String(link))}">Link to this drawing</a></p>
${
    notes.length > 0
      ? `<ul class="notes">${notes.map((note) => `<li>${escapeMarkup(note)}</li>`).join("")}</ul>`
      : ""
  }
</footer></article>`;
}

function numberInput(name: NumberName, form: Form): string {
  const { label, field, placeholder } = NUMBERS[name];
  const limits = [
    field.least !== undefined && `min="${field.least}"`,
    "most" in field && field.most !== undefined && `max="${field.most}"`,
  ].filter(Boolean).join(" ");
  return `<div class="input"><label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" ${limits} ` +
    `step="${field.type === "integer" ? 1 : "any"}" placeholder="${placeholder}" value="${
      escapeMarkup(form[name])
    }"></div>`;
}

const wordsInput = (name: WordsName, form: Form): string =>
  `<div class="input"><label for="${name}">${WORDS[name]}</label><input id="${name}" name="${name}" ` +
  `maxlength="${MOST_WORDS}" value="${escapeMarkup(form[name])}" autocomplete="off"></div>`;

function pageOf(
  form: Form,
  status: number,
  drawings: string,
  headers: Readonly<Record<string, string>> = {},
) {
  const title = form.prompt === "" ? "Draw" : `${escapeMarkup(form.prompt)}, drawn`;
  const styles = STYLES.map((style) => `<option${style === form.style ? " selected" : ""}>${style}</option>`)
    .join("");
  return new Response(
    `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} – ascii-gen</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/studio.css">
</head>
<body>
<header class="head"><a class="brand" href="/">ascii-gen <span class="dim">studio</span></a></header>
<main id="main">
<h1>${title}</h1>
<div class="draw">
<form class="controls panel" action="/draw.html" method="get" aria-label="What to draw">
<div class="prompt"><label for="prompt">What to draw</label>
<input id="prompt" name="prompt" required maxlength="${MOST_PROMPT}" value="${
      escapeMarkup(form.prompt)
    }" autocomplete="off">
<button type="submit" class="main">Draw</button></div>
<div class="input"><label for="style">Style</label><select id="style" name="style">${styles}</select></div>
<div class="input switch"><input id="color" name="color" type="checkbox" value="on"${
      form.color === "on" ? " checked" : ""
    }><label for="color">In colours</label></div>
<div class="inputs">${WORDS_NAMES.map((name) => wordsInput(name, form)).join("\n")}</div>
<div class="inputs">${NUMBER_NAMES.map((name) => numberInput(name, form)).join("\n")}</div>
</form>
<section class="easel works" aria-label="Drawings">
${drawings}
</section>
</div>
</main>
</body>
</html>
`,
    { status, headers: { ...headers, "content-type": "text/html; charset=utf-8" } },
  );
}

/** For what a person can put right, and for a request that no form makes. */
const refused = {
  ...{ text: "the page, which says what was wrong; or a problem", type: "text/html" },
  also: ["application/problem+json"],
};

const page = route({
  ...{ method: "GET", path: "/draw.html", scope: "draw", tag: "drawing" },
  summary: "a page that draws, for browsers without a script",
  query: Form,
  answers: { 200: { text: "the page", type: "text/html" }, 400: refused, 422: refused, 429: refused },
  handle: answer,
});

export const routes: Route[] = [page];

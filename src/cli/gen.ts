import { Command, Option } from "commander";
import { renderMarkdown } from "../art/render/markdown.ts";
import { renderPlain } from "../art/render/plain.ts";
import { type Bundle, readBundle } from "../bundle/bundle.ts";
import { UserError } from "../errors.ts";
import { generate, type GenerateRequest, MAX_BEST_OF, MAX_GUIDANCE } from "../inference/generate.ts";
import { openSession } from "../inference/session.ts";
import { resolvePrompt } from "../model/labels.ts";
import type { CharacterTokenizer } from "../tokenizer/character.ts";
import { defaultBundle } from "./default_bundle.ts";
import { decimalNumber, wholeNumber } from "./numbers.ts";
import { terminalColumns, writeErrorLine, writeOut } from "./terminal.ts";

/** Sampling unless told otherwise, as the options take it. */
export const DEFAULTS = { temperature: "0.6", topK: "0", topP: "0.95", bestOf: "12", guidance: "1" };
const DEFAULT_WIDTH = 40;
const DEFAULT_LINES = 20;
const MAX_SEED = 2 ** 32 - 1;
const MAX_TEMPERATURE = 5;

/** Options as commander hands them over: text, until the model says what is in range. */
interface GenOptions {
  width?: string;
  maxLines?: string;
  maxChars?: string;
  style: string;
  seed?: string;
  temperature: string;
  topK: string;
  topP: string;
  bestOf: string;
  guidance: string;
  model?: string;
  strict: boolean;
  format: "plain" | "markdown";
  verbose: boolean;
}

/** `ascii-gen <prompt…>`: draws a picture of the prompt. */
export function command(): Command {
  return new Command("ascii-gen")
    .usage("[gen] <prompt…> [options]")
    .description("Draws a picture of the prompt in printable ASCII, with a small model trained for it.")
    .argument("[prompt...]", "what to draw; several words make one prompt")
    .option(
      "--width <n>",
      `columns of the drawing at most (default: ${DEFAULT_WIDTH}, less in a narrow terminal)`,
    )
    .option("--max-lines <n>", `lines of the drawing at most (default: ${DEFAULT_LINES})`)
    .option("--max-chars <n>", "characters of the drawing at most, line breaks included")
    .option("--style <name>", "line, solid, shaded or banner", "line")
    .option("--seed <n>", "draw the same picture again (default: random)")
    .option(
      "--temperature <t>",
      "0 for the likeliest picture, 1 for what was learned, more for surprises",
      DEFAULTS.temperature,
    )
    .option("--top-k <k>", "sample among the k likeliest tokens; 0 for all", DEFAULTS.topK)
    .option("--top-p <p>", "sample among the likeliest tokens that add up to this probability", DEFAULTS.topP)
    .option(
      "--best-of <n>",
      "sketch n times, draw a likely sketch n times, keep the closest",
      DEFAULTS.bestOf,
    )
    .option(
      "--guidance <g>",
      "how much more than it would the sketch leans on the prompt; 1 for no more",
      DEFAULTS.guidance,
    )
    .option("--model <folder>", "a trained model other than the built-in one")
    .addOption(
      new Option("--format <name>", "how to print the drawing").choices(["plain", "markdown"]).default(
        "plain",
      ),
    )
    .option("--strict", "refuse a word that the model does not know instead of drawing the nearest", false)
    .option("--verbose", "tell the seed, the size and the time on standard error", false)
    .addHelpText(
      "after",
      `
Other commands:
  ascii-gen info           what model is built in, its licences (--licenses)
  ascii-gen gen -- info    draws a word that is also a command
  data, train, export, eval run from the source tree: deno task train --help

Exit codes: 0 done, 1 bug, 2 usage, 3 input, 4 model, 5 corpus, 6 environment, 7 files, 130 Ctrl-C.`,
    )
    .action((words: string[], options: GenOptions) => draw(words.join(" ").trim(), options));
}

async function draw(prompt: string, options: GenOptions): Promise<void> {
  if (prompt === "") throw new UserError("usage", "say what to draw, such as: ascii-gen cat (or see --help)");
  const bundle = await readBundle(options.model ?? defaultBundle());
  const text = subjectOf(prompt, bundle, options);
  const request = parseRequest(text, options, bundle.tokenizer, bundle.config.promptLength);
  const start = performance.now();
  const drawing = await generate(await openSession(bundle), request);
  writeOut((options.format === "markdown" ? renderMarkdown : renderPlain)(drawing.lines));
  if (options.verbose) {
    const { seed } = request;
    const size = `${drawing.width}×${drawing.height}`;
    writeErrorLine(`seed ${seed}, ${size}, ${Math.round(performance.now() - start)} ms`);
  }
}

/** The words to draw for a prompt; says so when they are others than were asked for or, if strict, refuses them. */
function subjectOf(prompt: string, { config, thesaurus }: Bundle, { style, strict }: GenOptions): string {
  const { label, text, replaced } = resolvePrompt({ prompt, style }, config.labels, thesaurus);
  if (strict && label < 0) {
    throw new UserError(
      "input",
      `the model knows no word of ${JSON.stringify(prompt)}; try one such as "cat"`,
    );
  }
  if (replaced !== undefined) {
    if (strict) {
      throw new UserError("input", `the model does not know "${replaced}"; the nearest is "${text}"`);
    }
    writeErrorLine(`ascii-gen: "${replaced}" is drawn as "${text}"`);
  }
  return text;
}

function parseRequest(
  prompt: string,
  options: GenOptions,
  tokenizer: CharacterTokenizer,
  promptLength: number,
): GenerateRequest {
  const { maxWidth, maxHeight, styles } = tokenizer.data;
  const whole = (name: string, text: string | undefined, max: number, otherwise: number, min = 1) =>
    text === undefined ? otherwise : wholeNumber(name, text, min, max);
  const columns = Math.min(DEFAULT_WIDTH, terminalColumns() ?? DEFAULT_WIDTH, maxWidth);
  if (!styles.includes(options.style)) {
    throw new UserError("usage", `--style "${options.style}" is not one of ${styles.join(", ")}`);
  }
  const request: GenerateRequest = {
    prompt,
    style: options.style,
    width: whole("--width", options.width, maxWidth, columns),
    maxLines: whole("--max-lines", options.maxLines, maxHeight, Math.min(DEFAULT_LINES, maxHeight)),
    seed: whole("--seed", options.seed, MAX_SEED, crypto.getRandomValues(new Uint32Array(1))[0]!, 0),
    temperature: decimalNumber("--temperature", options.temperature, 0, MAX_TEMPERATURE),
    topK: wholeNumber("--top-k", options.topK, 0, tokenizer.vocabularySize),
    topP: decimalNumber("--top-p", options.topP, 0, 1, true),
    guidance: decimalNumber("--guidance", options.guidance, 0, MAX_GUIDANCE),
    bestOf: wholeNumber("--best-of", options.bestOf, 1, MAX_BEST_OF),
  };
  if (options.maxChars !== undefined) {
    request.maxChars = wholeNumber("--max-chars", options.maxChars, 1, (maxWidth + 1) * maxHeight);
  }
  const known = tokenizer.encodePrompt(prompt, Infinity).length;
  if (known === 0) {
    throw new UserError(
      "usage",
      `the prompt ${JSON.stringify(prompt)} has no character that the model knows`,
    );
  }
  if (known > promptLength) writeErrorLine(`only the first ${promptLength} characters of the prompt count`);
  return request;
}

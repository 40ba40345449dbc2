/** Drawings that a command prints as JSON, and whether they keep within their limits. */
import * as z from "zod";
import type { Work } from "../stage.ts";
import { type AsciiGen, fromSources, readJson } from "./common.ts";

const drawingsSchema = z.array(z.looseObject({ lines: z.array(z.string()), seed: z.int() })).min(1);

/** Some of the words that a model of drawings knows, from all over its list. */
export async function knownWords(work: Work, model: string, many: number): Promise<string[]> {
  const { stdout } = await work.run(fromSources("labels", "--model", model, "--json"));
  const all = readJson(z.array(z.string()).min(many), stdout, "labels");
  return Array.from({ length: many }, (_, i) => all[Math.floor(i * all.length / many)]!);
}

export interface Limits {
  width: number;
  maxLines: number;
  count: number;
}

/**
 * Draws words, each several times, and checks that every drawing is lawful and that a seed draws the same again. Of the built-in
 * model none may be blank; one that was trained for a minute may think so of a word.
 */
export async function drawWithin(
  work: Work,
  words: readonly string[],
  { width, maxLines, count }: Limits,
  { model, asciiGen = fromSources }: { model?: string; asciiGen?: AsciiGen } = {},
): Promise<void> {
  const options = ["--width", String(width), "--max-lines", String(maxLines), "--seed", "1"];
  const from = [...options, "--format", "json", "--quiet", ...model === undefined ? [] : ["--model", model]];
  const least = model === undefined ? 1 : 0;
  let within = 0, drawn = 0, first: string | undefined;
  for (const word of words) {
    const { stdout } = await work.run(asciiGen(word, "--count", String(count), ...from));
    first ??= stdout;
    for (const { lines } of readJson(drawingsSchema, stdout, "gen")) {
      drawn++;
      const lawful = lines.length >= least && lines.length <= maxLines;
      if (lawful && lines.every((line) => /^[ -~]*$/.test(line) && line.length <= width)) within++;
    }
  }
  const expected = words.length * count;
  const what = `drawings of ${words.join(", ")} within ${width}×${maxLines}`;
  work.check(what, `${within} of ${drawn}`, `all ${expected}`, within === expected && drawn === expected);
  const { stdout: again } = await work.run(asciiGen(words[0]!, "--count", String(count), ...from));
  work.check(
    `${words[0]} of the same seeds again`,
    again === first ? "the same" : "others",
    "the same",
    again === first,
  );
}

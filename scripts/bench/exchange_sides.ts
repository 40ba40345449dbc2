/** What is computed here and asked of `exchange.py`, to be compared: ids, logits, the likeliest tokens. */
import * as z from "zod";
import { parseAs } from "../../src/base/schema.ts";
import { forward } from "../../src/inference/forward.ts";
import { readTextBundle } from "../../src/tasks/text/bundle.ts";
import { openTextSession, type TextSession } from "../../src/tasks/text/complete.ts";
import { textState } from "../../src/tasks/text/state.ts";
import type { Peer } from "./peer.ts";

/** Prints a comparison, and notes where it went wrong. */
export type Row = (what: string, result: string, good: boolean) => void;

/** The largest difference of logits that is rounding, as a share of the largest of them. */
const MOST = 1e-4;

const logitsSchema = z.object({
  logits: z.array(z.number()),
  wrong: z.record(z.string(), z.array(z.string())),
});
const idsSchema = z.object({ ids: z.array(z.array(z.int())), texts: z.array(z.string()) });
const completedSchema = z.object({
  completed: z.array(z.object({ ids: z.array(z.int()), text: z.string(), tokens: z.array(z.int()) })),
  ids: z.array(z.array(z.int())),
});

/** The answer to a request. Throws a UserError of kind "environment" for one of another shape. */
export async function ask<T>(peer: Peer, request: object, schema: z.ZodType<T>): Promise<T> {
  return parseAs(schema, JSON.parse(await peer.ask(JSON.stringify(request))), "environment", "exchange.py");
}

/** Runs with a session of a model folder. */
export async function withSession<T>(model: string, run: (session: TextSession) => Promise<T>): Promise<T> {
  const session = await openTextSession(await readTextBundle(model));
  try {
    return await run(session);
  } finally {
    await session.close();
  }
}

/** Ids of texts here and in transformers, by a folder, and the texts that these stand for. */
export async function compareIds(
  name: string,
  { tokenizer }: Pick<TextSession, "tokenizer">,
  { folder, texts }: { folder: string; texts: readonly string[] },
  { peer, row }: Sides,
): Promise<void> {
  const told = await ask(peer, { do: "encode", folder, texts }, idsSchema);
  const unlike = texts.filter((text, i) =>
    told.ids[i]?.join() !== tokenizer.encode(text).join() || told.texts[i] !== text
  );
  row(`${name}: ids in transformers`, amount(told.ids, texts, unlike), unlike.length === 0);
}

/** Who is asked, and where it is told. */
export interface Sides {
  peer: Peer;
  row: Row;
}

/** Logits at each token of some texts, by a model folder's session and by transformers. */
export async function compareLogits(
  what: string,
  session: TextSession,
  { folder, texts }: { folder: string; texts: readonly string[] },
  { peer, row }: Sides,
): Promise<void> {
  const { tokenizer, config } = session;
  let difference = 0, largest = 0, tokens = 0, good = true;
  for (const text of texts) {
    const ids = [tokenizer.separator, ...tokenizer.encode(text)].slice(0, config.window);
    const ours = await logitsOf(session, ids);
    const { logits, wrong } = await ask(peer, { do: "logits", folder, ids }, logitsSchema);
    if (Object.keys(wrong).length > 0) throw new Error(`transformers says: ${JSON.stringify(wrong)}`);
    good &&= logits.length === ours.length;
    difference = ours.reduce((most, value, i) => Math.max(most, Math.abs(value - logits[i]!)), difference);
    largest = logits.reduce((most, value) => Math.max(most, Math.abs(value)), largest);
    tokens += ids.length;
  }
  row(
    what,
    `${difference.toExponential(1)} at most, of ${largest.toFixed(1)}; ${tokens} tokens`,
    good && difference <= MOST * largest,
  );
}

/** What is completed, at most how far, and what else is cut into tokens. */
export interface Texts {
  prompts: readonly string[];
  tokens: number;
  texts: readonly string[];
}

/** The likeliest tokens behind prompts, and their text, by a model folder's session and by llama.cpp. */
export async function compareTexts(
  name: string,
  session: TextSession,
  { file, ...wanted }: Texts & { file: string },
  { peer, row }: Sides,
): Promise<void> {
  const { tokenizer } = session, { prompts, tokens, texts } = wanted;
  const theirs = await ask(peer, { do: "complete", file, ...wanted }, completedSchema);
  const all = [...theirs.ids, ...theirs.completed.map(({ ids }) => ids)];
  const ours = [
    ...texts.map((text) => tokenizer.encode(text)),
    ...prompts.map((prompt) => begun(session, prompt)),
  ];
  const unlike = ours.filter((ids, i) => ids.join() !== all[i]?.join());
  row(`${name}: ids in llama.cpp`, amount(all, ours, unlike), unlike.length === 0);
  let same = 0, made = 0;
  for (const [i, prompt] of prompts.entries()) {
    const answer = theirs.completed[i],
      likeliest = await likeliestOf(session, begun(session, prompt), tokens);
    const ended = likeliest.at(-1) === tokenizer.separator ? likeliest.slice(0, -1) : likeliest;
    const isSame = answer?.tokens.join() === likeliest.join() && answer.text === tokenizer.decode(ended);
    if (!isSame) {
      row(`${name}: behind ${JSON.stringify(prompt)}`, unlikeness(likeliest, answer?.tokens ?? []), false);
    }
    same += Number(isSame);
    made += likeliest.length;
  }
  const shown = JSON.stringify(theirs.completed[0]?.text.slice(0, 40));
  row(
    `${name}: likeliest texts in llama.cpp`,
    `${same} of ${prompts.length} the same, ${made} tokens: ${shown}…`,
    same === prompts.length,
  );
}

/** How many ids texts have, and how many of the texts have others elsewhere. */
const amount = (ids: readonly (readonly number[])[], texts: readonly unknown[], unlike: readonly unknown[]) =>
  `${ids.flat().length} ids of ${texts.length} texts${
    unlike.length === 0 ? "" : `, ${unlike.length} not the same`
  }`;

/** Where two rows of tokens part. */
function unlikeness(ours: readonly number[], theirs: readonly number[]): string {
  const at = ours.findIndex((token, i) => token !== theirs[i]);
  return at < 0
    ? `${ours.length} and ${theirs.length} tokens, or another text`
    : `other from token ${at + 1} on`;
}

/** A text begins behind the separator. */
const begun = ({ tokenizer }: TextSession, prompt: string): number[] => [
  tokenizer.separator,
  ...tokenizer.encode(prompt),
];

/** Logits at each of some tokens. */
async function logitsOf(session: TextSession, tokens: readonly number[]): Promise<Float32Array> {
  const { ports, tokenizer: { separator } } = session;
  const [logits] = await forward(session, [{ tokens, state: textState(ports, 0, separator) }], false);
  return logits!;
}

/** The tokens that follow, up to a separator, which counts as one, each the likeliest. */
async function likeliestOf(
  session: TextSession,
  prompt: readonly number[],
  tokens: number,
): Promise<number[]> {
  const { ports, tokenizer: { separator } } = session, made: number[] = [];
  while (made.length < tokens && made.at(-1) !== separator) {
    const last = (await logitsOf(session, [...prompt, ...made])).subarray(-ports.vocabulary);
    made.push(last.indexOf(Math.max(...last)));
  }
  return made;
}

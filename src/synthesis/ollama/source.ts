/** Texts that a model of Ollama writes: several at once, in order, each kept as soon as it is whole. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { random } from "../../base/random.ts";
import { TemporaryError } from "../../data/fetch/retry.ts";
import type { Made, TextSource } from "../dataset/source.ts";
import type { OllamaClient } from "./client.ts";
import { type Answer, type Journal, openJournal } from "./journal.ts";
import { type Examples, type OllamaPlan, promptOf } from "./prompts.ts";
import { RETRIES, type Retries, retrying } from "./retry.ts";

/** Answers as they came, in a data set's folder. */
export const JOURNAL_FILE = "samples.jsonl";

/** Answers that may be there before an earlier one, for each request at once; and the stream of waits before retries. */
const AHEAD = 4, WAITS = 73;

export interface OllamaSource {
  plan: OllamaPlan;
  /** Of the data set that the texts are for, which whoever takes them has locked. */
  folder: string;
  client: OllamaClient;
  examples?: Examples;
  retries?: Partial<Retries>;
}

/** What a plan's texts depend on, but for where they come from and how many there are. */
export function ollamaKey(
  { description, seed, kinds, tone, persona, words, topics, without, heldOut, data }: OllamaPlan,
  digest = "",
): string {
  const said = { description, seed, kinds, tone, persona, words, topics, without, heldOut };
  return JSON.stringify(["ollama", said, data.model, data.temperature, digest]);
}

/**
 * The source of a plan's texts. It throws a UserError of kind "environment" where the server answers no more, after retries;
 * all answers that were whole are in the folder, and are not asked for again.
 */
export function ollamaSource(asked: OllamaSource, context: Pick<Context, "log">): TextSource {
  return {
    key: ollamaKey(asked.plan),
    async *texts(first, signal) {
      using journal = await openJournal(join(asked.folder, JOURNAL_FILE), first);
      const stop = new AbortController();
      const crew = openCrew(asked, journal, first, AbortSignal.any([signal, stop.signal]), context);
      try {
        for (let index = first;; index++) yield madeOf(asked, await crew.answer(index));
      } finally {
        stop.abort();
        await crew.ended();
      }
    },
  };
}

function madeOf({ plan, examples }: OllamaSource, { index, text, unfinished }: Answer): Made {
  const { kind, subject } = promptOf(plan, index, examples);
  return { text, unfinished, ...kind !== undefined && { kind }, ...subject !== undefined && { subject } };
}

/** Requests at work. */
interface Crew {
  /** The answer to a prompt; they are to be asked for in order. */
  answer(index: number): Promise<Answer>;
  /** When no request is at work any more. */
  ended(): Promise<void>;
}

function openCrew(
  asked: OllamaSource,
  { answers, add }: Journal,
  first: number,
  signal: AbortSignal,
  context: Pick<Context, "log">,
): Crew {
  const { parallel } = asked.plan.data;
  const working = new Map<number, Promise<void>>();
  let next = first;
  const work = async (index: number): Promise<void> => {
    const answer = { index, ...await generate(asked, index, signal, context) };
    await add(answer);
    answers.set(index, answer);
    working.delete(index);
  };
  /** Keeps as many at work as are allowed, none too far ahead. */
  const fill = (index: number) => {
    for (; working.size < parallel && next < index + AHEAD * parallel; next++) {
      if (answers.has(next)) continue;
      const worked = work(next);
      // Whoever waits for it hears of an error; until then nobody may.
      worked.catch(() => {});
      working.set(next, worked);
    }
  };
  return {
    async answer(index) {
      for (;;) {
        fill(index);
        const answer = answers.get(index);
        if (answer !== undefined) {
          answers.delete(index);
          return answer;
        }
        await Promise.race(working.values());
      }
    },
    async ended() {
      await Promise.allSettled(working.values());
    },
  };
}

async function generate(
  { plan, client, examples, retries }: OllamaSource,
  index: number,
  signal: AbortSignal,
  { log }: Pick<Context, "log">,
) {
  const { request } = promptOf(plan, index, examples);
  try {
    return await retrying(() => client.generate(request, signal), {
      ...{ ...RETRIES, ...retries, random: random(plan.seed, WAITS, index), signal },
      onProblem: ({ message }, ms) =>
        log(`${client.address}: text ${index + 1}: ${message}; asked again in ${(ms / 1000).toFixed(1)} s`),
    });
  } catch (error) {
    if (!(error instanceof TemporaryError)) throw error;
    const told = `Ollama at ${client.address}: ${error.message}, after ${
      retries?.tries ?? RETRIES.tries
    } tries`;
    throw new UserError("environment", `${told}; the same command goes on where this one was`, {
      cause: error,
    });
  }
}

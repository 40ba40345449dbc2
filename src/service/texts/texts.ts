/** Texts for many clients at once, by language models that stay open as long as there is memory for them. */
import { checked } from "../../base/check.ts";
import { filled, type Given } from "../../base/fields.ts";
import { loadedLibrary } from "../../inference/runtime/native.ts";
import { COMPLETE_FIELDS, type PromptCompletion } from "../../operations/complete.ts";
import type { Completion } from "../../tasks/text/complete.ts";
import type { LeftModels } from "../jobs/left_models.ts";
import { Problem } from "../problem.ts";
import { GROUPS, type Settings } from "../settings/fields.ts";
import { namedModels } from "../threads/named_models.ts";
import { openPool, type Pool } from "../threads/pool.ts";
import { openShelf } from "../threads/shelf.ts";
import type { TextQuestion, TextSetup } from "./worker.ts";

/** What somebody asks to be completed. */
export interface TextAsk {
  /** Who asks: turns are dealt among clients. */
  client: string;
  prompts: readonly string[];
  /** Name of a model that is listed; the only one that there is unless told otherwise. */
  model?: string | undefined;
  input: Omit<Given<typeof COMPLETE_FIELDS>, "model">;
}

/** What is told while texts are made, by their number from 0 on. */
export interface TextEvents {
  text?(number: number, piece: string): void;
  done?(number: number, completion: PromptCompletion): void;
}

/** What completes. Throws the signal's reason once that is aborted, UserErrors for what cannot be done, Problems where too much is asked for. */
export interface Texts extends AsyncDisposable {
  /** Completes each prompt as many times as is asked for, each with the next seed. A seed's text is the same whoever else asks. */
  complete(
    ask: TextAsk,
    events: TextEvents,
    signal: AbortSignal,
  ): Promise<{ model: string; seed: number; completions: PromptCompletion[] }>;
}

/** What the settings say of it, and folders that models are looked for in. */
export interface TextsOptions extends Partial<Settings["texts"]> {
  places?: readonly string[] | undefined;
  /** Models that jobs have left. */
  left?: LeftModels;
}

/** Texts of one request, and tokens of each, at most. */
export const MOST_TEXTS = 100, MOST_TOKENS = 4096;
/** What a model takes: its weights as they are read, as onnxruntime has them, and as it packs them; a thread and what it keeps. */
const COPIES = 3, THREAD_BYTES = 80e6;
/** The program as it is compiled is a folder of JavaScript, src/ and all. */
const WORKER = Deno.build.standalone ? "./src/service/texts/worker.js" : "./worker.ts";
const start = () => new Worker(new URL(WORKER, import.meta.url), { type: "module" });

type Completers = Pool<TextQuestion, string, Completion>;

export function openTexts(options: TextsOptions = {}): Texts {
  const { rows: each, waiting, own, memory } = filled(GROUPS.texts, options);
  const models = namedModels("text", options);
  const shelf = openShelf<Completers>(memory);

  async function completersOf(name: string | undefined): Promise<{ model: string; completers: Completers }> {
    const [model, library] = [await models.find(name), await loadedLibrary()];
    const open = () =>
      openPool<TextSetup, TextQuestion, string, Completion>({
        ...{ start, setup: { model: model.path, rows: Math.max(2, each), library } },
        ...{ threads: 1, each, waiting, own },
      });
    return { model: model.name, completers: shelf.get(model.path, COPIES * model.size + THREAD_BYTES, open) };
  }

  return {
    async complete({ client, prompts, model: name, input }, { text, done }, signal) {
      const { count, seed: given, model: _, ...sampling } = checked(COMPLETE_FIELDS, input);
      checkSize(prompts.length * count, sampling.maxTokens);
      const seed = given ?? crypto.getRandomValues(new Uint32Array(1))[0]!;
      const { model, completers } = await completersOf(name);
      completers.admit(client, prompts.length * count);
      const stop = new AbortController(), all = AbortSignal.any([signal, stop.signal]);
      const requests = prompts.flatMap((prompt) => Array.from({ length: count }, () => prompt))
        .map((prompt, number) => ({ ...sampling, prompt, seed: seed + number }));
      const completions = await Promise.all(requests.map(async (request, number) => {
        const completion = await completers.ask(client, { request, text: text !== undefined }, {
          ...text && { tell: (piece) => text(number, piece) },
          signal: all,
        });
        const named = { prompt: request.prompt, ...completion, seed: request.seed };
        done?.(number, named);
        return named;
      })).finally(() => stop.abort());
      return { model, seed, completions };
    },
    [Symbol.asyncDispose]() {
      shelf.close();
      return Promise.resolve();
    },
  };
}

function checkSize(count: number, maxTokens: number): void {
  if (count > MOST_TEXTS) {
    throw new Problem(422, `${count} texts are asked for; a request has at most ${MOST_TEXTS}`);
  }
  if (maxTokens > MOST_TOKENS) {
    throw new Problem(422, `maxTokens ${maxTokens} is more than the ${MOST_TOKENS} that a request may have`);
  }
}

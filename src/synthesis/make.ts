/** The texts of a plan, made and written into a folder. */
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { LEAST_TEXT } from "../data/text/scan.ts";
import { type CheckOptions, checkOptions } from "./checks/options.ts";
import { numbered } from "./dataset/source.ts";
import type { DatasetState } from "./dataset/state.ts";
import { type DatasetRequest, writeDataset } from "./dataset/write.ts";
import { openFiles } from "./files/source.ts";
import { ollamaAddress } from "./ollama/address.ts";
import { ollamaClient, type Patience, requireModel } from "./ollama/client.ts";
import type { Examples, OllamaPlan } from "./ollama/prompts.ts";
import type { Retries } from "./ollama/retry.ts";
import { ollamaSource } from "./ollama/source.ts";
import { inLine } from "./ollama/words.ts";
import type { Plan } from "./plan.ts";

/** What a plan's texts are made with. */
export interface Making {
  folder: string;
  /** Texts of the plan's templates by number, and which subjects are held out; a plan of files needs none. */
  templates?: Examples;
  /** What is asked of texts otherwise than is usual for their source. */
  checks?: Partial<CheckOptions>;
  patience?: Partial<Patience>;
  retries?: Partial<Retries>;
  /** Folders below the user's own in which no texts are read. */
  omit?: readonly string[];
}

/** Texts of templates that were there before, for each new one, after which nearly all that can be told was told. */
const TEMPLATES_WASTE = 9;
/** Dropped texts of a model in a row after which it is no use to ask on. */
const OLLAMA_PATIENCE = 100;

/**
 * Writes a plan's texts into `learn.txt`, and those of held-out subjects into `held_out.txt`, or goes on where that was
 * interrupted. Throws what `writeDataset` and the plan's source throw.
 */
export async function makeDataset(plan: Plan, making: Making, context: Context): Promise<DatasetState> {
  const { data } = plan;
  const checks = checkOptions(data.source, making.checks);
  switch (data.source) {
    case "template":
      return await writeDataset({ ...ofTemplates(plan, making), checks }, context);
    case "ollama":
      return await writeDataset({
        ...ofOllama({ ...plan, data }, making, context),
        checks: { ...checks, ...plan.without !== undefined && { without: plan.without } },
      }, context);
    case "files": {
      const { omit = [] } = making;
      await using source = await openFiles(data.paths, context, { omit });
      return await writeDataset(
        { folder: making.folder, source, checks, patience: Infinity },
        context,
      );
    }
  }
}

type Asked = Omit<DatasetRequest, "checks">;

function ofTemplates(plan: Plan, { folder, templates }: Making): Asked {
  if (templates === undefined) throw new Error("a plan of templates is made without them");
  const { description, seed, kinds, tone, persona, words, topics, without, heldOut, characters } = plan;
  const said = { description, seed, kinds, tone, persona, words, topics, without, heldOut };
  const key = JSON.stringify(["template", said]);
  const { sample, isHeldOut } = templates;
  return { folder, source: numbered(key, sample), characters, isHeldOut, waste: TEMPLATES_WASTE };
}

function ofOllama(plan: OllamaPlan, making: Making, context: Context): Asked {
  const { folder, templates: examples, retries } = making;
  const client = ollamaClient(ollamaAddress(plan.data.host), making.patience);
  const source = ollamaSource({
    ...{ plan, folder, client },
    ...examples !== undefined && { examples },
    ...retries !== undefined && { retries },
  }, context);
  return {
    ...{ folder, characters: plan.characters, patience: OLLAMA_PATIENCE, least: LEAST_TEXT },
    source: {
      ...source,
      // Texts that are all there need no server.
      async *texts(first, signal) {
        const { remote } = await requireModel(client, plan.data.model, signal);
        if (remote !== undefined) {
          context.log(
            `${plan.data.model} is not computed at ${client.address}: it passes prompts on to ${
              inLine(remote)
            }`,
          );
        }
        yield* source.texts(first, signal);
      },
    },
    ...examples !== undefined && { isHeldOut: examples.isHeldOut },
  };
}

/** What is there to be asked, for a choice; throws a UserError of kind "environment" where no Ollama answers. */
export async function findOllama(
  host: string | undefined,
  signal: AbortSignal,
  patience: Partial<Patience> = {},
) {
  const client = ollamaClient(ollamaAddress(host), patience);
  const version = await client.version(signal);
  const models = await client.models(signal);
  if (models.length > 0) return { host: client.address, version, models };
  throw new UserError(
    "environment",
    `Ollama ${version} at ${client.address} has no models: get one, for example by "ollama pull llama3.2"`,
  );
}

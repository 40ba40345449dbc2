/** Texts of files as something to learn: looked over, encoded once, kept in the run's folder. */
import { createHash } from "node:crypto";
import * as z from "zod";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { rest } from "../../base/pace.ts";
import { parseAs, schemaOf } from "../../base/schema.ts";
import { encodeDocuments, type PutTokens } from "../../data/text/corpus.ts";
import { readDocuments } from "../../data/text/documents.ts";
import { openTexts, STDIN } from "../../data/text/files.ts";
import { type Scan, scanTexts } from "../../data/text/scan.ts";
import { findShard, type Shard, writeShard } from "../../data/text/shard.ts";
import type { Split } from "../../data/text/split.ts";
import {
  chosenNetwork,
  type NetworkConfig,
  networkConfigSchema,
  presetVocabulary,
} from "../../network/config.ts";
import { formOf } from "../../network/form.ts";
import type { Tokenizer } from "../../tokenizer/tokenizer.ts";
import { loadTextTokenizer } from "../../tokenizer/tokenizers.ts";
import { measuredSpeed } from "../../training/speed.ts";
import type { Prepared } from "../../training/task.ts";
import { changedData, type PrepareRequest } from "../kind.ts";
import { fitChosen, readChosen, type TokenizerChoice } from "./fit.ts";
import { fittingPreset, type Means } from "./preset.ts";
import { TEXT_FIELDS } from "./settings.ts";
import { preparedTexts, type TextPlan } from "./task.ts";

const paths = z.array(z.string()).min(1);
const settingsSchema = schemaOf(TEXT_FIELDS);

/**
 * Looks over texts, fits their tokenizer or takes the one that is there, and encodes them, unless the run's folder has their
 * tokens already. Throws a UserError for what cannot be read, is no text, or is too little.
 */
export async function prepareFiles(request: PrepareRequest, context: Context): Promise<Prepared<TextPlan>> {
  const { settings: { data, ...given }, files, from, digest } = request;
  const named = paths.safeParse(files.length > 0 ? files : data);
  if (!named.success) throw new UserError("usage", "name files or folders to learn from");
  const settings = parseAs(settingsSchema, given, "usage", "training option");
  if (settings.weigh === "documents" && settings.stretches === "anywhere") {
    throw new UserError(
      "usage",
      "--weigh documents takes stretches of documents; leave --stretches anywhere out",
    );
  }
  const ofPreset = request.means === undefined ? presetVocabulary(request.preset) : undefined;
  // What can be refused is, before a text is read that may be long.
  const settled = from?.network ??
    (request.means === undefined ? networkOf(request.preset, request) : undefined);
  if (settled !== undefined) contextOf(settings.context, settled);
  const { folder, remove } = await folderOf(request);
  try {
    const old = from && loadTextTokenizer(from.model["tokenizer"]);
    // What came through standard input need not come again, unless it is named again.
    const gone = files.length === 0 && named.data.includes(STDIN);
    const split = splitOf(settings);
    const known = gone && old !== undefined && digest !== undefined
      ? await findShard(folder, { text: digest, tokenizer: digestOf(old), ...split }, context.log)
      : undefined;
    const { shard, tokenizer } = known !== undefined && old !== undefined
      ? { shard: known, tokenizer: old }
      : await encoded(
        named.data,
        { ...settings, split, ofPreset, old, digest, folder, whole: remove },
        context,
      );
    const network = settled ??
      await networkFor(request, { tokens: shard.split, vocabulary: tokenizer.size }, context);
    const { ids: tokens, text, characters } = shard;
    const length = contextOf(settings.context, network);
    return preparedTexts({ tokens, split: shard.split, characters, digest: text }, tokenizer, network, {
      ...{ data: named.data, tokenizer: tokenizer.type, context: length, ...split },
      ...settings.weigh === "documents" && { weigh: settings.weigh },
      ...settings.stretches === "documents" && { stretches: settings.stretches },
    });
  } finally {
    if (remove) await Deno.remove(folder, { recursive: true });
  }
}

/** How texts are parted, as far as that was told: what is stored of other runs stays as it is. */
const splitOf = ({ validation, splitSeed }: Split) => ({
  ...validation !== undefined && { validation },
  ...splitSeed !== undefined && { splitSeed },
});

/** Where tokens are kept: in the run's folder, or, without one, nowhere for long. */
const folderOf = async ({ folder }: PrepareRequest) =>
  folder === undefined
    ? { folder: await Deno.makeTempDir({ prefix: "ascii-gen-" }), remove: true }
    : { folder, remove: false };

interface Encoding extends TokenizerChoice {
  split: Split;
  /** A tokenizer that is there already. */
  old: Tokenizer | undefined;
  /** Of the texts that a run goes on with. */
  digest: string | undefined;
  folder: string;
  /** Whether all must be in memory. */
  whole: boolean;
}

/** The tokens of files: those that are there, or new ones. */
async function encoded(
  named: readonly string[],
  { split, old, digest, folder, whole, ...settings }: Encoding,
  context: Context,
): Promise<{ shard: Shard; tokenizer: Tokenizer }> {
  const { log } = context;
  const given = old ?? await readChosen(settings, context);
  await using texts = await openTexts(named, context);
  const scan = await scanTexts(texts, context);
  if (digest !== undefined && scan.digest !== digest) throw changedData(named, digest, scan.digest);
  const tokenizer = given ?? await fitChosen(settings, scan, context);
  const key = { text: scan.digest, tokenizer: digestOf(tokenizer), ...split };
  const most = whole ? Infinity : undefined;
  const there = await findShard(folder, key, log, most);
  if (there !== undefined) {
    log(`${there.tokens} tokens are in ${folder} already`);
    return { shard: there, tokenizer };
  }
  const facts = { ...key, characters: scan.characters, documents: scan.documents };
  await writeShard(
    folder,
    facts,
    tokenizer.size,
    (put) => encodeTexts(scan, tokenizer, { put, split }, context),
  );
  const shard = await findShard(folder, key, log, most);
  if (shard === undefined) throw new UserError("io", `what was written to ${folder} cannot be read back`);
  return { shard, tokenizer };
}

/** Encodes all texts, piece by piece. */
async function encodeTexts(
  scan: Scan,
  tokenizer: Tokenizer,
  { put, split }: { put: PutTokens; split: Split },
  { progress, signal }: Context,
): Promise<void> {
  let characters = 0;
  const encoder = encodeDocuments(tokenizer, scan, put, split);
  for (const text of scan.texts) {
    await rest(signal);
    const take = {
      text(piece: string) {
        signal.throwIfAborted();
        encoder.text(piece);
        characters += piece.length;
        progress("characters encoded", characters, scan.characters);
      },
      end: encoder.end,
    };
    await readDocuments(text, text.encoding, take);
  }
  encoder.finish();
}

/** The sizes that were asked for, or those that suit the text and the machine, which is said. */
async function networkFor(
  request: PrepareRequest,
  text: Pick<Means, "tokens" | "vocabulary">,
  { log }: Context,
): Promise<NetworkConfig> {
  const { preset, means } = request;
  if (means === undefined) return networkOf(preset, request);
  const { minutes, cores, backend } = means;
  const fitting = fittingPreset({ ...text, minutes, cores, speed: await measuredSpeed(backend) });
  log(fitting.why);
  return networkOf(fitting.preset, request);
}

/** A network of a preset, as far as nothing else was asked for. */
const networkOf = (
  preset: string,
  { architecture, sizes, form = {} }: Pick<PrepareRequest, "architecture" | "sizes" | "form">,
): NetworkConfig =>
  parseAs(
    networkConfigSchema,
    chosenNetwork({ architecture, preset, sizes, form }),
    "usage",
    "config",
  );

/** Tokens of a stretch. Throws a UserError of kind "usage" for more than a network has places for. */
function contextOf(given: number | undefined, network: NetworkConfig): number {
  const { window } = network;
  if (given === undefined || given <= window || formOf(network).positions !== "learned") {
    return given ?? window;
  }
  throw new UserError(
    "usage",
    `--context ${given} is longer than the ${window} places that --positions learned has by --window`,
  );
}

const digestOf = (tokenizer: Tokenizer): string =>
  createHash("sha256").update(JSON.stringify(tokenizer.toJSON())).digest("hex");

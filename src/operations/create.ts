/** A model made of a description: planned, its texts written, trained as an ordinary experiment, measured and exported. */
import { basename, dirname, join } from "node:path";
import { isDeepStrictEqual as isEqual } from "node:util";
import { checkFields } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import { type Fields, flagOf, givenOf } from "../base/fields.ts";
import { atomicWrite, isFile, isFolder, isThere } from "../base/files.ts";
import type { Plan, Sample } from "../synthesis/plan.ts";
import { parsePlan } from "../synthesis/plan/parse.ts";
import { planYaml } from "../synthesis/plan/yaml.ts";
import { NETWORK_FIELDS } from "../network/config.ts";
import { FORM_INPUT_FIELDS } from "../network/form.ts";
import { readChosen } from "../tasks/text/fit.ts";
import { TEXT_FIELDS } from "../tasks/text/settings.ts";
import { text } from "../tasks/text/kind.ts";
import { type BaseModel, importedBase, readBase } from "./create/base_model.ts";
import { type Estimate, estimateOf } from "./create/estimate.ts";
import { trainExperiment, writeExperiment } from "./create/experiment.ts";
import {
  type CreateInput,
  OVERRIDE_FIELDS,
  type Overrides,
  PLACE_FIELDS,
  PLAN_FIELDS,
  type Size,
  SIZES,
} from "./create/fields.ts";
import { type CreateResult, finished } from "./create/finish.ts";
import {
  askedBefore,
  beginTexts,
  hasPlan,
  type Places,
  placesIn,
  PLAN_FILE,
  readPlanText,
  refuseChanged,
  refuseFilled,
  refuseWithin,
} from "./create/folder.ts";
import { draftedFor, plannedFrom, refuseOther } from "./create/plan.ts";
import { keepDrafts, makeTexts, samplesOf } from "./create/texts.ts";
import { estimateLines, namingLines, planLines } from "./create/told.ts";
import { checkOptions } from "./train.ts";
import { modelAt } from "./train/models.ts";
import { refuseModel } from "./train/places.ts";

export type { CreateResult } from "./create/finish.ts";

/** What is to be made, and where. */
export interface Proposal {
  plan: Plan;
  places: Places;
  overrides: Overrides;
  /** The model that it begins with. */
  base: BaseModel | undefined;
  /** Whether the folder has this plan already, and the work goes on. */
  begun: boolean;
  /** What the command says of the plan; undefined where a plan was given. */
  asked: string | undefined;
}

/** What is to be expected of a proposal. */
export interface Preview {
  samples: Sample[];
  estimate: Estimate;
  /** The plan, and what it will take and become, a line a part. */
  plan: string[];
  outlook: string[];
  /** A temporary folder of answers that need not be asked for again: to be handed on, and taken away. */
  drafts: string | undefined;
}

/** Samples that are shown before a model is made. */
const SHOWN = 10;

/**
 * Plans a model; nothing is written. A folder that has the plan already goes on with it. Throws a UserError for what does not go
 * together, and for a folder that has something else.
 */
export async function propose(input: CreateInput, context: Context): Promise<Proposal> {
  const { description = "", overrides = {} } = input;
  checkFields({ ...PLAN_FIELDS, ...PLACE_FIELDS }, input);
  if (input.out === "") throw new UserError("usage", '--out "" names no folder');
  checkFields(OVERRIDE_FIELDS, overrides);
  const written = input.plan === undefined
    ? undefined
    : parsePlan(await readPlanText(input.plan), input.plan);
  if (written !== undefined) refusePlanned(input);
  else if (description.trim() === "") {
    throw new UserError(
      "usage",
      'say what it shall write, such as: create "a fun GPT that writes cooking recipes"',
    );
  }
  const draft = written === undefined ? await draftedFor(description, input) : { plan: written, notes: [] };
  const folder = input.out ?? folderOf(input.plan) ?? join("runs", draft.plan.name);
  const places = placesIn(folder);
  const isPlanned = await hasPlan(folder);
  const before = isPlanned ? parsePlan(await readPlanText(places.plan), places.plan) : undefined;
  const asked = written === undefined ? askedOf(input, draft.plan.description) : undefined;
  const goesOn = before !== undefined && asked !== undefined && asked === await askedBefore(places);
  // What was asked for before is not planned anew: the model of Ollama that was found then may not answer now.
  const planned = written ?? (goesOn ? before : await plannedFrom(draft, input, context));
  if (before !== undefined && !goesOn) {
    if (asked !== undefined) refuseOther(before, { ...input, description: planned.description }, folder);
    else if (input.plan !== undefined) await refuseReplaced(before, planned, { path: input.plan, places });
  }
  const plan = written ?? before ?? planned;
  if (!isEqual(plan, planned)) context.log(`${places.plan} is taken as it stands; another --out plans anew`);
  // A plan that was only written is still to be shown.
  const begun = isPlanned && await isFile(places.begun);
  await refuseChanged(places, plan);
  if (!begun) await refuseTaken(places, plan);
  const { model: { initFrom: named } } = plan;
  if (named !== undefined) refuseBrought(overrides);
  // Texts may take hours, and are made before any tokenizer is looked for.
  checkOptions(overrides, text.usual);
  if (overrides.teacher !== undefined) await modelAt(overrides.teacher);
  if (overrides.tokenizer !== undefined) await readChosen(overrides, { log: () => {} });
  // Once it is imported, what it came from may be gone.
  const initFrom = named !== undefined && !await isThere(named) && await isFolder(places.base)
    ? places.base
    : named;
  const base = initFrom === undefined ? undefined : await readBase(initFrom, context);
  return { plan, places, overrides, base, begun, asked };
}

/** Throws a UserError of kind "usage" for what a model that is gone on with brings along. */
function refuseBrought(overrides: Overrides): void {
  const { form: _, ...parts } = FORM_INPUT_FIELDS, { tokenizer, vocabulary } = TEXT_FIELDS;
  const brought: Fields = { ...NETWORK_FIELDS, ...parts, tokenizer, vocabulary };
  const given = Object.entries(brought).find(([name]) => Reflect.get(overrides, name) !== undefined);
  if (given === undefined) return;
  throw new UserError("usage", `--init-from brings its own ${given[0]}: leave out --${flagOf(...given)}`);
}

/** What a command says of a plan, in one text. */
const askedOf = (input: CreateInput, description: string): string =>
  JSON.stringify([
    description,
    input.paths ?? [],
    // Where Ollama answers may come of the environment, whatever is asked for.
    ...Object.keys(PLAN_FIELDS).filter((name) => name !== "host" || input.data === "ollama")
      .map((name) => Reflect.get(input, name) ?? null),
  ]);

/** Folders that are written to: what is in them is nothing to learn from. */
const ownFolders = ({ folder }: Places): string[] => [folder, text.ownModel(folder)];

/** The folder of a plan that create wrote; undefined for a file that stands elsewhere. */
const folderOf = (plan: string | undefined): string | undefined =>
  plan !== undefined && basename(plan) === PLAN_FILE ? dirname(plan) : undefined;

/** Throws a UserError of kind "usage" where a folder has another plan than the one of a file that stands elsewhere. */
async function refuseReplaced(
  before: Plan,
  plan: Plan,
  { path, places }: { path: string; places: Places },
): Promise<void> {
  if (isEqual(before, plan) || await Deno.realPath(path) === await Deno.realPath(places.plan)) return;
  throw new UserError(
    "usage",
    `${places.plan} is another plan than ${path}: choose another --out, or remove it`,
  );
}

/** Throws a UserError of kind "usage" for what stands in a plan, where one is given. */
function refusePlanned(input: CreateInput): void {
  const given = Object.keys(PLAN_FIELDS).find((name) =>
    Reflect.get(input, name) !== undefined && name !== "host"
  );
  const what = input.description?.trim() || input.paths?.length ? "a description" : given && `--${given}`;
  if (what === undefined) return;
  throw new UserError("usage", `--plan has what ${what} says; leave that out, or change it in ${input.plan}`);
}

/** Throws a UserError of kind "usage" where a run, or a model, stands where one is to be made. */
async function refuseTaken(places: Places, { name, data }: Plan): Promise<void> {
  const { folder, checkpoint } = places;
  if (await isFile(checkpoint)) {
    throw new UserError("usage", `${folder} has another run; choose another --name or --out`);
  }
  if (data.source === "files") await refuseWithin(places, data.paths);
  await refuseFilled(places, name);
  await refuseModel(text.ownModel(folder));
}

/** Samples of a proposal, and what it will take: nothing is written but what `drafts` names. */
export async function foresee(
  { plan, places, overrides, base }: Proposal,
  context: Context,
): Promise<Preview> {
  const { samples, making, characters, naming, drafts } = await samplesOf(
    plan,
    SHOWN,
    context,
    ownFolders(places),
  );
  const texts = samples.map(({ text }) => text);
  const estimate = await estimateOf({ ...plan, characters }, overrides, base, texts).catch(async (error) => {
    if (drafts !== undefined) await Deno.remove(drafts, { recursive: true });
    throw error;
  });
  const outlook = [...namingLines(naming), ...estimateLines(plan, estimate, making)];
  return { samples, estimate, plan: planLines(plan, places.folder, base), outlook, drafts };
}

/** What each size of a description's model takes here, with what was said besides. */
export async function foreseenSizes(
  input: CreateInput,
  { signal }: Pick<Context, "signal">,
): Promise<Record<Size, { plan: Plan; estimate: Estimate }>> {
  const { minutes, characters, form } = PLAN_FIELDS;
  const given = givenOf({ minutes, characters, form }, input);
  const foreseen: [Size, { plan: Plan; estimate: Estimate }][] = [];
  for (const size of SIZES) {
    const { plan } = await draftedFor(input.description ?? "", { ...given, size });
    foreseen.push([size, { plan, estimate: await estimateOf(plan, input.overrides ?? {}, undefined) }]);
    signal.throwIfAborted();
  }
  // cast: Object.fromEntries forgets the names.
  return Object.fromEntries(foreseen) as Record<Size, { plan: Plan; estimate: Estimate }>;
}

/**
 * Writes the plan into its folder, unless a file there says the same, with remarks of a person perhaps. Gives whether it was
 * written.
 */
export async function writePlanned({ plan, places }: Proposal): Promise<boolean> {
  if (
    await hasPlan(places.folder) && isEqual(parsePlan(await readPlanText(places.plan), places.plan), plan)
  ) return false;
  await Deno.mkdir(places.folder, { recursive: true });
  await atomicWrite(places.plan, planYaml(plan));
  return true;
}

/**
 * Makes what is proposed, or goes on where an earlier call was stopped or killed. Told to stop while it trains, it saves and
 * returns; before that it throws the signal's reason.
 */
export async function create(proposal: Proposal, context: Context, drafts?: string): Promise<CreateResult> {
  const { plan, places, overrides, base, asked } = proposal;
  context.signal.throwIfAborted();
  if (!proposal.begun) await writePlanned(proposal);
  await beginTexts(places, plan, asked);
  if (drafts !== undefined) await keepDrafts(drafts, places.data);
  const texts = await makeTexts(plan, places.data, context, ownFolders(places));
  context.signal.throwIfAborted();
  const initFrom = base && await importedBase(base.path, places.base, context);
  await writeExperiment(places, plan, { files: texts.files, overrides, initFrom });
  const trained = await trainExperiment(places, overrides, context);
  return await finished({ ...proposal, texts, trained }, context);
}

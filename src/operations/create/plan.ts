/** The plan of a model: made of a description and what was said besides, or read. */
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { parseAs } from "../../base/schema.ts";
import { type Plan, planSchema } from "../../synthesis/plan.ts";
import { loadLexicon } from "../../synthesis/lexicon/load.ts";
import { findOllama } from "../../synthesis/make.ts";
import { ollamaAddress, shownAddress } from "../../synthesis/ollama/address.ts";
import { type Planning, type PlanSettings, planWithNotes } from "../../synthesis/plan/plan_of.ts";
import type { PlanInput } from "./fields.ts";

/** What a command says of a plan, by how it is called there. */
const SAID = {
  size: ({ model }) => model.size,
  data: ({ data }) => data.source,
  model: ({ data }) => data.source === "ollama" ? data.model : undefined,
  host: ({ data }) => data.source === "ollama" ? data.host : undefined,
  minutes: ({ model }) => model.minutes,
  characters: ({ characters }) => characters,
  form: ({ model }) => model.form,
  name: ({ name }) => name,
  seed: ({ seed }) => seed,
  initFrom: ({ model }) => model.initFrom,
  description: ({ description }) => description,
  paths: ({ data }) => data.source === "files" ? data.paths : undefined,
} as const satisfies Record<string, (plan: Plan) => unknown>;

/** Throws a UserError of kind "usage" where a folder has another plan than a command asks for. */
export function refuseOther(
  plan: Plan,
  { paths = [], host, ...input }: PlanInput & { description: string; paths?: readonly string[] },
  folder: string,
): void {
  const said = {
    ...input,
    ...paths.length > 0 && { paths },
    ...host !== undefined && plan.data.source === "ollama" && { host: shownAddress(ollamaAddress(host)) },
  };
  for (const [name, of] of Object.entries(SAID)) {
    const now: unknown = Reflect.get(said, name), before = of(plan);
    if (now === undefined || JSON.stringify(now) === JSON.stringify(before)) continue;
    throw new UserError(
      "usage",
      `${folder} has a plan whose ${name} is ${JSON.stringify(before)}, not ${
        JSON.stringify(now)
      }: name another --out ` +
        `or --name, or leave that out to go on`,
    );
  }
}

/** The plan of a description and of what was said besides, but for where its texts come from, and what was not understood. */
export async function draftedFor(description: string, input: PlanInput): Promise<Planning> {
  const { size, minutes, characters, form, name, seed, initFrom } = input;
  const given = { size, minutes, characters, form, name, seed, initFrom };
  // cast: what is undefined is left out.
  const settings = Object.fromEntries(
    Object.entries({ ...given, cores: navigator.hardwareConcurrency }).filter(([, value]) =>
      value !== undefined
    ),
  ) as PlanSettings;
  const brought = initFrom === undefined
    ? undefined
    : size !== undefined
    ? "size"
    : form !== undefined
    ? "form"
    : undefined;
  if (brought !== undefined) {
    throw new UserError("usage", `--init-from brings its own ${brought}: leave out --${brought}`);
  }
  if (initFrom === "") throw new UserError("usage", '--init-from "" names no model');
  if (name !== undefined) parseAs(planSchema.shape.name, name, "usage", `--name ${JSON.stringify(name)}`);
  return planWithNotes(description, settings, await loadLexicon());
}

/** A drafted plan with where its texts come from; what was not understood is logged. */
export async function plannedFrom(
  { plan, notes }: Planning,
  input: PlanInput & { paths?: readonly string[] },
  { log, signal }: Pick<Context, "log" | "signal">,
): Promise<Plan> {
  const data = await dataOf(input, signal);
  for (const note of notes) log(note);
  return { ...plan, data };
}

/** Requests at once, and how freely a model writes: a plan can be edited. */
const OLLAMA = { parallel: 2, temperature: 0.9 };

/** Where texts come from, as it was said. */
async function dataOf(
  { data, paths = [], model, host }: PlanInput & { paths?: readonly string[] },
  signal: AbortSignal,
): Promise<Plan["data"]> {
  const source = data ?? (paths.length > 0 ? "files" : "template");
  if (source !== "ollama" && model !== undefined) {
    throw new UserError("usage", `--model ${model} is of Ollama: add --data ollama`);
  }
  if (source !== "files" && paths.length > 0) {
    throw new UserError("usage", `${paths[0]} is a file to learn from: add --data files`);
  }
  if (source === "template") return { source };
  if (source === "files") {
    if (paths.length === 0) {
      throw new UserError("usage", "--data files: name files or folders behind the description");
    }
    if (paths.includes("-")) {
      throw new UserError(
        "usage",
        "- is read once, and texts are shown before they are made: save it to a file",
      );
    }
    return { source, paths: [...paths] };
  }
  if (model !== undefined) return { source, ...OLLAMA, host: shownAddress(ollamaAddress(host)), model };
  const found = await findOllama(host, signal);
  const [only, ...others] = found.models;
  if (only !== undefined && others.length === 0) {
    return { source, ...OLLAMA, host: found.host, model: only.name };
  }
  const names = found.models.map(({ name }) => name).join(", ");
  throw new UserError("usage", `say which model of Ollama by --model; it has ${names}`);
}

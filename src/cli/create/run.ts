/** How `create` goes: shows what it is about to do, asks, does it, and tells what can be done with the model. */
import { basename } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { type Field, flagOf } from "../../base/fields.ts";
import { shellWord } from "../../base/shell.ts";
import {
  create,
  type CreateResult,
  foresee,
  type Preview,
  type Proposal,
  propose,
  writePlanned,
} from "../../operations/create.ts";
import type { Plan } from "../../synthesis/plan.ts";
import { type CreateInput, OVERRIDE_FIELDS, type Overrides } from "../../operations/create/fields.ts";
import { stoppable } from "../interrupt.ts";
import { writeJson } from "../json.ts";
import { program } from "../next_steps.ts";
import { giveBack } from "../permissions.ts";
import { contextOf } from "../progress.ts";
import { isTerminal, writeErrorLine, writeText } from "../terminal.ts";
import { acceptedPlan } from "./accept.ts";
import { askedByWizard } from "./wizard.ts";

/** Characters of a sample that are shown. */
const SHOWN = 1500;

/** How the command goes on. */
export interface How {
  yes?: boolean | undefined;
  json?: boolean | undefined;
}

/** Makes a model, or its plan. */
export async function runCreate(given: CreateInput, how: How): Promise<void> {
  await stoppable(async (signal) => {
    const { stop, log, ...context } = contextOf(signal, how.json);
    const tell = (line: string) => {
      stop();
      log(line);
    };
    try {
      await made(given, how, { ...context, log: tell });
    } catch (error) {
      stop();
      if (!signal.aborted || error !== signal.reason) throw error;
      writeErrorLine("stopped; the same command goes on from here");
    } finally {
      stop();
    }
  }, "stopping after this step; Ctrl-C again stops at once");
}

async function made(given: CreateInput, { yes, json = false }: How, context: Context): Promise<void> {
  const canAsk = Deno.stdin.isTerminal() && isTerminal("error") && !json;
  if (given.plan !== undefined && given.host !== undefined) {
    throw new UserError(
      "usage",
      `--plan has what --host says; leave that out, or change it in ${given.plan}`,
    );
  }
  if (given.host !== undefined && given.data !== "ollama" && !isSilent(given)) {
    throw new UserError("usage", `--host ${given.host} is of Ollama: add --data ollama`);
  }
  const host = given.host ?? Deno.env.get("OLLAMA_HOST");
  const told = { ...given, ...host !== undefined && { host } };
  const input = isSilent(given) && canAsk ? await askedByWizard(told, context) : told;
  if (input === undefined) return;
  const proposal = await propose(input, context);
  if (proposal.plan.data.source !== "ollama") giveBack(["net"]);
  if (proposal.begun) context.log(`${proposal.places.folder} has this plan and is gone on with`);
  const drafts: string[] = [];
  const seen = async (proposal: Proposal) => {
    const preview = await foresee(proposal, context);
    if (preview.drafts !== undefined) drafts.push(preview.drafts);
    context.signal.throwIfAborted();
    if (!json) show(preview);
    return preview;
  };
  try {
    const agreed = proposal.begun && !input.planOnly
      ? proposal
      : await agreedOn(proposal, { ...input, yes, json, canAsk }, seen, context.signal);
    if (agreed === undefined) return;
    const result = await create(agreed, context, drafts.at(-1));
    if (json) writeJson(result);
    else endLines(result).forEach(context.log);
  } finally {
    for (const folder of drafts) await Deno.remove(folder, { recursive: true });
  }
}

/** Whether nothing was said of what it shall be. */
const isSilent = ({ description = "", plan, paths = [] }: CreateInput): boolean =>
  description.trim() === "" && plan === undefined && paths.length === 0;

/** The proposal as it is to be made; undefined where the plan is all that was wanted, or the person wants none. */
async function agreedOn(
  proposal: Proposal,
  { planOnly, yes, json, canAsk }: How & { planOnly?: boolean; canAsk: boolean },
  seen: (proposal: Proposal) => Promise<Preview>,
  signal: AbortSignal,
): Promise<Proposal | undefined> {
  const { plan, places, overrides } = proposal;
  const { samples, estimate } = await seen(proposal);
  if (planOnly) {
    const done = await writePlanned(proposal) ? "wrote" : "kept";
    if (json) writeJson({ folder: places.folder, plan, samples, estimate });
    const goOn = [...program(["start", "create", "--plan", places.plan]), ...flagsOf(overrides)].map(
      shellWord,
    );
    const next = proposal.begun
      ? `${places.plan} has its texts already: an edited plan needs another --out; to go on: ${
        goOn.join(" ")
      }`
      : `${done} ${places.plan}; edit it, then: ${goOn.join(" ")}`;
    writeErrorLine(next);
    return undefined;
  }
  if (yes) return proposal;
  if (!canAsk) {
    throw new UserError(
      "usage",
      "nobody is at a terminal to say that this shall be made: --yes begins without asking, --plan-only writes the plan",
    );
  }
  const show = async (changed: Plan) => void await seen({ ...proposal, plan: changed });
  const accepted = await acceptedPlan(plan, show, signal);
  return accepted && { ...proposal, plan: accepted };
}

function show({ plan, samples, outlook }: Preview): void {
  const texts = samples.map(({ text }, i) => `--- ${i + 1}\n${shortened(text.trimEnd())}\n`);
  writeText([...plan, "", ...texts, "---", ...outlook, ""].join("\n"));
}

/** A text as far as it is shown: a file may be a whole book. */
const shortened = (text: string): string => text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;

/** Flags of training as they were given: a plan does not have them. */
const flagsOf = (overrides: Overrides): string[] =>
  Object.entries(OVERRIDE_FIELDS).flatMap(([name, field]: [string, Field]) => {
    const value: unknown = Reflect.get(overrides, name), flag = `--${flagOf(name, field)}`;
    if (value === undefined || value === false) return [];
    return value === true ? [flag] : [flag, String(value)];
  });

/** What came of it, and what can be done with it. */
function endLines({ folder, model, called, stopped, steps, done, name, losses }: CreateResult): string[] {
  if (stopped || done === undefined) {
    const soFar = steps > 0 ? `, and the model so far is in ${model}` : "";
    return [`stopped; the same command goes on from here${soFar}`];
  }
  const { files, heldOut, card, measures: { onTopic, faultless, novelty } } = done;
  const unseen = losses["textUnseen"];
  return [
    ...unseen === undefined ? [] : [
      `${unseen.toFixed(3)} bits a byte of texts kept for validation` +
      (heldOut === undefined ? "" : `, ${heldOut.toFixed(3)} of combinations that it never saw`),
    ],
    `of its lines ${onTopic === undefined ? "" : `${percent(onTopic)} are on topic and `}${
      percent(faultless)
    } ${onTopic === undefined ? "are " : ""}without a fault that is looked for; ` +
    `${percent(novelty.lines)} are in no text that it learned from`,
    `card: ${card}`,
    ...files === undefined ? [] : [
      `for Ollama: cd ${shellWord(folder)} && ollama create ${name} -f ${basename(files.modelfile)}`,
    ],
    `to talk to it: ${program(["console", called]).map(shellWord).join(" ")}`,
  ];
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;

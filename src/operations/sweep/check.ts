/** What is wrong with a trial and can be known before it begins. */
import { UserError } from "../../base/errors.ts";
import { givenOf } from "../../base/fields.ts";
import { statOf } from "../../base/files.ts";
import { ARCHITECTURE_FIELDS, NETWORK_FIELDS } from "../../network/config.ts";
import { FORM_INPUT_FIELDS } from "../../network/form.ts";
import { refuseStrangers } from "../../tasks/kind.ts";
import { kindOf } from "../../tasks/registry.ts";
import { checkGiven } from "../train/budget.ts";
import type { TrainInput } from "../train/fields.ts";
import { modelAt } from "../train/models.ts";
import { checkNetwork } from "../train/network.ts";
import { refuseOtherModel } from "../train/resume.ts";

/** Throws a UserError that names the trial by its words: for its budget, its network, that of the model that it begins with, and files that are not there. */
export async function checkTrial(input: TrainInput, words: readonly string[]): Promise<void> {
  try {
    checkGiven(input);
    const { files = [], settings = {}, preset, initFrom } = input;
    const kind = await kindOf(input.task ?? (files.length > 0 ? "text" : "art"));
    refuseStrangers(settings, kind.fields, kind.task.name);
    for (const path of [...files, ...initFrom === undefined ? [] : [initFrom]]) await statOf(path);
    const { tokenizer, vocabulary } = settings;
    const choice = givenOf({ ...ARCHITECTURE_FIELDS, ...NETWORK_FIELDS, ...FORM_INPUT_FIELDS }, input);
    const said = [preset, tokenizer, vocabulary, ...Object.values(choice)].some((each) => each !== undefined);
    if (initFrom !== undefined) {
      return said ? await refuseOtherModel(input, await modelAt(initFrom), { log() {} }) : undefined;
    }
    checkNetwork(input);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.kind, `the trial ${words.join(" ")}: ${error.message}`, { cause: error });
  }
}

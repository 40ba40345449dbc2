/** Models that `create` made, and the files beside them, here and elsewhere. */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { isFile, isFolder } from "../../src/base/files.ts";
import { placesIn, readPlanText } from "../../src/operations/create/folder.ts";
import { heldOutIn } from "../../src/operations/create/texts.ts";
import { parsePlan } from "../../src/synthesis/plan/parse.ts";
import { text } from "../../src/tasks/text/kind.ts";
import { compareIds, compareLogits, compareTexts, type Sides, withSession } from "./exchange_sides.ts";

/** Held-out texts that are cut into tokens, and those of them whose beginnings are gone on with, by how many tokens. */
const TEXTS = 200, PROMPTS = 10, TOKENS = 64;

/** A model, what other programs read of it, and texts that it did not learn from. */
export interface Created {
  name: string;
  model: string;
  file: string;
  folder: string;
  heldOut: readonly string[];
}

/** What `create` made in a folder. Throws a UserError of kind "usage" for a folder without it. */
export async function createdIn(folder: string): Promise<Created> {
  const places = placesIn(folder);
  const { name } = parsePlan(await readPlanText(places.plan), places.plan);
  const created = {
    ...{ name, model: text.ownModel(folder), heldOut: (await heldOutIn(places.data)).slice(0, TEXTS) },
    ...{ file: join(folder, `${name}.gguf`), folder: join(folder, `${name}-safetensors`) },
  };
  if (created.heldOut.length < PROMPTS) {
    throw new UserError(
      "usage",
      `${folder} has ${created.heldOut.length} texts that are held out; ${PROMPTS} are needed`,
    );
  }
  if (await isFile(created.file) && await isFolder(created.folder)) return created;
  throw new UserError(
    "usage",
    `${folder} has no ${created.file}, or no ${created.folder}; create writes them at its end`,
  );
}

/** Tokens of held-out texts, logits at the first of them, and the likeliest texts behind their beginnings. */
export async function compareCreated(
  { name, model, file, folder, heldOut: texts }: Created,
  sides: Sides,
): Promise<void> {
  await withSession(model, async (session) => {
    const { tokenizer, config: { window } } = session, some = texts.slice(0, PROMPTS);
    // A prompt and what follows stay within the window, which ends other programs' memory.
    const prompts = some.map((each) => {
      const ids = tokenizer.encode(each);
      return tokenizer.decode(ids.slice(0, Math.min(Math.ceil(ids.length / 3), window - TOKENS - 1)));
    });
    await compareIds(name, session, { folder, texts }, sides);
    await compareLogits(`${name}: logits in transformers`, session, { folder, texts: some }, sides);
    await compareTexts(name, session, { file, prompts, tokens: TOKENS, texts }, sides);
  });
}

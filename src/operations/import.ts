/** A language model of another program as a model folder. */
import { basename, extname, join } from "node:path";
import type { Context } from "../base/context.ts";
import { type Fields, filled, type Given } from "../base/fields.ts";
import type { Manifest } from "../bundle/manifest.ts";
import { writeTextBundle } from "../tasks/text/bundle.ts";
import { readForeign } from "../tasks/text/exchange/read.ts";
import { EXPORT_FIELDS } from "./export.ts";
import { refuseModel } from "./train/places.ts";

export const IMPORT_FIELDS = {
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "model folder to write",
    usual: "models/ and the name of what is read",
  },
  weights: EXPORT_FIELDS.weights,
} as const satisfies Fields;

/** What is to be read: a folder that transformers has written, or a GGUF file. */
export type ImportInput = Given<typeof IMPORT_FIELDS> & { from: string };

export interface ImportResult {
  out: string;
  manifest: Manifest;
}

/**
 * Writes the model folder as a whole, in the place of one that may be there where `out` names it. Throws a UserError of kind "model" that names what
 * this program does not compute.
 */
export async function importModel(input: ImportInput, context: Context): Promise<ImportResult> {
  const { from, weights: weightType } = filled(IMPORT_FIELDS, input);
  const name = basename(from, /^\.gguf$/i.test(extname(from)) ? extname(from) : "");
  const out = input.out ?? join("models", name);
  // A model that is trained here and comes back as other programs hold it has lost something.
  if (input.out === undefined) await refuseModel(out, "--out");
  const content = await readForeign(from, context);
  const facts = { corpus: "", training: { imported: basename(from) }, attributions: [], weightType };
  return { out, manifest: await writeTextBundle(out, { ...content, ...facts }) };
}

import { UserError } from "../../base/errors.ts";
import { parseJson } from "../../base/json.ts";
import { parseAs } from "../../base/schema.ts";
import { type GridTokenizer, gridTokenizer } from "./grid.ts";
import { tokenizerSchema } from "./schema.ts";

/** Text of `tokenizer.json`. */
export function saveTokenizer(tokenizer: GridTokenizer): string {
  return JSON.stringify(tokenizer.data) + "\n";
}

/** Reads `tokenizer.json`; throws a UserError that names the field at fault. */
export function loadTokenizer(json: string): GridTokenizer {
  let value: unknown;
  try {
    value = parseJson(json);
  } catch (error) {
    throw new UserError("model", `tokenizer.json ${error instanceof Error ? error.message : error}`);
  }
  return gridTokenizer(parseAs(tokenizerSchema, value, "model", "tokenizer.json"));
}

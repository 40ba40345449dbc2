/** Tokenizers in files. */
import { join } from "node:path";
import { UserError } from "../base/errors.ts";
import { readPlainFile } from "../base/files.ts";
import { parseJson } from "../base/json.ts";
import { loadTextTokenizer } from "./tokenizers.ts";
import type { Tokenizer } from "./tokenizer.ts";

const FILE = "tokenizer.json";
/** Bytes of a description at most. */
const MOST = 1 << 27;

/**
 * The tokenizer of a `tokenizer.json`, or of a folder that holds one, a model's for instance. Throws a UserError of kind
 * "model" that names the file for what is none.
 */
export async function readTokenizer(path: string): Promise<Tokenizer> {
  const file = (await Deno.stat(path)).isDirectory ? join(path, FILE) : path;
  try {
    return loadTextTokenizer(parseJson(new TextDecoder().decode(await readPlainFile(file, MOST))));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new UserError("model", `${path} is no folder with a tokenizer: it holds no ${FILE}`);
    }
    if (error instanceof SyntaxError) throw new UserError("model", `${file} ${error.message}`);
    if (!(error instanceof UserError)) throw error;
    const named = error.message.includes(file) ? error.message : `${file}: ${error.message}`;
    throw new UserError("model", named, { cause: error });
  }
}

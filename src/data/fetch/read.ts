import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import type { FindOptions } from "../found/finding.ts";
import { decodeText } from "./charset.ts";
import { type Fetcher, type GetOptions, UnreachableHost } from "./fetcher.ts";

/** The text at a URL; see `decodeText`. */
export async function getText(fetcher: Fetcher, url: string, options?: GetOptions): Promise<string> {
  const { bytes, contentType } = await fetcher.get(url, options);
  return decodeText(bytes, contentType);
}

/** The JSON value at a URL. Throws a UserError of kind "io" where it is none or has another shape. */
export async function getJson<T>(
  fetcher: Fetcher,
  url: string,
  schema: z.ZodType<T>,
  options?: GetOptions,
): Promise<T> {
  const text = await getText(fetcher, url, options);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError("io", `${url} is not JSON: ${JSON.stringify(text.slice(0, 40))}`, { cause });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") || "the answer";
  throw new UserError("io", `${url} has an unknown shape: ${where}: ${issue?.message}`);
}

/**
 * What `work` gives; undefined where it throws a UserError, which is told to `onProblem`. Any other error, an abort and
 * the loss of the whole host are thrown on.
 */
export async function orProblem<T>(
  sourceId: string,
  { signal, onProblem }: FindOptions,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof UserError) || error instanceof UnreachableHost) throw error;
    onProblem(sourceId, error.message);
    return undefined;
  }
}

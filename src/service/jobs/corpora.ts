/** Corpora by name: what they are named in is the one place on the disk that callers may speak of, and only to read it. */
import { join, sep } from "node:path";
import { UserError } from "../../base/errors.ts";
import { quoted } from "../../base/check.ts";

/** Characters of a name at most. */
export const LONGEST_NAME = 512;

/** What no part of a name has; plainly, as makers of clients know neither \p nor looking ahead. */
const NEVER = "\\u0000-\\u001f\\u007f-\\u009f\\\\/";
const PART = `[^.${NEVER}][^${NEVER}]*`;

/** Names with "/" between parts; none of them hidden, "." or "..". */
export const CORPUS_NAME = new RegExp(`^${PART}(?:/${PART})*$`, "u");

/**
 * Where a corpus is: a file or a folder, below the root whatever links lead there. Throws a UserError of kind "input" for a
 * name that is none, or that nothing of the root has.
 */
export async function corpusPath(root: string | null, name: string): Promise<string> {
  const none = () => new UserError("input", `there is no corpus ${quoted(name)}`);
  if (name.length > LONGEST_NAME || !CORPUS_NAME.test(name)) {
    throw new UserError("input", `${quoted(name)} is no name of a corpus, such as books/austen.txt`);
  }
  if (root === null) throw none();
  try {
    const [base, path] = await Promise.all([Deno.realPath(root), Deno.realPath(join(root, name))]);
    if (!path.startsWith(base.endsWith(sep) ? base : base + sep)) throw none();
    return path;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw none();
  }
}

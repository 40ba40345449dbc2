/** Python for tests that compare with libraries of PyPI. */
import { createHash } from "node:crypto";
import { join } from "node:path";

/** Characters of a folder's name at most; longer lists are named by their digest. */
const MOST_NAME = 200;
const CACHE = join(import.meta.dirname!, "..", ".cache", "python");

/**
 * Runs a script of Python that can import packages, such as "gguf==0.19.0 numpy==2.4.6", which are installed once, without what
 * they depend on. Throws where it cannot be installed, or the script fails: such a test is never passed over.
 */
export async function runPython(requirement: string, script: string, ...args: string[]): Promise<string> {
  const path = await pythonPackages(requirement);
  return await output([script, ...args], { PYTHONPATH: path, TOKENIZERS_PARALLELISM: "false" });
}

/** The folder that packages are in, which are installed there once. */
export async function pythonPackages(requirement: string): Promise<string> {
  const name = requirement.replace(/==| /g, "-");
  const digest = createHash("sha256").update(requirement).digest("hex").slice(0, 16);
  const folder = join(CACHE, name.length <= MOST_NAME ? name : `${name.split("-", 2).join("-")}-${digest}`);
  if (await Deno.stat(folder).then(() => true, () => false)) return folder;
  await Deno.mkdir(CACHE, { recursive: true });
  const unfinished = await Deno.makeTempDir({ dir: CACHE });
  try {
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--root-user-action", "ignore"];
    await output(["-m", "pip", "install", ...options, "--target", unfinished, ...requirement.split(" ")]);
    await Deno.rename(unfinished, folder).catch((error) => {
      // Another test was quicker.
      if (!/not empty/i.test(String(error))) throw error;
    });
  } finally {
    await Deno.remove(unfinished, { recursive: true }).catch(() => {});
  }
  return folder;
}

async function output(args: string[], env: Record<string, string> = {}): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("python3", { args, env }).output();
  if (success) return new TextDecoder().decode(stdout);
  throw new Error(`python3 ${args.join(" ")}: ${new TextDecoder().decode(stderr).trim()}`);
}

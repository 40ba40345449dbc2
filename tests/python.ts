/** Python for tests that compare with libraries of PyPI. */
import { join } from "node:path";

const CACHE = join(import.meta.dirname!, "..", ".cache", "python");

/**
 * Runs a script of Python that can import a package, such as "tokenizers==0.23.3", which is installed once, without what it
 * depends on. Throws where it cannot be installed, or the script fails: such a test is never passed over.
 */
export async function runPython(requirement: string, script: string, ...args: string[]): Promise<string> {
  const path = await installed(requirement);
  return await output([script, ...args], { PYTHONPATH: path, TOKENIZERS_PARALLELISM: "false" });
}

async function installed(requirement: string): Promise<string> {
  const folder = join(CACHE, requirement.replace("==", "-"));
  if (await Deno.stat(folder).then(() => true, () => false)) return folder;
  await Deno.mkdir(CACHE, { recursive: true });
  const unfinished = await Deno.makeTempDir({ dir: CACHE });
  try {
    const options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--root-user-action", "ignore"];
    await output(["-m", "pip", "install", ...options, "--target", unfinished, requirement]);
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

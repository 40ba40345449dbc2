import { join } from "node:path";

const ROOT = join(import.meta.dirname!, "..");

/** Runs `deno bundle` in the source tree. */
export async function runBundler(
  args: readonly string[],
  platform: "deno" | "browser" = "deno",
): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", "--quiet", "--platform", platform, ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`deno bundle failed: ${new TextDecoder().decode(stderr).trim()}`);
}

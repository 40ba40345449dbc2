/** Variables of the stack: those of the environment, over those of a file of secrets, which is made once. */
import { randomBytes } from "node:crypto";
import { atomicWrite, isFile } from "../../src/base/files.ts";

const MADE = ["ADMIN_TOKEN", "STORE_SECRET", "REDIS_PASSWORD"];
/** Everything is on this machine's own loopback. */
const LOCAL = { BIND: "127.0.0.1", REDIS_HOST: "127.0.0.1", STORE_HOST: "127.0.0.1", STORE_KEY: "ascii-gen" };

export async function variablesOf(
  path: string,
  environment: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  if (!await isFile(path)) {
    await atomicWrite(path, MADE.map((name) => `${name}=${randomBytes(24).toString("hex")}\n`).join(""));
    await Deno.chmod(path, 0o600);
  }
  const lines = (await Deno.readTextFile(path)).split("\n");
  const kept = lines.flatMap((line) => {
    const [, name, value] = /^\s*([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value!.trim().replace(/^(["'])(.*)\1$/, "$2")] as const];
  });
  return { ...LOCAL, ...Object.fromEntries(kept), ...environment };
}

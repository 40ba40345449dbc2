/** Kills processes at random. */
import { join } from "node:path";
import type { Random } from "../../../src/base/random.ts";
import { startChild } from "../../../src/base/child.ts";

/** Starts a script until it ends by itself, and kills it with SIGKILL so many times first, some time after it has begun. */
export async function surviving(
  script: string,
  words: readonly string[],
  { kills, longestMs, random }: { kills: number; longestMs: number; random: Random },
): Promise<{ killed: number; errors: string[] }> {
  const program = { command: Deno.execPath(), args: ["run", "-q", "-A", "--no-check", script] };
  const errors: string[] = [];
  for (let killed = 0;;) {
    const child = startChild(program, words, {
      output(line) {
        if (line === "begun" && killed < kills) setTimeout(() => child.kill(), random.next() * longestMs);
      },
      error: (line) => void errors.push(line),
    });
    const { code, signal } = await child.ended;
    if (signal === null) {
      if (code !== 0) errors.push(`exit code ${code}`);
      return { killed, errors };
    }
    killed++;
  }
}

/** Names of a folder's files with their bytes as text, those of `names`. */
export async function contents(folder: string, names: readonly string[]): Promise<Record<string, string>> {
  const files = names.map(async (name) => [name, await Deno.readTextFile(join(folder, name))] as const);
  return Object.fromEntries(await Promise.all(files));
}

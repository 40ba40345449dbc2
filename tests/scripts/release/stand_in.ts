/** An executable so small that packages of it are made at once. */
import { join } from "node:path";
import type { Contents } from "../../../scripts/release/contents.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

/** Writes a program that prints its arguments, and says what accompanies it. */
export async function standIn(folder: string): Promise<Contents> {
  const executable = join(folder, "stand-in");
  await Deno.writeTextFile(executable, '#!/bin/sh\necho "$ASCII_GEN_GPU: $*"\n', { mode: 0o700 });
  return {
    executable,
    licence: bytes("MIT\n"),
    pictures: bytes("pictures\n"),
    software: bytes("software\n"),
    manual: bytes('.TH "ASCII\\-GEN" "1"\n'),
    completions: { bash: bytes("# bash\n"), zsh: bytes("#compdef\n"), fish: bytes("# fish\n") },
  };
}

/** Does something in a temporary folder, which is removed. */
export async function inFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Runs a program in a folder; gives its exit code and all that it prints. */
export async function runIn(
  program: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<{ code: number; text: string }> {
  const { code, stdout, stderr } = await new Deno.Command(program, { args, cwd, env }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** What every package of the executable brings, as the executable itself prints it. */
import { join } from "node:path";
import { notices } from "../notices.ts";
import { outputOf } from "../programs.ts";

const ROOT = join(import.meta.dirname!, "..", "..");

type Bytes = Uint8Array<ArrayBuffer>;

/** The executable and what accompanies it. */
export interface Contents {
  /** Path of the executable. */
  executable: string;
  licence: Bytes;
  /** Whose pictures the model learned from. */
  pictures: Bytes;
  /** Licences of the software inside. */
  software: Bytes;
  /** Manual page, in roff. */
  manual: Bytes;
  completions: Record<"bash" | "zsh" | "fish", Bytes>;
}

/** Asks an executable of this platform for all of it. */
export async function contentsOf(executable: string): Promise<Contents> {
  const ask = (...args: string[]) => outputOf(executable, args);
  return {
    executable,
    licence: await Deno.readFile(join(ROOT, "LICENSE")),
    pictures: await ask("info", "--licenses"),
    software: new TextEncoder().encode(await notices()),
    manual: await ask("man"),
    completions: {
      bash: await ask("completions", "bash"),
      zsh: await ask("completions", "zsh"),
      fish: await ask("completions", "fish"),
    },
  };
}

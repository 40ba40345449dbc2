import { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import { writeOut } from "../terminal.ts";

/** `ascii-gen version`. */
export function command(): Command {
  const version = new Command("ascii-gen version");
  return version.description("Prints the version.").usage("[options]").argument("[words...]").action(
    (words: string[]) => {
      if (words.length > 0) {
        const prompt = ["version", ...words].join(" ");
        throw new UserError("usage", `version prints the version; to draw, say: ascii-gen gen ${prompt}`);
      }
      writeOut(`${version.version()}\n`);
    },
  );
}

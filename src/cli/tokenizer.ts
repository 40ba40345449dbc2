import { Command } from "commander";
import { UserError } from "../base/errors.ts";
import { keepNeeded } from "./permissions.ts";
import { decodeCommand, encodeCommand } from "./tokenizer/encode.ts";
import { showCommand, statsCommand } from "./tokenizer/stats.ts";
import { trainCommand } from "./tokenizer/train.ts";

/** `ascii-gen tokenizer`: fits tokenizers to texts, and shows what they do. */
export function command(): Command {
  const makers = [trainCommand, encodeCommand, decodeCommand, statsCommand, showCommand];
  const tokenizer = new Command("ascii-gen tokenizer")
    .description(
      "Fits tokenizers to texts, and shows how they cut texts.",
    );
  for (const make of makers) tokenizer.addCommand(make());
  tokenizer.allowExcessArguments().action(() => {
    const names = tokenizer.commands.map((each) => each.name()).join(", ");
    const [word] = tokenizer.args;
    const said = word === undefined ? "say what to do" : `there is no ${JSON.stringify(word)}`;
    throw new UserError("usage", `tokenizer: ${said}, one of ${names}`);
  });
  tokenizer.hook("preAction", (_, action) => keepNeeded(`tokenizer ${action.name()}`));
  return tokenizer;
}

import { UserError } from "../../base/errors.ts";
import { isFile } from "../../base/files.ts";
import { nearestCommand } from "../command_names.ts";

const PICTURE = /\.(avif|bmp|gif|heic|ico|jfif|jpe?g|png|svg|tiff?|webp)$/i;

/** Throws a UserError of kind "usage" that says what to do with a file where a prompt is, or ends with, the name of one. */
export async function refuseFile(prompt: string): Promise<void> {
  if (PICTURE.test(prompt)) {
    const words = prompt.split(" "), last = words.at(-1)!;
    const command = words.length > 1 ? nearestCommand(words[0]!) : undefined;
    if (command !== undefined) {
      const line = [command, ...words.slice(1)].join(" ");
      throw new UserError("usage", `"${words[0]}" is no command: did you mean "ascii-gen ${line}"?`);
    }
    const name = inShell(!await isFile(prompt) && await isFile(last) ? last : prompt);
    throw new UserError(
      "usage",
      `${name} is the name of a picture: "ascii-gen image ${name}" turns it into ASCII art, ` +
        `"ascii-gen --from ${name}" has the model draw it`,
    );
  }
  // A file may be called "cat"; a dot or a slash tells that a file is meant.
  if (/[./\\]/.test(prompt) && await isFile(prompt)) {
    const name = inShell(prompt);
    throw new UserError(
      "usage",
      `${name} is a file: if it is a picture, "ascii-gen image ${name}" turns it into ASCII art; ` +
        `if it has a prompt a line, "ascii-gen - < ${name}" draws them`,
    );
  }
}

/** A name as it is typed in a shell. */
const inShell = (name: string): string =>
  /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;

import { UserError } from "../../base/errors.ts";

const PICTURE = /\.(avif|bmp|gif|heic|ico|jfif|jpe?g|png|svg|tiff?|webp)$/i;

/** Throws a UserError of kind "usage" that says what to do with a file where a prompt is the name of one. */
export async function refuseFile(prompt: string): Promise<void> {
  const name = /^[\w./-]+$/.test(prompt) ? prompt : JSON.stringify(prompt);
  if (PICTURE.test(prompt)) {
    throw new UserError(
      "usage",
      `${name} is the name of a picture: "ascii-gen image ${name}" turns it into ASCII art, ` +
        `"ascii-gen --from ${name}" has the model draw it`,
    );
  }
  // A file may be called "cat"; a dot or a slash tells that a file is meant.
  if (/[./\\]/.test(prompt) && await isFile(prompt)) {
    throw new UserError(
      "usage",
      `${name} is a file: if it is a picture, "ascii-gen image ${name}" turns it into ASCII art; ` +
        `if it has a prompt a line, "ascii-gen - < ${name}" draws them`,
    );
  }
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((info) => info.isFile, () => false);
}

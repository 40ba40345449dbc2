/** `deno task studio`: the page that `ascii-gen serve` hands out, in a folder. */
import { Command } from "commander";
import { join } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { buildStudio, sizes } from "./studio/build.ts";

const ROOT = join(import.meta.dirname!, "..");

if (import.meta.main) {
  const command = new Command("studio")
    .description("Builds the studio, the page of the service.")
    .option("--output <folder>", "where", join(ROOT, "dist", "studio"));
  const { output } = command.parse(Deno.args, { from: "user" }).opts<{ output: string }>();
  try {
    const site = await buildStudio();
    await Deno.remove(output, { recursive: true }).catch(() => {});
    await Deno.mkdir(output, { recursive: true });
    for (const [name, bytes] of site) await Deno.writeFile(join(output, name), bytes);
    for (const [name, size] of sizes(site)) writeErrorLine(`studio: ${name}, ${size} bytes with gzip`);
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`studio: ${line}`);
    Deno.exit(code);
  }
}

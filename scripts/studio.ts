/** `deno task studio`: the studio as a folder for any web host, or the page that `ascii-gen serve` hands out. */
import { Command } from "commander";
import { join } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { buildStudio, sizes } from "./studio/build.ts";
import { buildStatic, WEIGHTS } from "./studio/static.ts";

const ROOT = join(import.meta.dirname!, "..");

if (import.meta.main) {
  const command = new Command("studio")
    .description("Builds the studio for any web host: it draws in the page (docs/studio-static.md).")
    .option("--service", "the page of the service instead, which the service draws for")
    .option("--model <folder>", "the model that draws, in float16", WEIGHTS)
    .option("--output <folder>", "where; dist/studio, or dist/studio-service, unless told otherwise");
  const { model, service, output = join(ROOT, "dist", service ? "studio-service" : "studio") } = command
    .parse(Deno.args, { from: "user" }).opts<{ output?: string; model: string; service?: true }>();
  try {
    const site = service ? await buildStudio() : await buildStatic(model);
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

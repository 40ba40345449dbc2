/** The entry: finds the command, loads that one module and no other, and turns every failure into one line. */
import type { Command } from "commander";
import { UserError } from "./src/errors.ts";
import { describeError } from "./src/cli/errors.ts";
import { writeErrorLine, writeOut } from "./src/cli/terminal.ts";
import manifest from "./deno.json" with { type: "json" };

interface CommandModule {
  command(): Command;
}

/** Commands of the workshop need training code and data packages, which the compiled binary leaves out. */
const WORKSHOP = ["data", "train", "export", "eval"];

function loadCommand(name: string): Promise<CommandModule> {
  if (name === "gen") return import("./src/cli/gen.ts");
  if (name === "info") return import("./src/cli/info.ts");
  if (Deno.build.standalone) {
    throw new UserError(
      "usage",
      `${name} is not part of the binary: run "deno task ${name}" in the source tree`,
    );
  }
  // A computed specifier keeps the module out of the compiled binary.
  return import(new URL(`./src/cli/${name}.ts`, import.meta.url).href);
}

/** Makes a command throw instead of exiting, and print nothing on failure itself. */
function tame(command: Command): Command {
  command.exitOverride().configureOutput({ writeOut, writeErr: () => {}, outputError: () => {} });
  command.commands.forEach(tame);
  return command;
}

async function run(args: string[]): Promise<void> {
  const [first = ""] = args;
  if (first === "--version" || first === "-V") return writeOut(`${manifest.version}\n`);
  const named = ["gen", "info", ...WORKSHOP].includes(first);
  const { command } = await loadCommand(named ? first : "gen");
  await tame(command()).parseAsync(named ? args.slice(1) : args, { from: "user" });
}

async function main(args: string[]): Promise<number> {
  try {
    await run(args);
    return Deno.exitCode; // a command that was interrupted sets it
  } catch (error) {
    const { line, code } = describeError(error);
    if (line !== "") writeErrorLine(`ascii-gen: ${line}`);
    if (code === 1 && !Deno.build.standalone && Deno.env.has("ASCII_GEN_DEBUG")) console.error(error);
    return code;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));

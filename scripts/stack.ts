/**
 * `deno task stack up|down|restart|status`: the services of compose.yaml on this machine without containers, by the same
 * commands. Ports, folders and the like are variables, as there. It needs redis-server and versitygw; docs/production.md
 * tells more.
 */
import { Command } from "commander";
import { join } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { tableSpans } from "../src/cli/table.ts";
import { writeErrorLine, writeOut, writeSpans } from "../src/cli/terminal.ts";
import { openStack, type Stack } from "./stack/stack.ts";

/** What `go install` made for this tree is found too. */
const PROGRAMS = join(import.meta.dirname!, "..", ".cache", "go", "bin");

const told = (line: string) => writeErrorLine(`stack: ${line}`);

function command(name: string, text: string, work: (stack: Stack) => Promise<void>): Command {
  return new Command(name).description(text)
    .option(
      "--folder <folder>",
      "where all is kept: logs, ids of processes, secrets, volumes",
      ".ascii-gen/stack",
    )
    .action(async ({ folder }: { folder: string }) => {
      const environment = { ...Deno.env.toObject() };
      Deno.env.set("PATH", `${environment["PATH"] ?? ""}:${PROGRAMS}`);
      await work(await openStack(join(Deno.cwd(), folder), environment));
    });
}

async function up(stack: Stack): Promise<void> {
  await stack.up(told);
  told("its token is ADMIN_TOKEN of the file env in its folder");
  writeOut(`http://127.0.0.1:${stack.variables["PORT"] ?? "8080"}\n`);
}

const program = new Command("stack")
  .description("The services of compose.yaml on this machine, without containers.")
  .addCommand(command("up", "start what does not run; wait until it is ready", up))
  .addCommand(command("down", "end all", (stack) => stack.down(told)))
  .addCommand(command("restart", "end all, and start it again", async (stack) => {
    await stack.down(told);
    await up(stack);
  }))
  .addCommand(command("status", "tell what runs", async (stack) => {
    const all = await stack.status();
    writeSpans(tableSpans({
      columns: ["service", "state", "process", "log"],
      rows: all.map(({ name, state, pid, log }) => [name, state, String(pid ?? "–"), log]),
    }));
  }));

if (import.meta.main) {
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    const { line, code } = describeError(error);
    if (line !== "") writeErrorLine(line, "error");
    Deno.exitCode = code;
  }
}

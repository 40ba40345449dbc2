/** `npx ascii-gen`: the commands that need no training code, on Node.js. */
import { COMMANDS, creatorOf } from "../../src/cli/commands.ts";
import { runProgram } from "../../src/cli/program.ts";
import manifest from "../../deno.json" with { type: "json" };

const create = creatorOf({ ...COMMANDS, help: () => import("../../src/cli/about/help.ts") });
Deno.exit(await runProgram(Deno.args, manifest.version, create));

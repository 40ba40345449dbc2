import assert from "node:assert/strict";
import { Argument, Command, Option } from "commander";
import { createCommand } from "../../../src/cli/commands.ts";
import { bash, fish, zsh } from "../../../src/cli/about/completions.ts";
import { type CommandDefinition, describe, loadDefinitions } from "../../../src/cli/about/definitions.ts";

const toy: CommandDefinition[] = [
  describe(
    "gen",
    new Command("toy").description("Draws: it's [all]").option("-w, --width <n>", "how wide").option(
      "--file <file>",
    )
      .addOption(new Option("--kind <kind>", "what kind").choices(["a", "b"])).option("--loud"),
  ),
  describe("read", new Command("read").addArgument(new Argument("<shell>", "which").choices(["one", "two"]))),
];

/** What bash completes the last of these words to. */
async function complete(script: string, ...words: string[]): Promise<string[]> {
  const ask =
    'eval "$SCRIPT"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _ascii_gen; printf "%s\\n" "${COMPREPLY[@]}"';
  const { stdout, stderr } = await new Deno.Command("bash", {
    args: ["--norc", "-c", ask, "bash", ...words],
    env: { SCRIPT: script },
    cwd: import.meta.dirname!,
  }).output();
  assert.equal(new TextDecoder().decode(stderr), "");
  return new TextDecoder().decode(stdout).split("\n").filter((line) => line !== "").sort();
}

Deno.test("bash() completes commands, options, their values, and files", async () => {
  const script = bash(toy);
  assert.deepEqual(
    await complete(script, "ascii-gen", ""),
    ["--file", "--help", "--kind", "--loud", "--width", "-h", "-w", "gen", "read"].sort(),
  );
  assert.deepEqual(await complete(script, "ascii-gen", "re"), ["read"]);
  assert.deepEqual(await complete(script, "ascii-gen", "cat", "re"), []);
  assert.deepEqual(await complete(script, "ascii-gen", "cat", "--ki"), ["--kind"]);
  assert.deepEqual(await complete(script, "ascii-gen", "cat", "--kind", ""), ["a", "b"]);
  assert.deepEqual(await complete(script, "ascii-gen", "gen", "--kind", "b"), ["b"]);
  assert.deepEqual(await complete(script, "ascii-gen", "cat", "--width", ""), []);
  assert.deepEqual(await complete(script, "ascii-gen", "cat", "--file", "completions.t"), [
    "completions.test.ts",
  ]);
  assert.deepEqual(await complete(script, "ascii-gen", "read", ""), ["--help", "-h", "one", "two"].sort());
  assert.deepEqual(await complete(script, "ascii-gen", "read", "--kind", "a"), []);
});

Deno.test("completions give words that can be drawn, by the command itself", async () => {
  const definitions = await loadDefinitions(createCommand);
  const folder = await Deno.makeTempDir();
  try {
    const program = `${folder}/ascii-gen`;
    await Deno.writeTextFile(
      program,
      '#!/bin/sh\n[ "$1 $2 $3" = "labels --complete girafe" ] && echo giraffe\n',
      {
        mode: 0o755,
      },
    );
    assert.deepEqual(await complete(bash(definitions), program, "girafe"), ["giraffe"]);
    assert.deepEqual(await complete(bash(definitions), program, "--width", "9", "a", "girafe"), ["giraffe"]);
    assert.deepEqual(await complete(bash(definitions), program, "info", "girafe"), []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  assert.match(zsh(definitions), /'\*:prompt:_ascii-gen_words'/);
  assert.match(
    fish(definitions),
    /-f -a '\(ascii-gen labels --complete \(commandline -ct\) 2>\/dev\/null\)'/,
  );
});

Deno.test("zsh() and fish() quote descriptions and list values", () => {
  assert.match(zsh(toy), /'--kind\[what kind\]:kind:\(a b\)'/);
  assert.match(zsh(toy), /'--file\[\]:file:_files'/);
  assert.match(zsh(toy), /gen\\:"Draws\\: it'\\''s \\\[all\\\]"/);
  assert.match(fish(toy), /-n '__fish_use_subcommand' -f -a gen -d 'Draws: it\\'s \[all\]'\n/);
  assert.match(fish(toy), /-n 'not __fish_seen_subcommand_from read' -l kind -x -a 'a b' -d 'what kind'\n/);
  assert.match(fish(toy), /-n '__fish_seen_subcommand_from read' -f -a 'one two'\n/);
});

Deno.test("completions know every option of every command", async () => {
  const definitions = await loadDefinitions(createCommand);
  const scripts = [bash(definitions), zsh(definitions), fish(definitions).replaceAll("-l ", "--")];
  for (const { name, options } of definitions) {
    for (const script of scripts) {
      assert.ok(script.includes(name));
      for (
        const option of options.flatMap(({ names }) => names).filter((option) => option.startsWith("--"))
      ) {
        assert.ok(script.includes(option), option);
      }
    }
  }
});

import assert from "node:assert/strict";
import { powersOf } from "./powers.ts";

const names = (text: string) => powersOf(text).map(({ by }) => by);

Deno.test("powersOf() finds the ways to end the process, to use the terminal and the environment", () => {
  assert.deepEqual(powersOf("Deno.exit(1);\nconsole.log(Deno.env.get('HOME'));"), [
    { power: "ends the process", by: "Deno.exit" },
    { power: "uses the terminal", by: "console.log" },
    { power: "uses the environment", by: "Deno.env" },
  ]);
  for (
    const [text, by] of [
      ["Deno.exitCode ||= 1;", "Deno.exitCode"],
      ['Deno.addSignalListener("SIGINT", stop);', "Deno.addSignalListener"],
      ["const rows = Deno.consoleSize().rows;", "Deno.consoleSize"],
      ["await Deno.stdin.read(bytes);", "Deno.stdin"],
      ["f`${Deno.args}`;", "Deno.args"],
      ["process.exitCode = 2;", "process.exitCode"],
      ["process.stdout.write(text);", "process.stdout"],
      ["const path = process.env['PATH'];", "process.env"],
      ['Deno["exit"]();', "Deno.exit"],
      ["globalThis.Deno?.stderr.writeSync(bytes);", "Deno.stderr"],
      ['globalThis["console"].error(text);', "console.error"],
      ["const { exit: end } = Deno;", "Deno.exit"],
      ["const { cwd, ...others } = Deno;", "Deno"],
      ["const world = globalThis.Deno;", "Deno"],
      ['import { exit } from "node:process";', "node:process"],
      ['export * from "node:tty";', "node:tty"],
      ['const { createInterface } = await import("node:readline");', "node:readline"],
    ] as const
  ) {
    assert.deepEqual(names(text), [by], text);
  }
});

Deno.test("powersOf() finds nothing in what is no power, in comments and in texts", () => {
  for (
    const text of [
      "const text = Deno.readTextFileSync(path), { os } = Deno.build;",
      "// Deno.exit(1) ends the process\nconst a = 'console.log', b = `Deno.env ${c} Deno.stdout`;",
      "const { stdout } = await new Deno.Command(path, { env: {} }).output();",
      "for (const { env } of options) run(env, other.console, other.exit());",
      "type Signal = Deno.Signal;",
      'import { cpus } from "node:os";',
    ]
  ) {
    assert.deepEqual(names(text), [], text);
  }
});

import assert from "node:assert/strict";
import { Command, Option } from "commander";
import { createCommand } from "../../../src/cli/commands.ts";
import { describe, loadDefinitions } from "../../../src/cli/about/definitions.ts";
import { EXIT_CODES } from "../../../src/cli/errors.ts";
import { manualPage } from "../../../src/cli/about/man.ts";

Deno.test("manualPage() tells of an option by its group, its values and its default", () => {
  const command = new Command("toy").description(".dots and \\slashes\n'quotes").optionsGroup("Odd ones:")
    .addOption(new Option("-k, --kind-of <name>", "what kind").choices(["a", "b"]).default("a"));
  const page = manualPage([describe("gen", command)]);
  assert.match(
    page,
    /^\.SS Odd ones\n\.TP\n\.B \\-k, \\-\\-kind\\-of <name>\nwhat kind \(one of a, b; default a\)$/m,
  );
  assert.match(page, /^\\&\.dots and \\eslashes\n\\&'quotes$/m);
});

Deno.test("manualPage() knows every option, command and exit code", async () => {
  const definitions = await loadDefinitions(createCommand);
  const page = manualPage(definitions);
  for (const { name, options } of definitions.slice(1)) {
    assert.ok(page.includes(`\n.SS ${name.replaceAll("-", "\\-")}\n`), name);
    for (const { names } of options) assert.ok(page.includes(names.join(", ").replaceAll("-", "\\-")));
  }
  for (const { names } of definitions[0]!.options) {
    assert.ok(page.includes(`\n.B ${names.join(", ").replaceAll("-", "\\-")}`), names.join());
  }
  for (const code of Object.values(EXIT_CODES)) assert.match(page, new RegExp(`^\\.B ${code}$`, "m"));
  // Control lines are those of the macros used here.
  const macros = new Set(
    page.split("\n").filter((line) => /^[.']/.test(line)).map((line) => line.split(" ")[0]),
  );
  assert.deepEqual([...macros].sort(), [".B", ".PP", ".SH", ".SS", ".TH", ".TP"]);
});

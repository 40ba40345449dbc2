import assert from "node:assert/strict";
import { nearestCommand } from "../../src/cli/command_names.ts";
import { COMMANDS, createCommand } from "../../src/cli/commands.ts";

Deno.test("nearestCommand() finds a command that is one slip away, and no other", () => {
  const slips = ["lables", "labels", "label", "labelss", "labeels", "inof", "infos", "trian", "completion"];
  assert.deepEqual(slips.map(nearestCommand), [
    ...["labels", undefined, undefined, "labels", "labels"],
    ...["info", "info", "train", "completions"],
  ]);
  for (const word of ["cat", "men", "gem", "table", "", "constructor"]) {
    assert.equal(nearestCommand(word), undefined, word);
  }
});

Deno.test("every command loads and describes itself", async () => {
  for (const [name, load] of Object.entries(COMMANDS)) {
    const { command } = await load();
    assert.notEqual((await command(createCommand)).description(), "", name);
  }
});

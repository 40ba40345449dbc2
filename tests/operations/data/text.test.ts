import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { runTool } from "../../../src/data/text/samples/packages.ts";
import { sampleTexts } from "../../../src/operations/data/text.ts";
import { inFolder } from "../../data/text/made.ts";

Deno.test("a text that is there is left alone, and told with its licence", async () => {
  await inFolder({ "jane-austen.txt": "Emma", "devil.txt": "PREFACE" }, async (out) => {
    const log: string[] = [];
    const context = { ...quietly, log: (line: string) => void log.push(line) };
    const [novels] = await sampleTexts({ out }, context);
    assert.deepEqual([novels?.name, novels?.path, novels?.bytes], [
      "jane-austen",
      join(out, "jane-austen.txt"),
      4,
    ]);
    assert.match(novels!.licence, /public domain/);
    assert.deepEqual(
      (await sampleTexts({ out, names: ["devil", "jane-austen"] }, context)).map(({ bytes }) => bytes),
      [
        ...[7, 4],
      ],
    );
    assert.deepEqual(log, []);
  });
});

Deno.test("a text that there is not is refused before any is fetched, and a stop is heard", async () => {
  await inFolder({}, async (out) => {
    await assert.rejects(sampleTexts({ out, names: ["devil", "shakespeare"] }, quietly), (error) => {
      assert.ok(error instanceof UserError && error.kind === "usage");
      assert.match(error.message, /there is no text "shakespeare", only jane-austen, bible-kjv, /);
      return true;
    });
    const signal = AbortSignal.abort();
    await assert.rejects(sampleTexts({ out }, { ...quietly, signal }), (error) => error === signal.reason);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(out)), []);
  });
});

Deno.test("a program that is missing, or fails, is told in a line with what would help", async () => {
  const missing = runTool("no-such-program-here", [], ".", "this takes a Debian");
  await assert.rejects(missing, (error) => error instanceof UserError && error.kind === "environment");
  const script = "console.error('W: a warning\\nE: no such package\\nmore'); Deno.exit(3)";
  await assert.rejects(runTool(Deno.execPath(), ["eval", script], ".", "", "; try again"), (error) => {
    assert.ok(error instanceof UserError && error.kind === "io");
    assert.match(error.message, /failed: E: no such package; try again$/);
    return true;
  });
  const told = await runTool(Deno.execPath(), ["eval", "console.log('here')"], ".", "");
  assert.equal(new TextDecoder().decode(told), "here\n");
});

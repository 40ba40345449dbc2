import assert from "node:assert/strict";
import { cowsay, readCow } from "../../../src/data/sources/cowsay.ts";
import { collect, withFiles } from "./collect.ts";

const COW = [
  "## A made-up beast",
  '$eyes = "@@" unless ($eyes);',
  "$eye = chop($eyes);",
  "$the_cow = <<EOC;",
  "   $thoughts",
  "    $thoughts  /\\\\__/\\\\",
  "       ( ${eye} $eye )",
  "        \\\\ $tongue /  \\@ \\$5",
  "EOC",
].join("\n");

Deno.test("readCow() fills in the eyes, leaves the trail out, and undoes Perl's escapes", () => {
  assert.deepEqual(readCow(COW).split("\n").map((line) => line.trimEnd()), [
    ...["", "       /\\__/\\", "       ( o o )", "        \\    /  @ $5", ""],
  ]);
});

Deno.test("cowsay() reads a folder of cow files, and those of the package", async () => {
  await withFiles({ "tall-beast.cow": COW, "broken.cow": "# nothing" }, async (folder) => {
    const { findings, problems } = await collect(cowsay({ path: folder }));
    assert.deepEqual(findings.map(({ labels }) => labels), [["tall beast"]]);
    assert.deepEqual(problems, ["broken.cow: line 1 sets no $the_cow to a text"]);
  });
  const { findings } = await collect(cowsay());
  assert.ok(findings.length > 100);
  assert.equal(new Set(findings.map(({ sourceId }) => sourceId)).size, findings.length);
  const tux = findings.find(({ title }) => title === "tux.cow");
  assert.deepEqual([tux?.labels, tux?.licence], [["tux"], "MIT"]);
});

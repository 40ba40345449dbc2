import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { records } from "../../../src/data/sources/records.ts";
import { collect, withFiles } from "./collect.ts";

const CAT = "=^.^=\n(   )";

Deno.test("records() reads JSON Lines and goes on after a bad line", () => {
  const rows = [
    JSON.stringify({ id: 7, art: CAT, tags: ["cat", "pet"], artist: "me", license: "CC0-1.0" }),
    "{ broken",
    JSON.stringify({ art: "" }),
    JSON.stringify({ art: `${CAT}!`, tags: "dog, animal" }),
  ];
  return withFiles({ "pieces.jsonl": rows.join("\n") }, async (folder) => {
    const { findings, problems } = await collect(records({ path: `${folder}/pieces.jsonl` }));
    const [first, second] = findings;
    assert.equal(first?.sourceId, "pieces.jsonl#7");
    assert.deepEqual([first.art, first.labels, first.author, first.licence], [
      ...[CAT, ["cat", "pet"], "me", "CC0-1.0"],
    ]);
    assert.deepEqual(second?.labels, ["dog", "animal"]);
    assert.deepEqual(problems, [
      "pieces.jsonl:2: is no JSON object on one line",
      'pieces.jsonl:3: has nothing in "art"',
    ]);
  });
});

Deno.test("records() reads CSV with line breaks in quotes, by the columns that are named", () =>
  withFiles({
    "pieces.csv": `\uFEFFDrawing,What\r\n"${CAT}",cat\r\n"a ""b""\nc",dog\r\n`,
    "pieces.tsv": `art\tlabel\n"${CAT}"\tcat\n`,
  }, async (folder) => {
    const columns = { art: "drawing", labels: "what" };
    const { findings } = await collect(records({ path: `${folder}/pieces.csv`, columns }));
    assert.deepEqual(findings.map(({ art, labels }) => [art, labels]), [[CAT, ["cat"]], ['a "b"\nc', [
      "dog",
    ]]]);
    const tabs = await collect(records({ path: `${folder}/pieces.tsv` }));
    assert.deepEqual(tabs.findings.map(({ art, labels }) => [art, labels]), [[CAT, ["cat"]]]);
  }));

Deno.test("records() says which column is missing, and when a file is missing or of another kind", () =>
  withFiles({ "a.csv": "one,two\n1,2\n" }, async (folder) => {
    const fails = (path: string, kind: string, pattern: RegExp, columns = {}) =>
      assert.rejects(
        async () => await collect(records({ path, columns })),
        (error) => error instanceof UserError && error.kind === kind && pattern.test(error.message),
      );
    await fails(`${folder}/a.csv`, "input", /no column for the art; it has one, two/);
    await fails(`${folder}/a.csv`, "input", /no column "three"/, { art: "one", title: "three" });
    await fails(`${folder}/none.csv`, "io", /cannot read/);
    await fails(`${folder}/none.jsonl`, "io", /cannot read/);
    await fails(`${folder}/a.xlsx`, "usage", /no file of records/);
  }));

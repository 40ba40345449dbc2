import assert from "node:assert/strict";
import { UserError } from "../../../src/errors.ts";
import { files } from "../../../src/corpus/sources/files.ts";
import { collect, withFiles } from "./collect.ts";

const HOUSE = " /\\\n/__\\\n|__|";

Deno.test("files() reads a folder with its subfolders by name, and names pieces lastingly", () =>
  withFiles({
    "house.txt": HOUSE,
    "animals/Sitting-Cat_02.asc": "=^.^=\n(   )",
    "picture.png": "not art",
    "blocks.nfo": new Uint8Array([0xdb, 0xdb, 13, 10, 0xdb, 0xdb]),
    "nothing.txt": new Uint8Array([0, 1, 2, 3]),
  }, async (folder) => {
    const { findings, problems } = await collect(files({ path: folder }));
    assert.deepEqual(findings.map(({ title, labels }) => [title, labels]), [
      ["Sitting-Cat_02.asc", ["sitting cat", "animals"]],
      ["blocks.nfo", ["blocks"]],
      ["house.txt", ["house"]],
    ]);
    assert.equal(findings[2]!.art, HOUSE);
    assert.doesNotMatch(findings[1]!.art, /\uFFFD/);
    assert.deepEqual(problems, ["nothing.txt: is no text"]);
    const again = await collect(files({ path: folder }));
    assert.deepEqual(again.findings, findings);
    const known = new Set(findings.map(({ sourceId }) => sourceId));
    assert.deepEqual((await collect(files({ path: folder }), known)).findings, []);
  }));

Deno.test("files() reads one file whatever its name, and says when there is none", () =>
  withFiles({ "house.xyz": HOUSE }, async (folder) => {
    const { findings } = await collect(files({ path: `${folder}/house.xyz` }));
    assert.deepEqual(findings.map(({ art }) => art), [HOUSE]);
    await assert.rejects(
      collect(files({ path: `${folder}/none` })),
      (error) => error instanceof UserError && error.kind === "io" && /no such file/.test(error.message),
    );
  }));

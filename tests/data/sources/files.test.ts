import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { files } from "../../../src/data/sources/files.ts";
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

Deno.test("files() names a piece by its file and folder, and not by a split", () =>
  withFiles(
    { "train/cat/01.txt": HOUSE, "dog/test/02.ascii": HOUSE, "validation/03.txt": HOUSE },
    async (folder) => {
      const { findings } = await collect(files({ path: folder }));
      assert.deepEqual(findings.map(({ labels }) => labels), [["dog"], ["cat"], []]);
    },
  ));

Deno.test("files() refuses pipes, devices and huge files in one line each", {
  ignore: Deno.build.os === "windows",
}, () =>
  withFiles({ "house.txt": HOUSE }, async (folder) => {
    await new Deno.Command("mkfifo", { args: [`${folder}/a.txt`] }).output();
    await Deno.symlink("/dev/zero", `${folder}/b.txt`);
    using huge = await Deno.create(`${folder}/c.txt`);
    await huge.truncate(2 ** 34);
    const { findings, problems } = await collect(files({ path: folder }));
    assert.deepEqual(findings.map(({ title }) => title), ["house.txt"]);
    assert.equal(problems.length, 3);
    for (
      const [i, reason] of [/is not a file/, /is not a file/, /17179869184 bytes; at most/].entries()
    ) {
      assert.match(problems[i]!, reason);
    }
    for (const path of ["/dev/zero", `${folder}/a.txt`]) {
      await assert.rejects(
        collect(files({ path })),
        (error) => error instanceof UserError && error.kind === "io",
      );
    }
  }));

import assert from "node:assert/strict";
import { join } from "node:path";
import type { Artwork } from "../../../src/art/render/artwork.ts";
import { FORMATS, renderAll } from "../../../src/art/render/render.ts";
import { formatOf, isStdout, openOutput, refuseInput } from "../../../src/cli/gen/output.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

const art = (prompt: string): Artwork => ({
  lines: ["/\\", "\\/"],
  prompt,
  style: "line",
  seed: 1,
  width: 2,
  height: 2,
  model: "toy",
});

Deno.test("formatOf() goes by the ending, in any case", () => {
  assert.deepEqual(
    ["a.txt", "a.MD", "b/c.html", "a.svg", "a.png", "a.ans", "a.json", "a", "a.b/c", "-", undefined].map(
      formatOf,
    ),
    ["plain", "markdown", "html", "svg", "png", "ansi", "json", "plain", "plain", "plain", "plain"],
  );
});

Deno.test("formatOf() lists the endings when it knows none such", () => {
  for (const path of ["a.jpg", "b/c.JPEG"]) {
    assert.throws(() => formatOf(path), {
      kind: "usage",
      message: /^--output .*: no format ends in \.jpe?g; known: \.txt \.md .* \.json, or say --format$/,
    });
  }
});

Deno.test("openOutput() writes all drawings to a file at the end, and nothing else", () =>
  inEmptyFolder(async (folder) => {
    for (const format of FORMATS) {
      const path = join(folder, format);
      const output = await openOutput(format, path);
      await output.add([art("cat")]);
      await output.add([art("dog"), art("sun")]);
      assert.deepEqual([...Deno.readDirSync(folder)], []);
      await output.end();
      const expected = await renderAll(format, [art("cat"), art("dog"), art("sun")]);
      const bytes = typeof expected === "string" ? new TextEncoder().encode(expected) : expected;
      assert.deepEqual(await Deno.readFile(path), new Uint8Array(bytes));
      await Deno.remove(path);
    }
  }));

Deno.test("openOutput() refuses a path where no file can be", () =>
  inEmptyFolder(async (folder) => {
    await assert.rejects(openOutput("plain", folder), /is a folder, not a file$/);
    await assert.rejects(openOutput("plain", join(folder, "no", "a.txt")), /there is no folder .*no$/);
    await assert.rejects(openOutput("plain", ""), { kind: "usage", message: /--output is empty/ });
    const output = await openOutput("plain", "/proc/a.txt");
    await output.add([art("cat")]);
    await assert.rejects(output.end(), /^UserError: cannot write --output \/proc\/a\.txt: /);
  }));

Deno.test("openOutput() leaves a file alone when nothing was drawn", () =>
  inEmptyFolder(async (folder) => {
    const path = join(folder, "a.txt");
    await Deno.writeTextFile(path, "old");
    await (await openOutput("plain", path)).end();
    assert.equal(await Deno.readTextFile(path), "old");
  }));

Deno.test("isStdout() knows standard output by its names", () => {
  for (const name of ["-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/../dev//stdout"]) {
    assert.ok(isStdout(name), name);
  }
  assert.ok(isStdout());
  for (const name of ["", "stdout", "/dev/stderr", "/dev/fd/11", "/proc/1/fd/1"]) {
    assert.ok(!isStdout(name), name);
  }
});

Deno.test(
  "openOutput() writes into pipes and devices",
  { ignore: Deno.build.os === "windows" },
  () =>
    inEmptyFolder(async (folder) => {
      const pipe = join(folder, "pipe");
      await new Deno.Command("mkfifo", { args: [pipe] }).output();
      const reading = Deno.readTextFile(pipe);
      for (const path of [pipe, "/dev/null"]) {
        const output = await openOutput("plain", path);
        await output.add([art("cat")]);
        await output.end();
      }
      assert.equal(await reading, "/\\\n\\/\n");
      assert.ok((await Deno.lstat(pipe)).isFifo);
    }),
);

Deno.test("refuseInput() refuses to write what is read, by whatever name", () =>
  inEmptyFolder(async (folder) => {
    const [picture, link, other] = ["a.png", "link", "b.png"].map((name) => join(folder, name));
    await Deno.writeTextFile(picture!, "old");
    await Deno.writeTextFile(other!, "old");
    await Deno.symlink(picture!, link!);
    for (const path of [picture!, link!, join(folder, ".", "x", "..", "a.png")]) {
      await assert.rejects(refuseInput(path, [other, undefined, picture]), {
        kind: "usage",
        message: `--output ${path} would overwrite ${picture}, which is read: name another file`,
      });
    }
    await assert.rejects(refuseInput(picture, [link]), /would overwrite/);
    for (const path of [undefined, "-", other, join(folder, "new")]) {
      await refuseInput(path, ["-", picture, join(folder, "none"), { things: [] }]);
    }
  }));

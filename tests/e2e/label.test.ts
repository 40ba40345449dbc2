import assert from "node:assert/strict";
import { join } from "node:path";
import { CLASSES, writeToys } from "../tasks/label/toy.ts";
import { inEmptyFolder, ROOT } from "./binary.ts";

async function asciiGen(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", join(ROOT, "main.ts"), ...args],
    ...{ cwd, stdin: "null" },
  }).output();
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, err: err! };
}

Deno.test("a folder of pictures is learned, and others are labelled and judged, from the command line", async () => {
  await inEmptyFolder(async (folder) => {
    await writeToys(join(folder, "toys"), 20);
    await writeToys(join(folder, "others"), 25);
    const run = async (...args: string[]) => {
      const ended = await asciiGen(folder, ...args);
      assert.equal(ended.code, 0, ended.err);
      return ended;
    };
    const sizes = ["--side", "8", "--patch", "2", "--preset", "nano", "--layers", "2", "--workers", "2"];
    const { err } = await run(
      "train",
      "toys",
      ...sizes,
      "--steps",
      "80",
      "--learning-rate",
      "0.005",
      "--mirror",
    );
    assert.match(
      err,
      /60 pictures of 3 classes, 6 of them kept for validation; 8×8 pixels, 16 patches of 2×2/,
    );
    assert.match(err, /in pictures of 17 positions/);
    assert.match(err, /times through the pictures/);
    assert.match(err, /step 80 .* bits\/picture/);
    assert.match(err, /accuracy at 80: \d of 6 unseen pictures \(\d+\.\d %\)/);
    assert.match(err, /deno task label --model toys picture\.png/);

    const pictures = CLASSES.map((name) => join("others", name, "24.bmp"));
    const { out } = await run("label", ...pictures, "--top", "1");
    const lines = out.trimEnd().split("\n");
    assert.equal(lines.length, 3);
    for (const [i, line] of lines.entries()) {
      assert.match(line, new RegExp(`^${pictures[i]}: (?:bars|dots|rows) \\d+\\.\\d %$`));
    }
    const { out: json } = await run("label", ...pictures, "--model", "models/toys", "--json");
    const told = JSON.parse(json);
    assert.deepEqual(told.pictures.map(({ picture }: { picture: string }) => picture), pictures);
    assert.equal(told.pictures[0].classes.length, 3);

    const judged = await run("eval", "others", "--report", "page.html");
    assert.match(judged.out, /^# How well are the pictures labelled\?/);
    assert.match(judged.out, /75 pictures of 3 classes/);
    assert.match(judged.out, /\| +\| bars \| dots \| rows \|/);
    const page = await Deno.readTextFile(join(folder, "page.html"));
    assert.match(page, /<h2>What is taken for what\?<\/h2>/);
    const { out: figures } = await run("eval", "--model", "toys", "toys", "--unseen", "--json", "-q");
    assert.equal(JSON.parse(figures).pictures, 6);
    const { out: curves } = await run("runs", "show", "toys");
    assert.match(curves, /pictureUnseen|picture/);

    for (
      const [args, code, error] of [
        [["label"], 2, /missing required argument 'pictures'/],
        [["label", "nothing.png"], 7, /nothing\.png/],
        [["label", "--model", "none", pictures[0]!], 4, /there is no model "none"; there is models\/toys/],
        [["eval", "others", "--max-tokens", "3"], 2, /--max-tokens is for language models/],
        [["train", "toys", "--name", "other", "--patch", "3", "--side", "8"], 2, /--patch 3 does not divide/],
        [
          ["train", "toys", "--name", "other", "--tokenizer", "char"],
          2,
          /tokenizer is no setting of the task label/,
        ],
        [
          ["train", "toys", "task.name=text", "data.patch=2", "--name", "other"],
          2,
          /data\.patch is a setting of the task label/,
        ],
      ] as const
    ) {
      const ended = await asciiGen(folder, ...args);
      assert.match(ended.err, error);
      assert.equal(ended.code, code, ended.err);
      assert.equal(ended.err.trimEnd().split("\n").length, 1, ended.err);
    }
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { encode } from "fast-png";
import { bmp } from "../../scripts/fuzz/samples.ts";
import { command } from "../../src/cli/image.ts";
import type { ImageSettings } from "../../src/operations/image/fields.ts";
import { image as drawImage } from "../../src/operations/image/image.ts";
import { inEmptyFolder, ROOT } from "../e2e/binary.ts";

/** A PNG of 40×40 pixels, its left half dark red, the right one white. */
const PNG = encode({
  ...{ width: 40, height: 40, channels: 3, depth: 8 },
  data: Uint8Array.from({ length: 4800 }, (_, i) => i % 120 >= 60 ? 255 : i % 3 === 0 ? 90 : 0),
});

/** Runs `ascii-gen image` in this process; gives what it wrote to `--output`. */
function image(args: string[], name = "out.txt"): Promise<string> {
  return inEmptyFolder(async (folder) => {
    const [picture, output] = [join(folder, "a.png"), join(folder, name)];
    await Deno.writeFile(picture, PNG);
    const all = [picture, "--output", output, ...args];
    await command().exitOverride().configureOutput({ writeErr: () => {} }).parseAsync(all, { from: "user" });
    return await Deno.readTextFile(output);
  });
}

Deno.test("image writes a drawing within --width and --max-lines", async () => {
  const lines = (await image(["--width", "12"])).trimEnd().split("\n");
  assert.equal(lines.length, 6);
  assert.ok(lines.every((line) => /^[!-~]{6}$/.test(line)), lines.join("\n"));
  const low = (await image(["--width", "12", "--max-lines", "2"])).trimEnd().split("\n");
  assert.deepEqual(low.map((line) => line.length), [2, 2]);
});

Deno.test("image takes styles, --invert, --charset and formats", async () => {
  const inverted = (await image(["--width", "12", "--invert", "--style", "solid"])).trimEnd().split("\n");
  assert.ok(inverted.every((line) => /^ {6}[!-~]{6}$/.test(line)), inverted.join("\n"));
  assert.match(await image(["--width", "4", "--charset", "shades"]), /^[▒▓█]{2}\n/);
  const { prompt, style, width, lines } = JSON.parse(await image(["--width", "8"], "a.json"));
  assert.deepEqual([prompt, style, width, lines.length], ["a.png", "shaded", 4, 4]);
  assert.match(await image(["--width", "8"], "a.html"), /<pre role="img" aria-label="a.png">/);
});

Deno.test("image colours what is ANSI by name, and nothing in a plain file", async () => {
  assert.ok((await image(["--width", "4", "--color"], "a.ans")).startsWith("\x1b[38;2;90;0;0m"));
  assert.ok(!(await image(["--width", "4", "--color"])).includes("\x1b"));
});

Deno.test("image refuses wrong options and files in one line", async () => {
  const cases: [string[], RegExp][] = [
    [["--width", "0"], /: --width 0 is not a whole number from 1 to 500$/],
    [["--max-lines", "x"], /: --max-lines x is not a whole number from 1 to 500$/],
    [
      ["--color", "--format", "markdown"],
      /: --color goes with the formats plain, ansi, html, svg, png, json, not with markdown$/,
    ],
    [["--loops", "3"], /: --loops goes with --animate$/],
    [["--animate"], /: --animate plays on a terminal: it has no --output and no --format$/],
    [["--style", "banner"], /--style <name>' argument 'banner' is invalid/],
    [["--output", "/absent/a.txt"], /there is no folder \/absent$/],
  ];
  for (const [args, line] of cases) await assert.rejects(image(args), line);
  await assert.rejects(image([], "a.png"), /would overwrite .*a\.png, which is read: name another file$/);
  const read = (path: string) => command().parseAsync([path, "--width", "5"], { from: "user" });
  await assert.rejects(read("/absent.png"), /UserError: cannot read \/absent\.png: /);
  await assert.rejects(read("/"), /UserError: \/ is not a file$/);
});

Deno.test("image reads standard input", async () => {
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--no-check", join(ROOT, "main.ts"), "image", "-", "--width", "4", "--color"],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const writer = program.stdin.getWriter();
  await writer.write(PNG);
  await writer.close();
  const { code, stdout, stderr } = await program.output();
  assert.deepEqual([code, new TextDecoder().decode(stderr)], [0, ""]);
  assert.match(new TextDecoder().decode(stdout), /^[!-~]{2}\n[!-~]{2}\n$/);
});

Deno.test("image leaves what standard output is redirected to, also by another name of it", {
  ignore: Deno.build.os === "windows",
}, () =>
  inEmptyFolder(async (folder) => {
    const [picture, log] = [join(folder, "a.png"), join(folder, "log")];
    await Deno.writeFile(picture, PNG);
    await Deno.writeTextFile(log, "old\n");
    const program = `"${Deno.execPath()}" run -q -A --no-check "${join(ROOT, "main.ts")}"`;
    for (const output of ["/dev/stdout", "/dev/null"]) {
      const line = `${program} image "${picture}" --width 4 -o ${output} >> "${log}"`;
      const { code, stderr } = await new Deno.Command("sh", { args: ["-c", line] }).output();
      assert.deepEqual([code, new TextDecoder().decode(stderr)], [0, ""]);
    }
    assert.match(await Deno.readTextFile(log), /^old\n[!-~]{2}\n[!-~]{2}\n$/);
  }));

Deno.test("image keeps colours in html, svg and png", async () => {
  assert.match(
    await image(["--width", "4", "--color"], "a.html"),
    /<pre [^>]*style="background:#fff;color:#111">\n<span style="color:#5a0000">/,
  );
  assert.match(await image(["--width", "4", "--color", "--invert"], "a.svg"), /<rect [^>]*fill="#000"\/>/);
  assert.match(await image(["--width", "4", "--color"], "a.svg"), /<text [^>]*fill="#5a0000">/);
});

Deno.test("image says where nothing is to be seen", async () => {
  const side = 24, data = new Uint8Array(4 * side ** 2);
  for (let i = 0; i < side ** 2; i++) data.fill(i % side < 6 || i % side > 17 ? 0 : 255, 4 * i, 4 * i + 4);
  const white = encode({ ...{ width: side, height: side, channels: 4, depth: 8 }, data });
  const notesOf = async (settings: ImageSettings) => {
    const { notes, text } = await drawImage({ picture: white, name: "a.png", width: 8, ...settings });
    assert.equal(/^[\s\u2800]*$/.test(text), notes.length > 0);
    return notes;
  };
  const says = ["a.png shows nothing as it is drawn: try --invert, for what is light"];
  for (const settings of [{ ramp: " .#" }, { charset: "shades" }, { style: "solid" }] as const) {
    assert.deepEqual(await notesOf(settings), says);
    assert.deepEqual(await notesOf({ ...settings, invert: true }), []);
  }
  assert.deepEqual(await notesOf({}), []);
});

Deno.test("image draws several files, and reports and leaves out what it cannot draw", async () => {
  await inEmptyFolder(async (folder) => {
    const path = (name: string) => join(folder, name);
    await Deno.writeFile(path("a.png"), PNG);
    await Deno.writeFile(
      path("b.bmp"),
      bmp({ width: 4, height: 4, bits: 1, palette: [0, 0, 0, 0, 0, 0, 0, 0] }, new Array(16).fill(0)),
    );
    await Deno.writeFile(path("cut.png"), PNG.subarray(0, PNG.length - 30));
    await Deno.writeTextFile(path("c.txt"), "\x1b[31mhello");
    const program = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-q",
        "-A",
        "--no-check",
        join(ROOT, "main.ts"),
        "image",
        "a.png",
        "c.txt",
        "b.bmp",
        "cut.png",
        "--width",
        "4",
      ],
      ...{ cwd: folder, stdout: "piped", stderr: "piped" },
    });
    const { code, stdout, stderr } = await program.output();
    const [first, second, third] = new TextDecoder().decode(stdout).split("\n\n");
    assert.match(first!, /^\S{2}\n\S{2}$/);
    assert.match(second!, /^\S{4}\n\S{4}$/);
    assert.equal(third!.split("\n").length, 3);
    assert.equal(code, 3);
    assert.equal(
      new TextDecoder().decode(stderr),
      "ascii-gen: c.txt is no PNG, JPEG, WebP, GIF, BMP, TIFF or SVG\n" +
        "ascii-gen: cut.png is cut short: drawn as far as it goes\n",
    );
  });
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { encode } from "fast-png";
import { colourLines } from "../../src/cli/image/colour.ts";
import { command } from "../../src/cli/image.ts";
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
    [["--color", "--format", "html"], /: --color goes with the formats plain and ansi, not with html$/],
    [["--style", "banner"], /--style <name>' argument 'banner' is invalid/],
    [["--output", "/absent/a.txt"], /there is no folder \/absent$/],
  ];
  for (const [args, line] of cases) await assert.rejects(image(args), line);
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

Deno.test("colourLines() sets a colour once for a run of cells and resets every line", () => {
  const colours = Uint8Array.of(...[1, 2, 3], ...[1, 2, 3], ...[9, 9, 9], ...[4, 4, 4], ...[5, 5, 5], ...[
    6,
    6,
    6,
  ]);
  assert.deepEqual(colourLines(["ab", "", " c"], colours, 2), [
    "\x1b[38;2;1;2;3mab\x1b[0m",
    "",
    " \x1b[38;2;6;6;6mc\x1b[0m",
  ]);
});

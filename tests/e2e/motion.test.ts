/** `--animate` and `--color` of drawings on a terminal, which `script` of util-linux makes, and in files. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { inEmptyFolder, ROOT, run } from "./binary.ts";

const PROGRAM = `${Deno.execPath()} run -q -A --no-check ${join(ROOT, "main.ts")}`;
const HIDE = "\x1b[?25l", SHOW = "\x1b[?25h";
const SQUARE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect x="1" y="1" width="7" height="7"/></svg>';
/** What comes before a frame that is written over another. */
const OVER = new RegExp(`${"\x1b"}\\[\\d+A\r${"\x1b"}\\[J`, "g");

Deno.test("a drawing moves on a terminal, in its colours, and leaves the cursor there", async () => {
  await inEmptyFolder(async (folder) => {
    const { stdout, code } = await run("script", [
      ...[
        "-qec",
        `${PROGRAM} frog --seed 1 --width 24 --animate --motion bob --loops 2 --color`,
        "/dev/null",
      ],
    ], {
      cwd: folder,
      inherit: true,
      env: { SHELL: "/bin/sh", TERM: "xterm", COLORTERM: "truecolor", NO_COLOR: "" },
    });
    assert.equal(code, 0, stdout);
    assert.ok(stdout.startsWith(HIDE) && stdout.trimEnd().endsWith(SHOW), JSON.stringify(stdout));
    assert.equal(stdout.match(OVER)?.length, 3, "four frames, three of them over another");
    assert.ok(stdout.includes("\x1b[38;2;"));
  });
});

Deno.test("letters that are higher than the terminal are not played, but written", () =>
  inEmptyFolder(async (folder) => {
    const animate = (args: string) => {
      const line = `stty rows 12; ${PROGRAM} "Hi there" --style banner --width 30 --animate ${args}`;
      const env = { SHELL: "/bin/sh", TERM: "xterm", NO_COLOR: "1" };
      return run("script", ["-qec", line, "/dev/null"], { cwd: folder, inherit: true, env });
    };
    const played = await animate("--loops 1");
    assert.match(played.stdout, /^ascii-gen: "Hi there" in the font \S+ does not fit in 28×10: [^\n]+\n$/);
    assert.equal(played.code, 3);
    const written = await animate("-o a.svg");
    assert.deepEqual([written.stdout, written.code], ["", 0]);
  }));

Deno.test("a drawing that moves is written as a GIF, or not at all", async () => {
  await inEmptyFolder(async (folder) => {
    const draw = (args: string) =>
      run("sh", ["-c", `${PROGRAM} frog --seed 1 ${args}`], { cwd: folder, inherit: true });
    const made = await draw("--animate -o a.gif");
    assert.deepEqual([made.code, made.stdout], [0, ""], made.stderr);
    assert.equal(new TextDecoder().decode(await Deno.readFile(join(folder, "a.gif"))).slice(0, 6), "GIF89a");
    for (const args of ["--animate --format svg -o -", "--animate --format svg"]) {
      const { stdout, stderr, code } = await draw(args);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^<svg [^]*<g class="frame"[^]*<\/svg>\n$/);
    }
    await Deno.writeTextFile(join(folder, "b.svg"), SQUARE);
    const after = await run("sh", ["-c", `${PROGRAM} --from b.svg --animate -o a.gif`], {
      cwd: folder,
      inherit: true,
    });
    assert.deepEqual([after.code, after.stderr], [0, ""]);
    await Deno.remove(join(folder, "b.svg"));
    const full = await draw("--animate --format svg -o /proc/a.svg");
    assert.match(full.stderr, /^ascii-gen: cannot write --output \/proc\/a\.svg: /);
    for (
      const [args, why] of [
        ["--animate -o -", /--animate needs a terminal, or --output/],
        ["--animate --format json -o -", /not with --format json$/],
        ["--animate", /--animate needs a terminal, or --output with a name that ends in \.gif or \.svg$/],
        ["--animate -o b.png", /not with --output b\.png$/],
        ["--animate --width 2 -o b.gif", /--animate needs --width 3 or more, not 2$/],
        ["--motion bob", /--motion goes with --animate$/],
      ] as const
    ) {
      const { code, stderr } = await draw(args);
      assert.equal(code, 2, args);
      assert.match(stderr.trimEnd(), why);
      assert.equal(stderr.trimEnd().split("\n").length, 1);
    }
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["a.gif"]);
  });
});

/** `ascii-gen image` on a terminal, which `script` of util-linux makes. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { apng, BLUE, gif, movingWebp, png, RED, type SampleFrame } from "../../scripts/fuzz/samples.ts";
import { inEmptyFolder, ROOT, run } from "./binary.ts";

const PROGRAM = `${Deno.execPath()} run -q -A --no-check ${join(ROOT, "main.ts")}`;
const FRAME = { x: 0, y: 0, width: 8, height: 8, delay: 20 };
const FRAMES: SampleFrame[] = [
  { ...FRAME, paint: (x) => x < 4 ? RED : BLUE },
  { ...FRAME, paint: (x) => x < 4 ? BLUE : RED },
];
const HIDE = "\x1b[?25l", SHOW = "\x1b[?25h";

/** What tells programs of a terminal. */
const TERMINAL: readonly string[] = ["TERM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"];

/** Runs `ascii-gen image` on a terminal, of which its environment tells nothing but what is given. */
function onTerminal(folder: string, args: string, env: Record<string, string> = {}) {
  const others = Object.entries(Deno.env.toObject()).filter(([name]) => !TERMINAL.includes(name));
  return run("script", ["-qec", `${PROGRAM} image ${args}`, "/dev/null"], {
    cwd: folder,
    env: { ...Object.fromEntries(others), SHELL: "/bin/sh", TERM: "xterm", ...env },
  });
}

Deno.test("image --color asks for the colours that a terminal has", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeFile(join(folder, "a.png"), png(8, 8, () => RED));
    const cases: [Record<string, string>, string][] = [
      [{ TERM: "xterm-256color" }, "38;5;160m"],
      [{ TERM: "linux" }, "31m"],
      [{ TERM: "xterm-256color", COLORTERM: "truecolor" }, "38;2;200;30;10m"],
      [{ TERM: "dumb" }, ""],
      [{ NO_COLOR: "1", COLORTERM: "truecolor" }, ""],
      [{ NO_COLOR: "", COLORTERM: "truecolor" }, "38;2;"],
      [{ TERM: "dumb", NO_COLOR: "1", FORCE_COLOR: "2" }, "38;5;160m"],
      [{ COLORTERM: "truecolor", FORCE_COLOR: "0" }, ""],
    ];
    for (const [env, colour] of cases) {
      const { stdout } = await onTerminal(folder, "a.png --width 4 --color", env);
      if (colour === "") assert.ok(!stdout.includes("\x1b"), JSON.stringify(env));
      else assert.ok(stdout.startsWith(`\x1b[${colour}`), JSON.stringify({ env, stdout }));
    }
    const piped = `${PROGRAM} image a.png --width 4 --color | cat`;
    const { stdout } = await run("sh", ["-c", piped], {
      cwd: folder,
      inherit: true,
      env: { FORCE_COLOR: "3" },
    });
    assert.ok(stdout.startsWith("\x1b[38;2;200;30;10m"), stdout);
  });
});

Deno.test("image --animate plays a GIF, a PNG and a WebP as often as they say, and leaves the cursor there", async () => {
  await inEmptyFolder(async (folder) => {
    const files = {
      "a.gif": gif(8, 8, FRAMES),
      "a.png": apng(8, 8, FRAMES),
      "a.webp": movingWebp(8, 8, FRAMES),
    };
    for (const [name, bytes] of Object.entries(files)) {
      await Deno.writeFile(join(folder, name), bytes);
      const { stdout, code } = await onTerminal(folder, `${name} --animate --style solid --width 4`);
      assert.equal(code, 0, stdout);
      assert.ok(stdout.startsWith(HIDE) && stdout.endsWith(SHOW), JSON.stringify(stdout));
      const frames = stdout.slice(HIDE.length, -SHOW.length).replaceAll("\x1b[2A", "").split("\r\x1b[J")
        .slice(1);
      assert.equal(frames.length, 4, JSON.stringify(frames));
      assert.deepEqual(frames.slice(0, 2), frames.slice(2));
      if (name !== "a.webp") assert.notEqual(frames[0], frames[1]);
    }
    const once = await onTerminal(folder, "a.gif --animate --loops 1 --width 4");
    assert.equal(once.stdout.split("\x1b[J").length, 3);
    await Deno.writeFile(join(folder, "still.png"), png(8, 8, () => RED));
    const still = await onTerminal(folder, "still.png --animate");
    assert.deepEqual([still.code, still.stdout.trim()], [
      3,
      "ascii-gen: still.png does not move: GIF, PNG and WebP with several frames do",
    ]);
  });
});

Deno.test("Ctrl-C while a picture plays brings the cursor back", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeFile(join(folder, "a.gif"), gif(8, 8, FRAMES.map((frame) => ({ ...frame, delay: 400 }))));
    const program = new Deno.Command("script", {
      args: ["-qec", `${PROGRAM} image a.gif --animate --loops 100 --width 4`, "/dev/null"],
      ...{ cwd: folder, env: { SHELL: "/bin/sh", TERM: "xterm" }, stdin: "piped", stdout: "piped" },
    }).spawn();
    const keyboard = program.stdin.getWriter(), decoder = new TextDecoder();
    let shown = "";
    for await (const bytes of program.stdout) {
      const before = shown.includes("\x1b[J");
      shown += decoder.decode(bytes);
      if (!before && shown.includes("\x1b[J")) await keyboard.write(Uint8Array.of(3));
    }
    await keyboard.close().catch(() => {});
    assert.equal((await program.status).code, 130);
    assert.ok(shown.startsWith(HIDE) && shown.trimEnd().endsWith(SHOW), JSON.stringify(shown));
  });
});

Deno.test("image --animate needs a terminal", async () => {
  await inEmptyFolder(async (folder) => {
    await Deno.writeFile(join(folder, "a.gif"), gif(8, 8, FRAMES));
    const { code, stdout, stderr } = await run("sh", ["-c", `${PROGRAM} image a.gif --animate`], {
      cwd: folder,
      inherit: true,
    });
    assert.deepEqual([code, stdout], [2, ""]);
    assert.equal(stderr, "ascii-gen: --animate needs a terminal; without it the first frame is drawn\n");
  });
});

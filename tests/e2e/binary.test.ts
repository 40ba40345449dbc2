import assert from "node:assert/strict";
import { join } from "node:path";
import { EXIT_CODES } from "../../src/cli/errors.ts";
import {
  BLUE,
  bmp,
  gif,
  halves,
  jpegOf,
  movingWebp,
  png,
  RED,
  svg,
  tiff,
} from "../../scripts/fuzz/samples.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { initialize, namedViews, parameterCount } from "../../src/network/parameters.ts";
import { writeTextBundle } from "../../src/tasks/text/bundle.ts";
import { tiny, tokenizer } from "../tasks/text/tiny.ts";
import { binary, inEmptyFolder, type Result, run, writeRandomModel } from "./binary.ts";
import manifest from "../../deno.json" with { type: "json" };

const program = await binary();

/** Runs the binary as `env -i HOME="$PWD" ascii-gen …` does in an empty folder. */
const asciiGen = (home: string, args: string[], env: Record<string, string> = {}): Promise<Result> =>
  run(program, args, { cwd: home, env: { HOME: home, ...env } });

const names = (folder: string): string[] => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

const SMALL = ["cat", "--seed", "7", "--width", "12", "--max-lines", "4"];

Deno.test("ascii-gen draws the same picture within its limits when the seed is the same", async () => {
  await inEmptyFolder(async (home) => {
    const args = ["cat", "--seed", "7", "--width", "32", "--max-lines", "16", "--max-chars", "400"];
    const first = await asciiGen(home, args);
    const second = await asciiGen(home, args);
    assert.deepEqual(second, first);
    assert.deepEqual({ stderr: first.stderr, code: first.code }, { stderr: "", code: 0 });
    assert.match(first.stdout, /^[ -~\n]*\n$/);
    const drawing = first.stdout.slice(0, -1);
    const lines = drawing.split("\n");
    assert.ok(
      lines.length <= 16 && lines.every((line) => line.length <= 32) && drawing.length <= 400,
      drawing,
    );
  });
});

Deno.test("ascii-gen draws many pictures on all cores, each as it draws it alone", async () => {
  await inEmptyFolder(async (home) => {
    const draw = async (count: number, seed: number): Promise<unknown[]> => {
      const args = [...SMALL, "--format", "json", "--count", `${count}`, "--seed", `${seed}`];
      const { stdout, stderr, code } = await asciiGen(home, args);
      assert.deepEqual({ stderr, code }, { stderr: "", code: 0 });
      return JSON.parse(stdout);
    };
    const many = await draw(40, 1);
    assert.equal(many.length, 40);
    assert.deepEqual(many.slice(30, 33), await draw(3, 31));
  });
});

Deno.test("ascii-gen leaves nothing but its private cache folder behind", async () => {
  await inEmptyFolder(async (home) => {
    assert.equal((await asciiGen(home, SMALL, { TMPDIR: home })).code, 0);
    assert.deepEqual(names(home), [".cache"]);
    assert.deepEqual(names(join(home, ".cache")), ["ascii-gen"]);
    const folder = join(home, ".cache", "ascii-gen");
    assert.equal((await Deno.stat(folder)).mode! & 0o777, 0o700);
    const [unpacked, ...rest] = names(folder);
    assert.deepEqual(rest, []);
    const kinds = names(join(folder, unpacked!)).map((name) => name.replace(/^.*\./, "."));
    assert.deepEqual(kinds, [".1", "verified"]);
  });
});

Deno.test("ascii-gen replaces its cached library when that is damaged", async () => {
  await inEmptyFolder(async (home) => {
    const expected = await asciiGen(home, SMALL);
    const cache = join(home, ".cache", "ascii-gen");
    const folder = join(cache, names(cache)[0]!);
    const library = join(folder, names(folder).find((name) => name.endsWith(".so.1"))!);
    const intact = await Deno.readFile(library);
    await Deno.writeFile(library, intact.with(4096, intact[4096]! ^ 1));
    assert.deepEqual(await asciiGen(home, SMALL), expected);
    assert.ok((await Deno.readFile(library)).every((byte, i) => byte === intact[i]));
  });
});

Deno.test("ascii-gen draws without a cache folder when that is a link, a file, or open to others", async () => {
  await inEmptyFolder(async (home) => {
    const folder = (name: string) => join(home, name, ".cache", "ascii-gen");
    for (const name of ["link", "file", "open"]) {
      await Deno.mkdir(join(home, name, ".cache"), { recursive: true });
    }
    await Deno.mkdir(join(home, "elsewhere"));
    await Deno.symlink(join(home, "elsewhere"), folder("link"));
    await Deno.writeTextFile(folder("file"), "");
    await Deno.mkdir(folder("open"));
    await Deno.chmod(folder("open"), 0o777);
    await Deno.mkdir(join(home, "temporary"));
    for (const name of ["link", "file", "open"]) {
      const { code, stderr } = await asciiGen(join(home, name), SMALL, { TMPDIR: join(home, "temporary") });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" }, name);
    }
    assert.deepEqual(names(join(home, "elsewhere")), []);
    assert.deepEqual(names(folder("open")), []);
    assert.deepEqual(names(join(home, "temporary")), []);
  });
});

Deno.test("ascii-gen draws without a cache folder when others could put another in its place", async () => {
  await inEmptyFolder(async (home) => {
    const open = join(home, "open");
    await Deno.mkdir(open);
    await Deno.chmod(open, 0o777);
    const many = [...SMALL, "--count", "40"]; // on several cores
    const { code, stdout, stderr } = await asciiGen(open, many, { TMPDIR: open });
    assert.deepEqual({ code, stderr, stdout }, { ...await asciiGen(home, many), stderr: "" });
    if (Deno.build.os === "linux") assert.deepEqual(names(open), []);
  });
});

Deno.test("ascii-gen may import from no host", async () => {
  const bytes = await Deno.readFile(program);
  const [permissions] = /"allow_import":[^}]*/.exec(new TextDecoder("latin1").decode(bytes)) ?? [];
  assert.match(permissions!, /^"allow_import":\["none\.invalid"\],"deny_import":\[\]/);
});

Deno.test("ascii-gen draws a word that is a command when gen and -- stand before it", async () => {
  await inEmptyFolder(async (home) => {
    const args = ["--width", "9", "--max-lines", "3", "--format", "json"];
    const { code, stdout } = await asciiGen(home, ["gen", ...args, "--", "train"]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).prompt, "train");
  });
});

Deno.test("ascii-gen completes a text with a language model, the same for a seed", async () => {
  await inEmptyFolder(async (home) => {
    const { ports, network, digest } = tiny();
    const specs = parameterSpecs(ports, network);
    const weights = new Float32Array(parameterCount(specs));
    initialize(specs.map((spec) => ({ ...spec, deviation: 0.2 })), weights, 1);
    await writeTextBundle(join(home, "models", "cats"), {
      ...{ tokenizer, config: network, parameters: namedViews(specs, weights) },
      ...{ corpus: digest, training: {}, attributions: [] },
    });
    const args = ["complete", "--model", "cats", "--seed", "2", "--max-tokens", "40", "3 cats"];
    const first = await asciiGen(home, args);
    assert.deepEqual({ stderr: first.stderr, code: first.code }, { stderr: "", code: 0 });
    assert.ok(first.stdout.startsWith("3 cats") && first.stdout.length > 20, first.stdout);
    assert.deepEqual(await asciiGen(home, args), first);
    assert.equal((await asciiGen(home, ["complete", "--model", "dogs", "3 dogs"])).code, EXIT_CODES.model);
  });
});

Deno.test("ascii-gen prints a Markdown code block when --format is markdown", async () => {
  await inEmptyFolder(async (home) => {
    const plain = await asciiGen(home, SMALL);
    const { stdout } = await asciiGen(home, [...SMALL, "--format", "markdown"]);
    const [, fence, text] = /^(`{3,})text\n([^]*)\1\n$/.exec(stdout) ?? [];
    assert.equal(text, plain.stdout);
    assert.ok(!text.includes(fence!));
  });
});

Deno.test("ascii-gen writes every format, and draws the PNG that it wrote", async () => {
  await inEmptyFolder(async (home) => {
    const formats = ["txt", "md", "html", "svg", "png", "ans", "json"];
    for (const name of formats) {
      const result = await asciiGen(home, [...SMALL, "--best-of", "1", "--output", `cat.${name}`]);
      assert.deepEqual(result, { stdout: "", stderr: "", code: 0 }, name);
      assert.ok((await Deno.stat(join(home, `cat.${name}`))).size > 10);
    }
    const { stdout, code } = await asciiGen(home, ["--from", "cat.png", "--width", "60", "--sketch"]);
    assert.equal(code, 0);
    assert.match(stdout, /#/);
  });
});

Deno.test("ascii-gen reads pictures of every format", async () => {
  await inEmptyFolder(async (home) => {
    const half = halves(16, [0, 0, 0, 255], [255, 255, 255, 255]);
    const frame = { x: 0, y: 0, width: 16, height: 16, paint: halves(16, RED, BLUE), delay: 0 };
    const grey = Array.from({ length: 256 }, (_, i) => i % 16 < 8 ? 0 : 255);
    const files = {
      "a.png": png(16, 16, half),
      "a.jpg": jpegOf(16, 16, half),
      "a.gif": gif(16, 16, [frame, frame]),
      "a.webp": movingWebp(16, 16, [frame]),
      "a.bmp": bmp({ width: 16, height: 16, bits: 8, palette: new Array(1024).fill(0) }, grey),
      "a.tif": tiff({ 256: 16, 257: 16, 258: [8], 259: [1], 262: [1], 277: [1], 278: 16 }, [grey]),
      "a.svg": svg('<rect width="50" height="100"/><text y="90" font-size="60">MMM</text>'),
    };
    for (const [name, bytes] of Object.entries(files)) await Deno.writeFile(join(home, name), bytes);
    const names = Object.keys(files);
    const { stdout, stderr, code } = await asciiGen(home, ["image", ...names, "--width", "8"]);
    assert.deepEqual([code, stderr, stdout.split("\n\n").length], [0, "", names.length]);
    assert.match(stdout.split("\n\n").at(-1)!.split("\n")[2]!, /^\S{4} *\S/, "text of an SVG");
    for (const name of ["a.jpg", "a.svg"]) {
      const drawn = await asciiGen(home, ["--from", name, "--width", "12", "--best-of", "1"]);
      assert.deepEqual([drawn.code, drawn.stderr], [0, ""], name);
    }
  });
});

Deno.test("ascii-gen lists its words and prints completions and its manual page", async () => {
  await inEmptyFolder(async (home) => {
    assert.match((await asciiGen(home, ["labels"])).stdout, /^cat$/m);
    for (const shell of ["bash", "zsh", "fish"]) {
      assert.match((await asciiGen(home, ["completions", shell])).stdout, /max-lines/);
    }
    assert.match((await asciiGen(home, ["man"])).stdout, /^\.TH/);
  });
});

Deno.test("ascii-gen writes letters in each of its fonts without unpacking anything", async () => {
  await inEmptyFolder(async (home) => {
    const fonts = (await asciiGen(home, ["labels", "--fonts"])).stdout.trim().split("\n");
    assert.ok(fonts.length >= 12);
    const written = new Set<string>();
    for (const font of fonts) {
      const { stdout, stderr, code } = await asciiGen(home, ["Hi", "--style", "banner", "--font", font]);
      assert.deepEqual({ stderr, code }, { stderr: "", code: 0 }, font);
      written.add(stdout);
    }
    assert.equal(written.size, fonts.length);
    assert.deepEqual(names(home), []);
  });
});

Deno.test("ascii-gen tells its version, its help and its model when asked", async () => {
  await inEmptyFolder(async (home) => {
    assert.deepEqual(await asciiGen(home, ["--version"]), {
      stdout: `${manifest.version}\n`,
      stderr: "",
      code: 0,
    });
    const help = await asciiGen(home, ["--help"]);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /--max-lines/);
    const info = await asciiGen(home, ["info", "--json"]);
    assert.ok(JSON.parse(info.stdout).parameters.drawing > 0);
    assert.match((await asciiGen(home, ["info"])).stdout, /^model +built in$/m);
    assert.notEqual((await asciiGen(home, ["info", "--licenses"])).stdout, "");
    assert.deepEqual(names(home), []);
  });
});

Deno.test("ascii-gen ends quietly when the reader of its output goes away", async () => {
  await inEmptyFolder(async (home) => {
    const pipeline = 'set -o pipefail; "$0" cat --seed 1 | true';
    assert.deepEqual(await run("bash", ["-c", pipeline, program], { cwd: home, env: { HOME: home } }), {
      stdout: "",
      stderr: "",
      code: 0,
    });
  });
});

Deno.test("ascii-gen exits with 130 when interrupted", async () => {
  await inEmptyFolder(async (home) => {
    const child = new Deno.Command(program, {
      args: ["cat"],
      env: { HOME: home },
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.kill("SIGINT");
    assert.equal((await child.status).code, 130);
  });
});

Deno.test("ascii-gen keeps what it has drawn when it is interrupted, and says nothing", async () => {
  await inEmptyFolder(async (home) => {
    const child = new Deno.Command(program, {
      args: [...SMALL, "--count", "1000", "--best-of", "1"],
      cwd: home,
      clearEnv: true,
      env: { HOME: home },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value: drawn } = await reader.read();
    child.kill("SIGINT");
    while (!(await reader.read()).done);
    assert.match(drawn!, /^[ -~\n]+\n$/);
    assert.equal(await new Response(child.stderr).text(), "");
    assert.equal((await child.status).code, 130);
  });
});

Deno.test("ascii-gen says what is wrong in one line when the input is bad", async (t) => {
  await inEmptyFolder(async (home) => {
    const models = ["truncated", "flipped", "incomplete", "emptied"];
    for (const name of models) await writeRandomModel(join(home, name));
    await Deno.truncate(join(home, "truncated", "model.onnx"), 1000);
    const bytes = await Deno.readFile(join(home, "flipped", "model.onnx"));
    await Deno.writeFile(join(home, "flipped", "model.onnx"), bytes.with(5000, bytes[5000]! ^ 1));
    await Deno.remove(join(home, "incomplete", "tokenizer.json"));
    await Deno.truncate(join(home, "emptied", "manifest.json"));
    await Deno.writeTextFile(join(home, "picture.svg"), '<svg viewBox="0 0 9 9"><path d="M1 1h5"/></svg>');
    const { usage, input, model } = EXIT_CODES;
    const table: [args: string[], code: number, line: RegExp][] = [
      [[], usage, /say what to draw/],
      [[" "], usage, /say what to draw/],
      [["日本"], input, /"日本" is unknown/],
      [["cat", "--widht", "9"], usage, /unknown option '--widht' \(Did you mean --width\?\)/],
      [["cat", "--width"], usage, /--width/],
      [["cat", "--width", "0"], usage, /--width 0 is not a whole number from 1 to \d+$/],
      [["cat", "--width", "-5"], usage, /--width -5 is not a whole number from 1 to \d+$/],
      [["cat", "--width", "2.5"], usage, /--width 2\.5 is not a whole number/],
      [["cat", "--width", "NaN"], usage, /--width NaN is not a whole number/],
      [["cat", "--width", "1e2"], usage, /--width 1e2 is not a whole number/],
      [["cat", "--width", "100000"], usage, /--width 100000 is not a whole number from 1 to \d+$/],
      [["cat", "--max-lines", "0"], usage, /--max-lines 0 is not a whole number from 1 to \d+$/],
      [["cat", "--max-lines", "9".repeat(400)], usage, /--max-lines 9+… is not/],
      [["cat", "--max-chars", "0"], usage, /--max-chars 0 is not a whole number from 1 to \d+$/],
      [["cat", "--seed", "-1"], usage, /--seed -1 is not a whole number from 0 to 4294967295$/],
      [["cat", "--temperature", "hot"], usage, /--temperature hot is not a number from 0 to 5$/],
      [["cat", "--top-p", "0"], usage, /--top-p 0 is not a number above 0, up to 1$/],
      [["cat", "--top-k", "-3"], usage, /--top-k -3 is not a whole number/],
      [["cat", "--style", "oil\n\x1b[2J"], usage, /is not one of line, /],
      [["cat", "--format", "htm"], usage, /'htm' is invalid/],
      [["cat", "--stream", "--format", "png"], usage, /--stream does not go with the format png/],
      [["cat", "--from", "picture.svg"], EXIT_CODES.input, /picture\.svg is a damaged SVG: /],
      [["info", "--jsn"], usage, /Did you mean --json/],
      [["sketches"], usage, /deno task sketches/],
      [["cat", "--model", "absent"], model, /there is no model folder absent/],
      ...models.map((
        name,
      ): [string[], number, RegExp] => [["cat", "--model", name], model, new RegExp(name)]),
      [["info", "--model", "flipped"], model, /model\.onnx is damaged/],
    ];
    for (const [args, code, line] of table) {
      await t.step(args.join(" ").slice(0, 60).replace(/[^ -~]/g, "?") || "(nothing)", async () => {
        assertOneLine(await asciiGen(home, args), code, line);
      });
    }
    await t.step("neither cache nor temporary folder", async () => {
      await Deno.writeTextFile(join(home, "file"), "");
      const nowhere = join(home, "file");
      const result = await asciiGen(home, SMALL, { HOME: nowhere, TMPDIR: nowhere });
      // Linux has files that lie in no folder.
      if (Deno.build.os === "linux") assert.deepEqual(result, await asciiGen(home, SMALL));
      else assertOneLine(result, EXIT_CODES.environment, /XDG_CACHE_HOME/);
    });
    await t.step("full output", async () => {
      const result = await run("bash", ["-c", '"$0" cat --width 9 > /dev/full', program], {
        env: { HOME: home },
      });
      assertOneLine(result, EXIT_CODES.io, /No space left/);
    });
  });
});

function assertOneLine({ stdout, stderr, code }: Result, expected: number, line: RegExp): void {
  assert.equal(stdout, "");
  // deno-lint-ignore no-control-regex -- no control character may get through
  assert.match(stderr, /^ascii-gen: [^\x00-\x1f\x7f]+\n$/);
  assert.match(stderr.trim(), line);
  assert.equal(code, expected);
}

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { basename, join, relative } from "node:path";
import { bundledPackages } from "../../scripts/notices.ts";
import { brotliDecompressSync } from "node:zlib";
import type { Files } from "../../src/base/executable.ts";
import { PACKED_PROGRAM } from "../../src/base/packed_program.ts";
import { PACKED_KERNELS } from "../../src/engine/kernels.ts";
import {
  bundle,
  embed,
  fillStage,
  findLibrary,
  nameByContent,
  packedFiles,
  PROGRAM,
  readBundled,
} from "../../scripts/stage.ts";
import { BUILDS, packageFolder, platformBuild } from "../../src/inference/runtime/native.ts";

/** Path, time and content of every file in a folder. */
function listing(folder: string, root = folder): string[] {
  return [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = join(folder, entry.name);
    const line = `${relative(root, path)} ${Deno.statSync(path).mtime!.toISOString()}`;
    if (entry.isDirectory) return [line, ...listing(path, root)];
    return [`${line} ${createHash("sha256").update(Deno.readFileSync(path)).digest("hex")}`];
  });
}

Deno.test("fillStage() gives the same names, times and bytes in any folder", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const model = join(folder, "model");
    await Deno.mkdir(model);
    await Deno.writeTextFile(join(model, "manifest.json"), "{}");
    const stages = ["a", join("some", "where", "else")].map((name) => join(folder, name));
    for (const stage of stages) {
      await Deno.mkdir(stage, { recursive: true });
      await fillStage(stage, model);
      await embed(stage, { "small.so": new Uint8Array(5) });
    }
    const [first, second] = stages.map((stage) => listing(stage));
    assert.deepEqual(second, first);
    const names = first!.map((line) => line.split(" ")[0]);
    const carried = ["conf/experiment/austen.yaml", "deno.lock.sha256", "native/small.so.br"];
    for (const name of [PROGRAM, ...carried, "weights/default/manifest.json", "deno.json"]) {
      assert.ok(names.includes(name), name);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the program of drawing holds nothing that trains", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await bundle(folder);
    const texts = [...readBundled(folder).values()].join("\n");
    assert.deepEqual(texts.match(/^\s*\/\/ .*\/@tensorflow\/.*$/gm), null);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const digests = (files: Files) =>
  Object.entries(files).map(([name, bytes]) => [name, createHash("sha256").update(bytes).digest("hex")]);

Deno.test("packedFiles() gives what the executable carries, the same each time", async () => {
  const first = await packedFiles();
  assert.deepEqual(
    Object.keys(first).sort(),
    [
      ...["font.ttf", "kernels.wasm", "lexicon.txt", "packed.js", "resvg.wasm", "studio.tar", "tfjs.wasm"],
      platformBuild().library.name,
    ].sort(),
  );
  const program = brotliDecompressSync(first[PACKED_PROGRAM]!).toString();
  assert.doesNotThrow(() => new Function(program));
  assert.ok(program.includes("importMeta"));
  assert.ok(WebAssembly.validate(new Uint8Array(brotliDecompressSync(first[PACKED_KERNELS]!))));
  assert.deepEqual(digests(await packedFiles()), digests(first));
});

Deno.test("nameByContent() gives the same bundle when only the chunks' names differ", async () => {
  const results = [["AAAAAAAA", "BBBBBBBB"], ["ZZZZZZZZ", "CCCCCCCC"]].map(async ([one, two]) => {
    const folder = await Deno.makeTempDir();
    try {
      const files = {
        "main.js":
          `import("./one-${one}.js"); import "./chunk-${two}.js"; import("./Two Words-${two}.js"); "not-ACHUNK00.js"`,
        [`one-${one}.js`]: `import "./chunk-${two}.js"; export const a = 1`,
        [`chunk-${two}.js`]: `import "./one-${one}.js"`,
        [`Two Words-${two}.js`]: "export const b = 2",
      };
      for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(join(folder, name), text);
      nameByContent(folder);
      return [...Deno.readDirSync(folder)].map((
        { name },
      ) => [name, Deno.readTextFileSync(join(folder, name))])
        .sort();
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
  const [first, second] = await Promise.all(results);
  assert.deepEqual(second, first);
  const names = first!.map(([name]) => name!);
  const main = first!.find(([name]) => name === "main.js")![1]!;
  assert.deepEqual(
    [...main.matchAll(/\.\/([\w -]+\.js)/g)].map(([, name]) => name!).sort(),
    names.filter((name) => name !== "main.js"),
  );
  assert.ok(main.includes("not-ACHUNK00.js"));
});

Deno.test("BUILDS pins what onnxruntime-node holds for every platform", async () => {
  for (const { folder, library } of Object.values(BUILDS)) {
    const bytes = await Deno.readFile(join(await packageFolder(), folder, library.name));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    assert.deepEqual({ name: library.name, size: bytes.length, sha256 }, library, folder);
  }
});

Deno.test("findLibrary() finds this platform's library", async () => {
  assert.equal(basename(await findLibrary()), platformBuild().library.name);
});

Deno.test("bundledPackages() finds the packages in the executable and their folders", async () => {
  const found = await bundledPackages();
  const names = found.map(({ name }) => name);
  for (
    const name of ["commander", "figlet", "zod", "@tensorflow/tfjs-core", "@tensorflow/tfjs-backend-wasm"]
  ) {
    assert.ok(names.includes(name), names.join());
  }
  assert.ok(!names.some((name) => /assemblyscript|subtlex|wordnet/.test(name)), names.join());
  for (const { name, version, folder } of found) {
    const { name: actual, version: exact } = JSON.parse(Deno.readTextFileSync(join(folder, "package.json")));
    assert.deepEqual([actual, exact], [name, version]);
  }
});

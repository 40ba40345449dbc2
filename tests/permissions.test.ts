import assert from "node:assert/strict";
import { join } from "node:path";
import { packageFolder } from "../src/inference/runtime/native.ts";
import { draw } from "../src/mod.ts";
import { inEmptyFolder, ROOT, run } from "./e2e/binary.ts";

/** Runs a text that uses the library, in a program that may do what is named and no more. */
async function withPermissions(permissions: string[], use: string): Promise<string> {
  return await inEmptyFolder(async (folder) => {
    const path = join(folder, "program.ts");
    const library = new URL("../src/mod.ts", import.meta.url);
    await Deno.writeTextFile(path, `import * as ascii from ${JSON.stringify(library)};\n${use}`);
    const options = ["--quiet", "--no-check", "--no-prompt", "--config", join(ROOT, "deno.json")];
    const args = ["run", ...options, ...permissions, path];
    const { code, stdout, stderr } = await run(Deno.execPath(), args, {
      inherit: true,
      env: { NO_COLOR: "1" },
    });
    return code === 0 ? stdout : stderr;
  });
}

// As docs/library.md says.
const read = (...paths: string[]) => `--allow-read=${paths.join()}`;
const WEIGHTS = join(ROOT, "weights"), SOURCES = join(ROOT, "src");
const NATIVE = ["--allow-ffi", "--allow-env=ORT_DISABLE_TELEMETRY"];

Deno.test("draw() needs the model, FFI and a variable, and nothing else", async () => {
  const use = 'console.log((await ascii.draw("cat", { seed: 1, width: 12 })).text);';
  const all = [read(WEIGHTS), ...NATIVE];
  const { text } = await draw("cat", { seed: 1, width: 12 });
  assert.equal(await withPermissions(all, use), `${text}\n`);
  for (const one of all) {
    const without = await withPermissions(all.filter((each) => each !== one), use);
    assert.match(without, /Requires (ffi|env) access|UserError: .*no (read|ffi) access to /, one);
  }
  const elsewhere =
    'await ascii.draw("cat", { model: "/nope" }).catch(({ message }) => console.log(message));';
  assert.match(await withPermissions(all, elsewhere), /^[^-]* no read access to "\/nope\/manifest.json"$/m);
});

Deno.test("drawing on many cores needs the sources too", async () => {
  const use = 'console.log((await ascii.drawAll(["cat"], { width: 9, bestOf: 1, count: 20 })).length);';
  assert.equal(await withPermissions([read(WEIGHTS, SOURCES), ...NATIVE], use), "20\n");
});

Deno.test("words, facts, letters and pictures need no more than their files", async () => {
  const words = 'console.log((await ascii.labels("borzoi")).labels, (await ascii.info()).styles.length);';
  assert.equal(await withPermissions([read(WEIGHTS)], words), '[ "dog" ] 3\n');
  const letters = 'console.log((await ascii.draw("Hi", { style: "banner", font: "mini" })).style);';
  assert.equal(await withPermissions([], letters), "banner\n");
  const svg = "\"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M0 0h9v9h-9'/></svg>\"";
  const picture = `console.log((await ascii.image(new TextEncoder().encode(${svg}), { width: 8 })).width);`;
  const cache = join(await packageFolder(), "..", "..", "..");
  assert.equal(await withPermissions([read(SOURCES, cache)], picture), "8\n");
});

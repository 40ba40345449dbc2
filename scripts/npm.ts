/**
 * `deno task npm`: the package for Node.js, `dist/npm` and a tarball of it. It is laid out as the executable's stage is
 * (scripts/stage.ts): the program two folders deep in `app/main`, the built-in model in `weights/default`, what is carried
 * compressed in `native`; beside them the types.
 */
import { Command } from "commander";
import { build, stop } from "esbuild";
import { cp } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { EMBEDDED } from "../src/base/packed.ts";
import { Deno as NodeDeno } from "./npm/deno.ts";
import { writeTypes } from "./npm/types.ts";
import { DEPENDENCIES, packageManifest, README } from "./npm/manifest.ts";
import { runBundler } from "./bundler.ts";
import { MODEL, packedAssets } from "./stage.ts";

const ROOT = join(import.meta.dirname!, "..");
const PROGRAM = "app/main", TYPES = "types";
/** What is bundled, and where it lies then: the library, the command, and what runs in threads of its own. */
const ENTRIES: Readonly<Record<string, string>> = {
  "scripts/npm/index.ts": "index",
  "scripts/npm/bin.ts": "bin",
  "src/operations/draw/worker.ts": "src/operations/draw/worker",
  "src/rasterise/image/formats/svg_worker.ts": "src/rasterise/image/formats/svg_worker",
};
/** What is left out: training, and the packages that this one depends on. */
const LEFT_OUT = ["train", "export", "quantize", "prune", "evaluate/evaluate", "data/build"].map((name) =>
  `./operations/${name}.ts`
).concat(Object.keys(DEPENDENCIES));
const NATIVE = "src/inference/runtime/native.ts", NODE = "src/inference/runtime/node.ts";

/** Writes the package into `folder`, in the place of what is there. */
export async function writePackage(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
  await Deno.mkdir(join(folder, EMBEDDED), { recursive: true });
  await bundleForNode(join(folder, PROGRAM));
  await writeTypes(join(ROOT, "scripts/npm/index.ts"), ROOT, join(folder, TYPES));
  for (const [name, bytes] of Object.entries(packedAssets())) {
    await Deno.writeFile(join(folder, EMBEDDED, `${name}.br`), bytes);
  }
  await cp(join(ROOT, MODEL), join(folder, MODEL), { recursive: true });
  await Deno.copyFile(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  await Deno.writeTextFile(join(folder, "README.md"), README);
  const types = `./${TYPES}/scripts/npm/index.d.ts`;
  const manifest = packageManifest({ types, main: `./${PROGRAM}/index.js`, bin: `./${PROGRAM}/bin.js` });
  await Deno.writeTextFile(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Bundles as Deno resolves imports, then anew for Node.js 22, with its runtime in the place of Deno's. */
async function bundleForNode(folder: string): Promise<void> {
  const cache = join(ROOT, ".cache");
  await Deno.mkdir(cache, { recursive: true });
  const temporary = await Deno.makeTempDir({ dir: cache, prefix: "npm-" });
  try {
    const config = join(temporary, "deno.json");
    await Deno.writeTextFile(config, JSON.stringify(await configForNode(temporary)));
    const external = LEFT_OUT.flatMap((name) => ["--external", name]);
    await runBundler([
      ...["--config", config, "--no-lock", "--code-splitting", ...external],
      ...["--outdir", join(temporary, "deno"), ...Object.keys(ENTRIES)],
    ]);
    const bundled = Object.entries(ENTRIES).map(([source, out]) => ({
      in: join(temporary, "deno", source.replace(/\.ts$/, ".js")),
      out,
    }));
    await build({
      entryPoints: bundled,
      outdir: folder,
      ...{ bundle: true, splitting: true, format: "esm", platform: "node", target: "node22" },
      inject: [join(ROOT, "scripts/npm/deno.ts")],
      external: LEFT_OUT,
      logLevel: "error",
    });
    await checkDeno(folder);
    const bin = join(folder, "bin.js");
    await Deno.writeTextFile(bin, `#!/usr/bin/env node\n${await Deno.readTextFile(bin)}`);
    await Deno.chmod(bin, 0o755);
  } finally {
    await stop();
    await Deno.remove(temporary, { recursive: true });
  }
}

/** Parts of Deno that are mentioned and never reached in Node.js: native calls, and the executable as a file. */
const UNREACHED: readonly string[] = ["dlopen", "SeekMode"];

/** Throws where the program uses parts of Deno that it does not find in Node.js. */
async function checkDeno(folder: string): Promise<void> {
  const missing = new Set<string>();
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".js")) continue;
    const text = await Deno.readTextFile(join(folder, name));
    for (const [, part] of text.matchAll(/\bDeno\d*\.([A-Za-z]+)/g)) {
      if (!Object.hasOwn(NodeDeno, part!) && !UNREACHED.includes(part!)) missing.add(part!);
    }
  }
  if (missing.size > 0) throw new Error(`scripts/npm/deno.ts lacks ${[...missing].sort().join(", ")}`);
}

/** The project's configuration, seen from a folder below, with onnxruntime as Node.js has it. */
async function configForNode(folder: string): Promise<object> {
  const { imports, unstable } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const here = (path: string) => `./${relative(folder, join(ROOT, path))}`.replace("./..", "..");
  return { imports: { ...imports, [here(NATIVE)]: here(NODE) }, unstable };
}

/** Packs the package; gives the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  const command = new Deno.Command("npm", {
    args: ["pack", "--json", "--pack-destination", dirname(folder)],
    cwd: folder,
    stderr: "inherit",
  });
  const { success, stdout } = await command.output();
  if (!success) throw new Error("npm pack failed");
  const [{ filename }] = JSON.parse(new TextDecoder().decode(stdout));
  return join(dirname(folder), filename);
}

if (import.meta.main) {
  const command = new Command("npm")
    .description("Writes the package for Node.js and packs it.")
    .option("--output <folder>", "the package", join(ROOT, "dist", "npm"));
  const { output } = command.parse(Deno.args, { from: "user" }).opts<{ output: string }>();
  try {
    await writePackage(output);
    const tarball = await pack(output);
    writeErrorLine(`npm: ${tarball}, ${((await Deno.stat(tarball)).size / 1e6).toFixed(1)} MB`);
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`npm: ${line}`);
    Deno.exit(code);
  }
}

/**
 * The folder that `deno task compile` compiles: the bundled program, the model, the compressed parts of onnxruntime, and
 * of npm packages only the JavaScript that is needed (Deno would embed all that deno.json names). Equal inputs make an
 * equal folder, wherever and whenever: Deno also embeds names and times.
 */
import { createHash } from "node:crypto";
import { cp } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { UserError } from "../src/errors.ts";
import { BUILDS, EMBEDDED, loadRuntime, type NativeBuild } from "../src/inference/native.ts";
import type { Pinned } from "../src/inference/unpack.ts";
import manifest from "../deno.json" with { type: "json" };

const ROOT = join(import.meta.dirname!, "..");
/** Where main.ts looks for the built-in model, below the root. */
export const MODEL = "weights/default";
/** The bundle's folder, as deep as src/cli is: paths relative to a source file hold in both. */
const BUNDLED = "app/main";
/** The program within the stage, and what must be embedded with it. */
export const PROGRAM = `${BUNDLED}/main.js`;
export const INCLUDED: readonly string[] = [MODEL, EMBEDDED, BUNDLED];

const RUNTIME = "onnxruntime-node";
/** Time stamp of every file: 2000-01-01. */
const EPOCH = new Date(Date.UTC(2000, 0, 1));

/** onnxruntime of one platform, in Deno's package cache. */
export interface RuntimePackages {
  build: NativeBuild;
  /** Folders of the packages by name, onnxruntime-node first. */
  folders: ReadonlyMap<string, string>;
}

/** Fills the empty folder `stage` for the model in the folder `model`. */
export async function fillStage(stage: string, model: string, packages: RuntimePackages): Promise<void> {
  await bundle(join(stage, BUNDLED), "--minify");
  nameByContent(join(stage, BUNDLED));
  await cp(model, join(stage, MODEL), { recursive: true });
  for (const [name, folder] of packages.folders) {
    await copyScripts(folder, join(stage, "node_modules", name));
  }
  await embed(stage, packages);
  const dependencies = { [RUNTIME]: manifest.imports[RUNTIME].split("@").at(-1) };
  await Deno.writeTextFile(join(stage, "package.json"), JSON.stringify({ dependencies }));
  await Deno.writeTextFile(
    join(stage, "deno.json"),
    JSON.stringify({ nodeModulesDir: "manual", lock: false }),
  );
  for (const path of walk(stage)) await Deno.utime(path, EPOCH, EPOCH);
}

/** This platform's parts of onnxruntime-node, checked against their pins. */
export async function findPackages(): Promise<RuntimePackages> {
  const { os, arch } = Deno.build;
  const build = BUILDS[`${os}-${arch}`];
  if (build === undefined) {
    throw new UserError(
      "environment",
      `binaries are made on Linux x64 and arm64, macOS arm64 and Windows x64, not on ${os} ${arch}`,
    );
  }
  await loadRuntime(); // so that the packages are in Deno's cache
  const version = manifest.imports[RUNTIME].split("@").at(-1)!;
  const folder = await packageFolder(RUNTIME, version);
  for (const pin of [build.library, build.addon]) await checkPin(join(folder, build.folder, pin.name), pin);
  const { dependencies } = JSON.parse(await Deno.readTextFile(join(folder, "package.json"))) as {
    dependencies: Record<string, string>;
  };
  // The other dependencies serve its installation.
  const common = "onnxruntime-common";
  const folders = new Map([[RUNTIME, folder], [common, await packageFolder(common, dependencies[common]!)]]);
  return { build, folders };
}

/** Bundles main.ts and what it imports, but for onnxruntime-node, into a folder. */
export async function bundle(folder: string, ...more: string[]): Promise<void> {
  const options = ["--quiet", "--platform", "deno", "--code-splitting", "--external", RUNTIME, ...more];
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["bundle", ...options, "--outdir", folder, "main.ts"],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`deno bundle failed: ${new TextDecoder().decode(stderr).trim()}`);
}

/**
 * Renames the chunks of a bundle, `chunk-3GDOKP2J.js`, and mentions of them: the bundler's names depend on where sources
 * and package cache lie, these on the content alone (names of other chunks left out, as chunks may import in a circle).
 */
export function nameByContent(folder: string): void {
  const pattern = /-[A-Z0-9]{8}(?=\.js$)/;
  const texts = new Map(
    [...Deno.readDirSync(folder)].map(({ name }) =>
      [name, Deno.readTextFileSync(join(folder, name))] as const
    ),
  );
  const replaceNames = (text: string, replace: (name: string) => string) =>
    text.replace(/[\w-]+-[A-Z0-9]{8}\.js/g, (name) => texts.has(name) ? replace(name) : name);
  const renamed = new Map([...texts].map(([name, text]) => {
    const anonymous = replaceNames(text, (other) => other.replace(pattern, ""));
    const digest = createHash("sha256").update(anonymous).digest("hex").slice(0, 8).toUpperCase();
    return [name, name.replace(pattern, `-${digest}`)] as const;
  }));
  if (new Set(renamed.values()).size < texts.size) throw new Error("two chunks of the bundle are alike");
  for (const [name, text] of texts) {
    Deno.removeSync(join(folder, name));
    Deno.writeTextFileSync(
      join(folder, renamed.get(name)!),
      replaceNames(text, (other) => renamed.get(other)!),
      { createNew: true },
    );
  }
}

/** Puts the compressed files where the program looks, and an empty file where onnxruntime-node looks for its addon. */
async function embed(stage: string, { build, folders }: RuntimePackages): Promise<void> {
  await Deno.mkdir(join(stage, EMBEDDED));
  for (const { name } of [build.library, build.addon]) {
    const bytes = await Deno.readFile(join(folders.get(RUNTIME)!, build.folder, name));
    // Level 9 takes ten times as long and saves 5 %.
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 };
    await Deno.writeFile(join(stage, EMBEDDED, `${name}.br`), brotliCompressSync(bytes, { params }));
  }
  const folder = join(stage, "node_modules", RUNTIME, build.folder);
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeFile(join(folder, build.addon.name), new Uint8Array());
}

async function copyScripts(from: string, to: string): Promise<void> {
  const root = join(from, "dist");
  const scripts = [...walk(root)].filter((path) => path.endsWith(".js") || path.endsWith("package.json"));
  for (const path of [...scripts, join(from, "package.json")]) {
    const target = join(to, relative(from, path));
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.copyFile(path, target);
  }
}

async function packageFolder(name: string, version: string): Promise<string> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(info.stdout)) as { npmCache: string };
  for (const registry of Deno.readDirSync(npmCache)) {
    const folder = join(npmCache, registry.name, name, version);
    if (await Deno.stat(join(folder, "package.json")).catch(() => undefined)) return folder;
  }
  throw new UserError("environment", `${name} ${version} is not in Deno's cache, ${npmCache}`);
}

async function checkPin(path: string, { size, sha256 }: Pinned): Promise<void> {
  const bytes = await Deno.readFile(path);
  const digest = createHash("sha256").update(bytes).digest("hex");
  if (digest === sha256 && bytes.length === size) return;
  throw new UserError("environment", `${path} has SHA-256 ${digest}; src/inference/native.ts pins another`);
}

/** Every path below `folder`, folders after what is in them. */
function* walk(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* walk(path);
    yield path;
  }
}

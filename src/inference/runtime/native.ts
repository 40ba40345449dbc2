/**
 * Loads onnxruntime's shared library, also from inside a compiled binary. The system can load a library only from a real
 * file, so the binary carries it compressed, and the first start unpacks it into a private cache folder. In the source
 * tree it lies in the npm package onnxruntime-node, which is here for its libraries alone.
 */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../../base/errors.ts";
import { readCompressed } from "../../base/packed.ts";
import { openRuntime, type Runtime } from "./onnxruntime.ts";
import { privateFolder } from "./private_folder.ts";
import { type Pinned, unpack, unpackIntoMemory } from "./unpack.ts";

/** What one platform needs of onnxruntime-node: a file in a folder of the package. */
export interface NativeBuild {
  folder: string;
  library: Pinned;
}

/**
 * Libraries of onnxruntime-node 1.30.0 by `os-arch`; `deno task compile` checks them against the package. Windows also has
 * DirectML.dll, dxcompiler.dll and dxil.dll there: they serve graphics cards, and onnxruntime.dll asks for them only
 * then.
 */
export const BUILDS: Readonly<Record<string, NativeBuild>> = {
  "linux-x86_64": {
    folder: "bin/napi-v6/linux/x64",
    library: {
      name: "libonnxruntime.so.1",
      size: 45828512,
      sha256: "ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23",
    },
  },
  "linux-aarch64": {
    folder: "bin/napi-v6/linux/arm64",
    library: {
      name: "libonnxruntime.so.1",
      size: 25135496,
      sha256: "1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76",
    },
  },
  "darwin-aarch64": {
    folder: "bin/napi-v6/darwin/arm64",
    library: {
      name: "libonnxruntime.1.dylib",
      size: 44589928,
      sha256: "685d2be5dba1309c89d3a5324b7fd06a5c42f1a61bfea32d14c4cc28d072121d",
    },
  },
  "windows-x86_64": {
    folder: "bin/napi-v6/win32/x64",
    library: {
      name: "onnxruntime.dll",
      size: 28754232,
      sha256: "508c362f5673483dd3a086379c392795b2e42d10d5e6f3f90ebd7ac21c97af67",
    },
  },
};

/** onnxruntime, and the path by which other threads of this process can load the library, if there still is one. */
interface Loaded {
  runtime: Runtime;
  library?: string;
}

let loaded: Promise<Loaded> | undefined;

const load = () =>
  loaded ??= Deno.build.standalone ? loadEmbedded(platformBuild()) : loadInstalled(platformBuild());

/** onnxruntime, loaded once. Throws a UserError of kind "environment" where it cannot be. */
export async function loadRuntime(): Promise<Runtime> {
  return (await load()).runtime;
}

/** Where another thread finds the library that this one has loaded; undefined where it has to look for itself. */
export async function loadedLibrary(): Promise<string | undefined> {
  return (await load()).library;
}

/** Loads the library that another thread of this process has loaded from `library`; it needs no more than FFI. */
export async function shareRuntime(library: string): Promise<void> {
  await (loaded ??= open(library));
}

/**
 * Does some work while onnxruntime is loaded, on another thread. Comes back only when that has come to an end: the process
 * must not end while the thread runs in a library that it takes down.
 */
export async function besideLoading<T>(work: () => Promise<T>): Promise<T> {
  const ready = loadRuntime().catch(() => {}); // whoever needs it hears of the failure
  try {
    return await work();
  } finally {
    await ready;
  }
}

/** What this platform needs. Throws a UserError of kind "environment" where there is no library. */
export function platformBuild(): NativeBuild {
  const { os, arch } = Deno.build;
  const build = BUILDS[`${os}-${arch}`];
  if (build !== undefined) return build;
  throw new UserError(
    "environment",
    `there is no onnxruntime for ${os} ${arch}, only for Linux x64 and arm64, macOS arm64 and Windows x64`,
  );
}

/** The folder of the package onnxruntime-node in Deno's cache; only the source tree has one. */
export async function packageFolder(): Promise<string> {
  await import("onnxruntime-node/package.json", { with: { type: "json" } }); // Deno fetches what is imported
  return dirname(fileURLToPath(import.meta.resolve("onnxruntime-node/package.json")));
}

async function loadInstalled({ folder, library }: NativeBuild): Promise<Loaded> {
  const path = join(await packageFolder(), folder, library.name);
  try {
    return await open(path);
  } catch (error) {
    throw new UserError("environment", `onnxruntime cannot be loaded: ${reasonOf(error)}`, { cause: error });
  }
}

async function open(library: string): Promise<Loaded> {
  // Without this, onnxruntime writes an identifier of the machine into the home folder and reports to its maker's server.
  Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
  return { runtime: await openRuntime(library), library };
}

async function loadEmbedded({ library }: NativeBuild): Promise<Loaded> {
  const failures: string[] = [];
  for (const loadFrom of [cache, memory, temporaryFolder]) {
    try {
      const found = await loadFrom(library);
      if (found !== undefined) return found;
    } catch (error) {
      failures.push(reasonOf(error));
    }
  }
  const variable = Deno.build.os === "windows" ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
  throw new UserError(
    "environment",
    `onnxruntime cannot be unpacked and loaded (${
      failures.join("; ")
    }); set ${variable} to a folder of yours with 50 MB free`,
  );
}

const reasonOf = (error: unknown) => error instanceof Error ? error.message : String(error);

/** From the cache folder, named by what lies in it. */
async function cache(library: Pinned): Promise<Loaded | undefined> {
  const base = cacheFolder();
  if (base === undefined) return undefined;
  const name = `onnxruntime-${library.sha256.slice(0, 16)}`;
  const folder = privateFolder(join(privateFolder(join(base, "ascii-gen")), name));
  return await open(await unpack(folder, library, readCompressed));
}

/** From memory, for this process alone. */
async function memory(library: Pinned): Promise<Loaded | undefined> {
  const path = unpackIntoMemory(library, readCompressed);
  return path === undefined ? undefined : await open(path);
}

/** From a folder for this process alone, which vanishes. */
async function temporaryFolder(library: Pinned): Promise<Loaded> {
  const made = Deno.makeTempDirSync({ prefix: "ascii-gen-" });
  try {
    const folder = privateFolder(made);
    return { runtime: (await open(await unpack(folder, library, readCompressed))).runtime };
  } finally {
    // Windows keeps files that are in use.
    await Deno.remove(made, { recursive: true }).catch(() => {});
  }
}

/** The user's folder for caches, if the environment tells. */
function cacheFolder(): string | undefined {
  if (Deno.build.os === "windows") return Deno.env.get("LOCALAPPDATA");
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME");
  if (cache?.startsWith("/")) return cache;
  return home?.startsWith("/")
    ? join(home, Deno.build.os === "darwin" ? "Library/Caches" : ".cache")
    : undefined;
}

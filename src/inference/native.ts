/**
 * Loads onnxruntime-node, also from inside a compiled binary. The system can load a shared library only from a real
 * file, so the binary carries the addon and its library compressed, and the first start unpacks them side by side into
 * a private cache folder, as they lie in the package.
 */
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { UserError } from "../errors.ts";
import { type Pinned, privateFolder, unpack } from "./unpack.ts";

export type Runtime = typeof import("onnxruntime-node");

/** What one platform needs of onnxruntime-node: a folder of the package and two of its files. */
export interface NativeBuild {
  folder: string;
  /** Named as the addon asks for it. */
  library: Pinned;
  addon: Pinned;
}

/**
 * Parts of onnxruntime-node 1.30.0 by `os-arch`; `deno task compile` checks them against the package. Windows also has
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
    addon: {
      name: "onnxruntime_binding.node",
      size: 389488,
      sha256: "ccdc60b981d93a490cf9513d3f583547252b6e285b72988a96a494f2f006c7b8",
    },
  },
  "linux-aarch64": {
    folder: "bin/napi-v6/linux/arm64",
    library: {
      name: "libonnxruntime.so.1",
      size: 25135496,
      sha256: "1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76",
    },
    addon: {
      name: "onnxruntime_binding.node",
      size: 394648,
      sha256: "afec78dc11d38dc81605b068cefe1fc73ffe77ca240c15468aa40786150beac8",
    },
  },
  "darwin-aarch64": {
    folder: "bin/napi-v6/darwin/arm64",
    library: {
      name: "libonnxruntime.1.dylib",
      size: 44589928,
      sha256: "685d2be5dba1309c89d3a5324b7fd06a5c42f1a61bfea32d14c4cc28d072121d",
    },
    addon: {
      name: "onnxruntime_binding.node",
      size: 266840,
      sha256: "a3f993357759b06ae2411f70af60f5e041d04521ea7f0d12cb7546e411a527dd",
    },
  },
  "windows-x86_64": {
    folder: "bin/napi-v6/win32/x64",
    library: {
      name: "onnxruntime.dll",
      size: 28754232,
      sha256: "508c362f5673483dd3a086379c392795b2e42d10d5e6f3f90ebd7ac21c97af67",
    },
    addon: {
      name: "onnxruntime_binding.node",
      size: 298848,
      sha256: "ddd428464069b84414d34ec1796c7c2a69c33a976e4b0390692629e394f92fa1",
    },
  },
};

/** Folder of the compressed files (`<name>.br`) inside a compiled binary. */
export const EMBEDDED = "native";

let runtime: Promise<Runtime> | undefined;

/** The onnxruntime-node module, loaded once. Throws a UserError of kind "environment" where it cannot be. */
export function loadRuntime(): Promise<Runtime> {
  return runtime ??= Deno.build.standalone ? loadEmbedded() : load();
}

async function load(): Promise<Runtime> {
  // Without this, onnxruntime writes an identifier of the machine into the home folder and reports to its maker's server.
  Deno.env.set("ORT_DISABLE_TELEMETRY", "1");
  return (await import("onnxruntime-node")).default;
}

async function loadEmbedded(): Promise<Runtime> {
  const build = BUILDS[`${Deno.build.os}-${Deno.build.arch}`];
  if (build === undefined) {
    throw new UserError(
      "environment",
      `this build has no onnxruntime for ${Deno.build.os} ${Deno.build.arch}`,
    );
  }
  // deno bundle puts the program two folders below the root of what is compiled.
  const source = new URL(`../../${EMBEDDED}/`, import.meta.url);
  const failures: string[] = [];
  for (const place of places(build)) {
    try {
      const folder = await place.open();
      try {
        await unpack(folder, [build.library, build.addon], source);
        return await loadFrom(folder, build);
      } finally {
        // Windows keeps files that are in use.
        if (place.temporary) await Deno.remove(folder, { recursive: true }).catch(() => {});
      }
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
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

async function loadFrom(folder: string, build: NativeBuild): Promise<Runtime> {
  // The addon would find the library beside itself, but one that is open already is found whatever LD_LIBRARY_PATH says.
  Deno.dlopen(join(folder, build.library.name), {});
  const { extensions } = createRequire(import.meta.url);
  const open = extensions[".node"];
  if (open === undefined) throw new Error("this Deno loads no addons");
  // Deno itself would unpack the addon anew at each start, elsewhere.
  extensions[".node"] = (module, path) => open(module, join(folder, basename(path)));
  try {
    return await load();
  } finally {
    extensions[".node"] = open;
  }
}

/** Where to unpack, best first: the cache folder, named by what lies in it, then a folder for this process alone. */
function* places({ library }: NativeBuild): Generator<{ temporary: boolean; open: () => Promise<string> }> {
  const base = cacheFolder();
  if (base !== undefined) {
    yield {
      temporary: false,
      open: async () =>
        await privateFolder(
          join(await privateFolder(join(base, "ascii-gen")), `onnxruntime-${library.sha256.slice(0, 16)}`),
        ),
    };
  }
  yield { temporary: true, open: () => Deno.makeTempDir({ prefix: "ascii-gen-" }) };
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

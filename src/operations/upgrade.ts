/** Which version is the newest, as the place of the releases says; asked only where someone asks for it. */
import { UserError } from "../base/errors.ts";

/** The sums of a release are a few lines: more is none. */
const MOST = 1 << 16;
const SECONDS = 20;

/**
 * The version of the release that `<url>/latest/download/SHA256SUMS` lists archives of. Throws UserError("io") where the
 * place cannot be reached, UserError("input") where what is there is no list of archives.
 */
export async function newestVersion(url: string, signal?: AbortSignal): Promise<string> {
  const address = `${url.replace(/\/+$/, "")}/latest/download/SHA256SUMS`;
  if (!/^https?:\/\//.test(address)) {
    throw new UserError("usage", `the releases' address must begin with https:// or http://, not be ${url}`);
  }
  const text = await fetchText(address, signal);
  const versions = new Set(
    [...text.matchAll(
      /^[0-9a-f]{64} {2}ascii-gen-v(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)-(?:linux|macos|windows)-/gm,
    )]
      .map(([, version]) => version!),
  );
  const [version, ...others] = versions;
  if (version === undefined || others.length > 0) {
    throw new UserError("input", `${address} lists archives of ${versions.size} versions, not of one`);
  }
  return version;
}

async function fetchText(address: string, signal?: AbortSignal): Promise<string> {
  const limit = AbortSignal.timeout(SECONDS * 1000);
  try {
    const response = await fetch(address, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    if (!response.ok) {
      await response.body?.cancel();
      throw new UserError("io", `${address} answers with status ${response.status}`);
    }
    let text = "";
    for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += piece;
      if (text.length <= MOST) continue;
      throw new UserError("input", `${address} is over ${MOST} characters: no list of sums`);
    }
    return text;
  } catch (error) {
    if (error instanceof UserError || signal?.aborted) throw error;
    if (limit.aborted) throw new UserError("io", `${address} gave no answer within ${SECONDS} s`);
    throw new UserError("io", `${address} cannot be reached`, { cause: error });
  }
}

/** Whether `version` comes after `other`, by semantic versioning: a version with a hyphen comes before that without. */
export function isNewer(version: string, other: string): boolean {
  const [a, b] = [parts(version), parts(other)];
  for (let i = 0; i < 3; i++) if (a.numbers[i] !== b.numbers[i]) return a.numbers[i]! > b.numbers[i]!;
  if (a.early === undefined || b.early === undefined) return a.early === undefined && b.early !== undefined;
  return a.early.localeCompare(b.early, "en", { numeric: true }) > 0;
}

function parts(version: string): { numbers: number[]; early: string | undefined } {
  const [, numbers = "", early] = /^v?(\d+\.\d+\.\d+)(?:-(.*))?$/.exec(version) ?? [];
  return { numbers: numbers.split(".").map(Number), early };
}

/** How a program came onto a machine. */
export type Installation =
  | "archive"
  | "deb"
  | "rpm"
  | "appimage"
  | "homebrew"
  | "scoop"
  | "winget"
  | "nix"
  | "npm"
  | "tree";

/** What tells how it was installed. */
export interface Signs {
  /** Whether the source tree runs. */
  isTree: boolean;
  /** Path of the executable, or of Node.js, links resolved. */
  path: string;
  isAppImage: boolean;
  /** Whether dpkg's book has the package. */
  isInDpkg: boolean;
}

/** How the program was installed, from where it lies. */
export function installationOf({ isTree, path, isAppImage, isInDpkg }: Signs): Installation {
  if (isTree) return "tree";
  if (/[\\/]node(\.exe)?$/.test(path)) return "npm";
  if (isAppImage) return "appimage";
  if (path.startsWith("/nix/store/")) return "nix";
  if (/\/(Cellar|homebrew|linuxbrew)\//.test(path)) return "homebrew";
  if (/[\\/]scoop[\\/]/i.test(path)) return "scoop";
  if (/[\\/]WinGet[\\/]/i.test(path)) return "winget";
  if (path !== "/usr/bin/ascii-gen") return "archive";
  return isInDpkg ? "deb" : "rpm";
}

/** How a newer version is had, for the way it was installed: a command, or what to do. `url` is where releases are, if known. */
export function upgradeAdvice(installation: Installation, url: string | undefined): string {
  const latest = url === undefined ? "where the releases are" : `${url}/latest`;
  switch (installation) {
    case "deb":
      return `download ascii-gen_*.deb from ${latest}, then: sudo apt install ./ascii-gen_*.deb`;
    case "rpm":
      return `download ascii-gen-*.rpm from ${latest}, then: sudo rpm --upgrade ascii-gen-*.rpm`;
    case "appimage":
      return `download ascii-gen-*.AppImage from ${latest} and put it in the place of this one`;
    case "homebrew":
      return "brew upgrade ascii-gen";
    case "scoop":
      return "scoop update ascii-gen";
    case "winget":
      return "winget upgrade ascii-gen";
    case "nix":
      return "nix profile upgrade ascii-gen";
    case "npm":
      return "npm install ascii-gen@latest, with --global if it was installed so; npx ascii-gen@latest takes the newest";
    case "tree":
      return "git pull";
    case "archive":
      return `sh install.sh, from ${latest}: it verifies what it downloads and puts it in the place of this one`;
  }
}

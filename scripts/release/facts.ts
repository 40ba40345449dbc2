/** What every package says of the program, and what its files are called. */
import { UserError } from "../../src/base/errors.ts";
import manifest from "../../deno.json" with { type: "json" };

export const NAME = "ascii-gen";
export const VERSION = manifest.version;
export const SUMMARY = "Draws a picture of a word in ASCII with a small model that is built in";
export const DESCRIPTION =
  "Draws a picture of a word in ASCII, goes on from a text, and trains, rounds and exports small models of both. " +
  "The model is built in; nothing is downloaded when it runs.";
export const LICENCE = "MIT";
/** The time of every file in a package, in seconds since 1970: 2000-01-01. */
export const EPOCH_SECONDS = 946684800;
/** The account that publishes, which the release workflow names; also in scripts/install.sh and src/cli/upgrade.ts. */
export const OWNER = "OWNER";

const SYSTEMS: Readonly<Record<string, string>> = { linux: "linux", darwin: "macos", windows: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x86_64: "x64", aarch64: "arm64" };

/** The platforms that a release is for, as archives name them. */
export const TARGETS = ["linux-x64", "linux-arm64", "macos-arm64", "windows-x64"] as const;
export type Target = typeof TARGETS[number];

/** An archive's name without its ending: `ascii-gen-v0.1.0-linux-x64`. */
export function archiveName(version: string, os: string, arch: string): string {
  const [system, processor] = [SYSTEMS[os], PROCESSORS[arch]];
  if (system === undefined || processor === undefined) {
    throw new UserError("environment", `there are no releases for ${os} ${arch}`);
  }
  return `${NAME}-v${version}-${system}-${processor}`;
}

/** An archive's file for a platform. */
export const archiveFile = (version: string, target: Target): string =>
  `${NAME}-v${version}-${target}${target.startsWith("windows") ? ".zip" : ".tar.xz"}`;

/** Where the project is, and where a file of a release is downloaded. */
export const homepage = (owner: string): string => `https://github.com/${owner}/${NAME}`;
export const download = (owner: string, version: string, file: string): string =>
  `${homepage(owner)}/releases/download/v${version}/${file}`;

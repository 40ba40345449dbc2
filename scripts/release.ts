/**
 * What a release consists of: `release.ts pack` puts the executable and the licences into an archive for this platform,
 * `release.ts sums` writes SHA256SUMS beside the archives. Equal inputs make equal archives.
 */
import { Command } from "commander";
import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { createHash } from "node:crypto";
import { basename, join } from "node:path";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { UserError } from "../src/base/errors.ts";
import { atomicWrite } from "../src/base/files.ts";
import { notices } from "./notices.ts";
import manifest from "../deno.json" with { type: "json" };

const ROOT = join(import.meta.dirname!, "..");
const WINDOWS = Deno.build.os === "windows";
const BINARY = WINDOWS ? "ascii-gen.exe" : "ascii-gen";
const SYSTEMS: Readonly<Record<string, string>> = { linux: "linux", darwin: "macos", windows: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x86_64: "x64", aarch64: "arm64" };

/** A file of an archive. */
export interface Packed {
  name: string;
  bytes: Uint8Array;
  executable?: boolean;
}

/** An archive's name without its ending: `ascii-gen-v0.1.0-linux-x64`. */
export function archiveName(version: string, os: string, arch: string): string {
  const [system, processor] = [SYSTEMS[os], PROCESSORS[arch]];
  if (system === undefined || processor === undefined) {
    throw new UserError("environment", `there are no releases for ${os} ${arch}`);
  }
  return `ascii-gen-v${version}-${system}-${processor}`;
}

/** The files as tar, each below the folder `name`, with fixed times and owners. */
export function tar(name: string, files: readonly Packed[]): Uint8Array {
  const attrs = { uid: 0, gid: 0, mtime: Date.UTC(2000, 0, 1) };
  return createTar(files.map((file) => ({
    name: `${name}/${file.name}`,
    data: file.bytes,
    attrs: { ...attrs, mode: file.executable ? "755" : "644" },
  })));
}

/** The files as zip, each below the folder `name`, with fixed times. */
export function zip(name: string, files: readonly Packed[]): Uint8Array {
  const entries = files.map((file) => [`${name}/${file.name}`, file.bytes] as const);
  // zip stores local time: midnight here is midnight in every archive.
  return zipSync(Object.fromEntries(entries), { level: 9, mtime: new Date(2000, 0, 1) });
}

/** Packs the executable `binary` into the folder `out`: .zip on Windows, .tar.xz elsewhere. Gives the archive's path. */
export async function pack(binary: string, out: string): Promise<string> {
  const name = archiveName(manifest.version, Deno.build.os, Deno.build.arch);
  const files: Packed[] = [
    { name: BINARY, bytes: await Deno.readFile(binary), executable: true },
    { name: "LICENSE", bytes: await Deno.readFile(join(ROOT, "LICENSE")) },
    { name: "PICTURES.txt", bytes: await run(binary, ["info", "--licenses"]) },
    { name: "SOFTWARE.txt", bytes: new TextEncoder().encode(await notices()) },
  ];
  await Deno.mkdir(out, { recursive: true });
  const path = join(out, `${name}${WINDOWS ? ".zip" : ".tar.xz"}`);
  // One thread: more would cut the stream by their number.
  await atomicWrite(
    path,
    WINDOWS
      ? zip(name, files)
      : await run("xz", ["-9", "--threads=1", "--stdout"], new Uint8Array(tar(name, files))),
  );
  return path;
}

/** Writes SHA256SUMS of the archives in `folder`, as `sha256sum --check` reads it, and gives its text. */
export async function writeSums(folder: string): Promise<string> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => /^ascii-gen-.*\.(tar\.xz|zip)$/.test(name)).sort();
  if (names.length === 0) throw new UserError("input", `there are no archives in ${folder}`);
  const lines = names.map((name) => {
    const digest = createHash("sha256").update(Deno.readFileSync(join(folder, name))).digest("hex");
    return `${digest}  ${name}\n`;
  });
  await atomicWrite(join(folder, "SHA256SUMS"), lines.join(""));
  return lines.join("");
}

/** Standard output of a program that is given `input`. */
async function run(program: string, args: string[], input = new Uint8Array()): Promise<Uint8Array> {
  const options = { args, stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, options).spawn();
  } catch (error) {
    throw new UserError("environment", `${program} cannot be run`, { cause: error });
  }
  const writer = child.stdin.getWriter();
  const written = writer.write(input).then(() => writer.close()).catch(() => {}); // its exit code tells
  const { success, stdout, stderr } = await child.output();
  await written;
  if (success) return stdout;
  const reason = new TextDecoder().decode(stderr).trim();
  throw new UserError("environment", `${basename(program)} ${args.join(" ")} failed: ${reason}`);
}

if (import.meta.main) {
  const program = new Command("release");
  program.command("pack")
    .option("--binary <file>", "the executable", join(ROOT, "dist", BINARY))
    .option("--out <folder>", "where to put the archive", join(ROOT, "dist", "release"))
    .action(async ({ binary, out }: { binary: string; out: string }) => {
      writeErrorLine(`release: ${await pack(binary, out)}`);
    });
  program.command("sums").argument("[folder]", "of the archives", join(ROOT, "dist", "release"))
    .action(async (folder: string) => {
      writeErrorLine(`release: ${join(folder, "SHA256SUMS")}\n${await writeSums(folder)}`);
    });
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`release: ${line}`);
    Deno.exit(code);
  }
}

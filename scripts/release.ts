/**
 * `deno task release`: all that a release has for this platform, in dist/release, from the executable of
 * `deno task compile`. `--only` makes some parts, `--check` installs, runs and removes what was made; what is made on
 * another platform, or lacks its program, is said in a line. Equal inputs make equal files.
 */
import { Command } from "commander";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../src/base/errors.ts";
import { atomicWrite } from "../src/base/files.ts";
import { describeError } from "../src/cli/errors.ts";
import { writeErrorLine } from "../src/cli/terminal.ts";
import { pack as packNpm, writePackage } from "./npm.ts";
import { isHere } from "./programs.ts";
import { fetchAppRuntime, packAppImage } from "./release/appimage.ts";
import { pack } from "./release/archive.ts";
import { checkRelease } from "./release/check.ts";
import { type Contents, contentsOf } from "./release/contents.ts";
import { archiveName, NAME, OWNER, VERSION } from "./release/facts.ts";
import { fetchNfpm, type Format, packLinux } from "./release/linux.ts";
import { releaseIn, writeManifests } from "./release/manifests.ts";
import { billFaults, billOf, containedPackages } from "./release/sbom.ts";
import { writeSums } from "./release/sums.ts";

const ROOT = join(import.meta.dirname!, "..");
const CACHE = join(ROOT, ".cache", "release");
const RELEASE = join(ROOT, "dist", "release");
const LINUX = Deno.build.os === "linux";

interface Flags {
  binary: string;
  out: string;
  owner: string;
  only?: string;
  check: boolean;
}

/** What a part is made of. */
interface Making {
  flags: Flags;
  /** Asked of the executable once. */
  contents: () => Promise<Contents>;
}

/** The parts of a release in the order in which they are made; each gives what to say of it. */
const PARTS: Readonly<Record<string, (making: Making) => Promise<string>>> = {
  archive: async ({ flags, contents }) => basename(await pack(await contents(), flags.out)),
  deb: (making) => linuxPackage("deb", making),
  rpm: (making) => linuxPackage("rpm", making),
  appimage: async ({ flags, contents }) => {
    if (LINUX && !await isHere("mksquashfs")) {
      throw new UserError("environment", "no AppImage: mksquashfs is not here (Debian: squashfs-tools)");
    }
    const runtime = await fetchAppRuntime(CACHE);
    return basename(await packAppImage(await contents(), VERSION, runtime, flags.out));
  },
  npm: async ({ flags }) => {
    const folder = join(dirname(flags.out), "npm");
    await writePackage(folder);
    const made = await packNpm(folder), path = join(flags.out, basename(made));
    await Deno.rename(made, path);
    return basename(path);
  },
  sbom: async ({ flags }) => {
    const bill = await billOf(flags.binary, await containedPackages()), faults = await billFaults(bill);
    if (faults.length > 0) {
      throw new Error(`the bill of materials is none by its schema: ${faults.join("; ")}`);
    }
    const name = `${archiveName(VERSION, Deno.build.os, Deno.build.arch)}.cdx.json`;
    await atomicWrite(join(flags.out, name), `${JSON.stringify(bill, null, 2)}\n`);
    return `${name}, ${bill.components.length} components`;
  },
  manifests: async ({ flags }) => await manifestsOf(flags.out, flags.owner),
  sums: async ({ flags }) =>
    `SHA256SUMS of ${(await writeSums(flags.out)).trimEnd().split("\n").length} files`,
};

async function linuxPackage(format: Format, { flags, contents }: Making): Promise<string> {
  const nfpm = await fetchNfpm(CACHE);
  const recipe = { version: VERSION, owner: flags.owner, arch: Deno.build.arch };
  return basename(await packLinux(format, await contents(), recipe, nfpm, flags.out));
}

async function manifestsOf(folder: string, owner: string): Promise<string> {
  const names = await writeManifests(await releaseIn(folder, VERSION, owner), join(folder, "manifests"));
  if (names.length === 0) throw new UserError("input", `there are no archives of ${VERSION} in ${folder}`);
  return names.map((name) => `manifests/${name}`).join(", ");
}

/** Makes the parts that are asked for. A part that cannot be made here fails the release only where it was named. */
async function make(flags: Flags): Promise<void> {
  const named = flags.only?.split(",").map((name) => name.trim());
  const unknown = named?.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) {
    throw new UserError("usage", `there is no part ${unknown}; there are ${Object.keys(PARTS).join(", ")}`);
  }
  await Deno.mkdir(flags.out, { recursive: true });
  let contents: Promise<Contents> | undefined;
  const making = { flags, contents: () => contents ??= contentsOf(flags.binary) };
  for (const name of Object.keys(PARTS).filter((each) => named === undefined || named.includes(each))) {
    const start = performance.now();
    try {
      const made = await PARTS[name]!(making);
      writeErrorLine(`release: ${name}: ${made} (${((performance.now() - start) / 1000).toFixed(0)} s)`);
    } catch (error) {
      const isLacking = error instanceof UserError && error.kind === "environment";
      if (named !== undefined || !isLacking) throw error;
      writeErrorLine(`release: ${name}: not made: ${error.message}`);
    }
  }
}

if (import.meta.main) {
  const binary = join(ROOT, "dist", Deno.build.os === "windows" ? `${NAME}.exe` : NAME);
  const program = new Command("release").description("Makes the packages of a release.");
  program.command("all", { isDefault: true })
    .description("make what this platform can")
    .option("--binary <file>", "the executable", binary)
    .option("--out <folder>", "where to put it", RELEASE)
    .option("--owner <account>", "who publishes it", OWNER)
    .option("--only <parts>", `some of ${Object.keys(PARTS).join(",")}`)
    .option("--check", "install, run and remove what was made", false)
    .action(async (given: Flags) => {
      const flags = { ...given, binary: resolve(given.binary), out: resolve(given.out) };
      await make(flags);
      if (flags.check) await checkRelease(flags.out, flags.binary);
    });
  program.command("check").description("install, run and remove what is in a folder")
    .argument("[folder]", "of the packages", RELEASE)
    .option("--binary <file>", "the executable", binary)
    .option("--only <parts>", "some of archive,deb,rpm,appimage,npm")
    .action((folder: string, flags: Pick<Flags, "binary" | "only">) =>
      checkRelease(resolve(folder), resolve(flags.binary), flags.only?.split(","))
    );
  program.command("manifests").description("what package managers are told of all archives in a folder")
    .argument("[folder]", "of the archives", RELEASE)
    .option("--owner <account>", "who publishes it", OWNER)
    .action(async (folder: string, { owner }: Pick<Flags, "owner">) =>
      writeErrorLine(`release: ${await manifestsOf(resolve(folder), owner)}`)
    );
  program.command("sums").description("SHA256SUMS of what is in a folder").argument("[folder]", "", RELEASE)
    .action(async (folder: string) => {
      const files = (await writeSums(folder)).trimEnd().split("\n").length;
      writeErrorLine(`release: ${join(folder, "SHA256SUMS")} of ${files} files`);
    });
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    const { line, code } = describeError(error);
    writeErrorLine(`release: ${line}`);
    Deno.exit(code);
  }
}

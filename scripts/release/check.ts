/**
 * Whether packages work: each is installed where nothing else is, draws, and is removed without a trace. The cache that
 * the first start fills is the user's: it is what may be left, and is removed as docs/release.md says.
 */
import assert from "node:assert/strict";
import { delimiter as DELIMITER, join } from "node:path";
import process from "node:process";
import { UserError } from "../../src/base/errors.ts";
import { writeErrorLine } from "../../src/cli/terminal.ts";
import { isHere, outputOf, textOf } from "../programs.ts";
import { changes, fillRoot, tracesIn } from "./clean_root.ts";
import { NAME, VERSION } from "./facts.ts";

const CAT = ["cat", "--seed", "7", "--width", "32", "--max-lines", "16"];
const PATH = "/usr/bin:/bin";

/** A package to be tried, in a temporary folder of its own, and what it must draw. */
interface Trial {
  path: string;
  folder: string;
  expected: () => Promise<string>;
}

interface Check {
  file: RegExp;
  /** What this takes: programs, and root's rights. */
  programs: readonly string[];
  asRoot?: boolean;
  /** Throws where the package does not do; gives what was seen. */
  run: (trial: Trial) => Promise<string>;
}

const CHECKS: Readonly<Record<string, Check>> = {
  archive: { file: /\.(tar\.xz|zip)$/, programs: ["tar"], run: checkArchive },
  deb: {
    file: /\.deb$/,
    programs: ["dpkg", "chroot", "unshare"],
    asRoot: true,
    run: (trial) => inRoot(trial, deb),
  },
  rpm: {
    file: /\.rpm$/,
    programs: ["rpm", "dpkg", "chroot", "unshare"],
    asRoot: true,
    run: (trial) => inRoot(trial, rpm),
  },
  appimage: { file: /\.AppImage$/, programs: [], run: checkAppImage },
  npm: { file: /\.tgz$/, programs: ["npm", "npx"], run: checkNpm },
};

/** Tries the packages of this version and platform in a folder; throws where one does not do. */
export async function checkRelease(folder: string, binary: string, only?: readonly string[]): Promise<void> {
  let drawing: Promise<string> | undefined;
  const expected = () => drawing ??= inHome((home) => draw(binary, home));
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.includes(VERSION))
    .sort();
  for (const [name, check] of Object.entries(CHECKS)) {
    if (only !== undefined && !only.includes(name)) continue;
    const lacking = await lackingFor(check);
    for (const found of files.filter((each) => check.file.test(each) && isForHere(each))) {
      if (lacking !== undefined) {
        // What was asked for by its name is not to be passed over.
        if (only !== undefined) throw new UserError("environment", `${found} cannot be tried: ${lacking}`);
        writeErrorLine(`check: ${found}: not tried: ${lacking}`);
        continue;
      }
      const temporary = await Deno.makeTempDir({ prefix: "ascii-gen-check-" });
      try {
        const told = await check.run({ path: join(folder, found), folder: temporary, expected });
        writeErrorLine(`check: ${found}: ${told}`);
      } finally {
        await Deno.remove(temporary, { recursive: true });
      }
    }
  }
}

/** What is missing for a check, if anything. */
async function lackingFor({ programs, asRoot }: Check): Promise<string | undefined> {
  for (const program of programs) if (!await isHere(program)) return `${program} is not here`;
  if (asRoot && Deno.uid() !== 0) return "a clean root takes root's rights";
  return undefined;
}

/** Does something with an empty folder, which is removed. */
async function inHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = await Deno.makeTempDir({ prefix: "ascii-gen-check-" });
  return await work(home).finally(() => Deno.remove(home, { recursive: true }));
}

/** Whether a file is for this platform, as far as its name tells. */
const isForHere = (name: string): boolean => {
  const [here, other] = Deno.build.arch === "x86_64"
    ? [/x64|amd64|x86_64/, /arm64|aarch64/]
    : [/arm64|aarch64/, /x64|amd64|x86_64/];
  const system = { linux: "linux", darwin: "macos", windows: "windows" }[String(Deno.build.os)] ?? "";
  const isArchive = CHECKS["archive"]!.file.test(name);
  return isArchive ? here.test(name) && name.includes(system) : !other.test(name);
};

/** A drawing by an executable, whose home is the folder `home`. */
async function draw(executable: string, home: string): Promise<string> {
  const text = await textOf(executable, CAT, { clearEnv: true, cwd: home, env: { HOME: home, PATH } });
  assert.ok(text.trimEnd().split("\n").length > 3, `this is no drawing: ${text}`);
  return text;
}

async function checkArchive({ path, folder, expected }: Trial): Promise<string> {
  await outputOf("tar", ["-xf", path, "-C", folder]);
  const [top] = [...Deno.readDirSync(folder)];
  const home = join(folder, "home");
  await Deno.mkdir(home);
  assert.equal(await draw(join(folder, top!.name, NAME), home), await expected());
  return "unpacked, draws";
}

/** How a package manager works on another root. */
interface Manager {
  /** What its systems bring besides. */
  folders: readonly string[];
  install: (root: string, path: string) => Promise<unknown>;
  remove: (root: string) => Promise<unknown>;
}

const deb: Manager = {
  folders: [],
  install: (root, path) => outputOf("dpkg", [`--root=${root}`, "--install", path]),
  remove: (root) => outputOf("dpkg", [`--root=${root}`, "--purge", NAME]),
};

/** As on systems of rpm; Debian's has it in the home folder. */
const RPM_DATABASE = "/var/lib/rpm";

const rpm: Manager = {
  folders: ["usr/share/man/man1"],
  // The libraries are there, but no rpm brought them.
  install: (root, path) =>
    outputOf("rpm", ["--root", root, "--dbpath", RPM_DATABASE, "--install", "--nodeps", path]),
  remove: (root) => outputOf("rpm", ["--root", root, "--dbpath", RPM_DATABASE, "--erase", NAME]),
};

/** Deno finds what it carries by /proc, which is mounted for this one program and no other. */
const IN_ROOT = 'mount -t proc proc "$1/proc" && exec chroot "$@"';

/** Installs a package in a clean root, draws there, removes it, and looks for what is left. */
async function inRoot({ path, folder, expected }: Trial, manager: Manager): Promise<string> {
  await fillRoot(folder);
  for (const each of manager.folders) await Deno.mkdir(join(folder, each), { recursive: true });
  const before = tracesIn(folder);
  await manager.install(folder, path);
  const installed = changes(before, tracesIn(folder)).length;
  const drawn = await textOf("unshare", [
    "--mount",
    "sh",
    "-c",
    IN_ROOT,
    "sh",
    folder,
    `/usr/bin/${NAME}`,
    ...CAT,
  ], {
    clearEnv: true,
    env: { HOME: "/home/user", PATH: `${PATH}:/usr/sbin:/sbin` },
  });
  assert.equal(drawn, await expected());
  await manager.remove(folder);
  const left = changes(before, tracesIn(folder));
  const isCache = (each: string) => /^\/home\/user\/\.cache(\/ascii-gen(\/|$)|$)/.test(each);
  assert.deepEqual(left.filter((each) => !isCache(each)), [], "left behind");
  return `installed in a clean root (${installed} paths), draws, removed without a trace but ${left.length} paths of the user's cache`;
}

async function checkAppImage({ path, folder, expected }: Trial): Promise<string> {
  await outputOf(path, ["--appimage-extract"], { cwd: folder });
  const home = join(folder, "home");
  await Deno.mkdir(home);
  assert.equal(await draw(join(folder, "squashfs-root", "AppRun"), home), await expected());
  const mounted = await draw(path, home).catch((error) => {
    if (/fuse/i.test(String(error))) return undefined;
    throw error;
  });
  if (mounted === undefined) return "extracted, draws; not mounted: FUSE (libfuse.so.2) is not here";
  assert.equal(mounted, await expected());
  return "extracted, draws; mounted by itself, draws";
}

/** A Node.js that the package runs with, where the system's is older. */
const NODE = `node-${process.platform}-${process.arch}@22.23.3`;

/** The folder of a Node.js of version 22 or later: the system's, or one that npm brings into the folder `tools`. */
async function nodeFolder(tools: string): Promise<string | undefined> {
  const [, major] = /^v(\d+)/.exec(await textOf("node", ["--version"]).catch(() => "")) ?? [];
  if (Number(major) >= 22) return undefined;
  await outputOf("npm", ["install", "--prefix", tools, "--no-audit", "--no-fund", "--prefer-offline", NODE]);
  return join(tools, "node_modules", NODE.replace(/@.*/, ""), "bin");
}

async function checkNpm({ path, folder: temporary }: Trial): Promise<string> {
  const folder = join(temporary, "project"), tools = await nodeFolder(join(temporary, "tools"));
  const env = { PATH: [...tools === undefined ? [] : [tools], Deno.env.get("PATH") ?? ""].join(DELIMITER) };
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "package.json"), "{}\n");
  const npm = (...args: string[]) => outputOf("npm", args, { cwd: folder, env });
  // Scripts of onnxruntime-node would fetch what only graphics cards need.
  await npm("install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", path);
  const drawn = await textOf("npx", ["--no-install", NAME, ...CAT], { cwd: folder, env });
  assert.ok(drawn.trimEnd().split("\n").length > 3, `this is no drawing: ${drawn}`);
  await npm("uninstall", "--no-audit", "--no-fund", NAME);
  const left = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  // npm keeps its own list of what is there, and an empty folder of commands.
  const modules = left.includes("node_modules")
    ? [...tracesIn(join(folder, "node_modules")).keys()].filter((name) =>
      !/^\/\.(package-lock\.json|bin)$/.test(name)
    )
    : [];
  assert.deepEqual(modules, [], "left in node_modules");
  assert.deepEqual(
    left.filter((name) => !["node_modules", "package.json", "package-lock.json"].includes(name)),
    [],
  );
  return `installed in an empty project, draws by npx, uninstalled: nothing of it is left`;
}

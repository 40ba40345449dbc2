/**
 * A root in which nothing is but the C and C++ libraries: as much of this Debian system as an executable needs, with its
 * packages' entries, so that dpkg knows what is there. What is installed in it, and what is left of it, can be seen.
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { textOf } from "../programs.ts";

/** What the packages depend on, and what that depends on. */
const BASE = ["base-files", "libc6", "libgcc-s1", "libstdc++6", "libcrypt1", /^gcc-\d+-base$/] as const;
/** Folders that no package brings. */
const FOLDERS = [
  "home/user",
  "tmp",
  "proc",
  "var/lib/dpkg/info",
  "var/lib/dpkg/updates",
];
/** What package managers note for themselves. */
const BOOKS = /^\/(var\/lib\/(dpkg|rpm)|var\/log|usr\/lib\/sysimage)(\/|$)/;

/** Fills the empty folder `root`. Needs dpkg and its database. */
export async function fillRoot(root: string): Promise<void> {
  for (const folder of FOLDERS) await Deno.mkdir(join(root, folder), { recursive: true });
  // As where /usr is all there is.
  for (const name of ["bin", "lib", "lib64"]) {
    await Deno.mkdir(join(root, "usr", name), { recursive: true });
    await Deno.symlink(`usr/${name}`, join(root, name));
  }
  const stanzas = (await Deno.readTextFile("/var/lib/dpkg/status")).split("\n\n")
    .filter((text) => BASE.some((name) => isNamed(text, name)));
  for (const stanza of stanzas) await copyPackage(/^Package: (\S+)/m.exec(stanza)![1]!, root);
  await Deno.writeTextFile(join(root, "var/lib/dpkg/status"), `${stanzas.join("\n\n")}\n\n`);
  await Deno.writeTextFile(join(root, "var/lib/dpkg/available"), "");
}

const isNamed = (stanza: string, name: string | RegExp): boolean => {
  const [, found = ""] = /^Package: (\S+)/m.exec(stanza) ?? [];
  return /^Architecture: (amd64|arm64|all)$/m.test(stanza) &&
    (typeof name === "string" ? found === name : name.test(found));
};

/** Copies what an installed package brought, as far as it is still here. */
async function copyPackage(name: string, root: string): Promise<void> {
  const arch = (await textOf("dpkg", ["--print-architecture"])).trim();
  const list = await textOf("dpkg", ["-L", `${name}:${arch}`]);
  for (const path of list.split("\n").filter((line) => line !== "")) {
    const info = await Deno.lstat(path).catch(() => undefined);
    if (info === undefined) continue;
    const target = join(root, path);
    if ((await Deno.stat(path)).isDirectory) {
      await Deno.mkdir(target, { recursive: true });
      continue;
    }
    await Deno.mkdir(dirname(target), { recursive: true });
    if (info.isSymlink) await Deno.symlink(await Deno.readLink(path), target);
    else await Deno.copyFile(path, target);
  }
  const info = `/var/lib/dpkg/info/${name}`;
  for (const path of [`${info}.list`, `${info}:${arch}.list`]) {
    await Deno.copyFile(path, join(root, path)).catch(() => {});
  }
}

/** All that is in a root by path: kind, mode, owner and content; less what package managers note for themselves. */
export function tracesIn(root: string): Map<string, string> {
  const traces = new Map<string, string>();
  const visit = (folder: string) => {
    for (const { name } of Deno.readDirSync(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (BOOKS.test(path)) continue;
      const at = join(root, path), info = Deno.lstatSync(at);
      const content = info.isSymlink ? Deno.readLinkSync(at) : info.isFile ? digest(at) : "folder";
      traces.set(path, `${content} ${info.mode} ${info.uid}`);
      if (info.isDirectory) visit(path);
    }
  };
  visit("");
  return traces;
}

const digest = (path: string): string => createHash("sha256").update(Deno.readFileSync(path)).digest("hex");

/** Paths that differ between two states of a root. */
export function changes(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) =>
    before.get(path) !== after.get(path)
  )
    .sort();
}

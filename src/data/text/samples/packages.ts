/** Packages of Debian and npm that hold texts, fetched without installing them. */
import { join } from "node:path";
import * as z from "zod";
import { isThere } from "../../../base/files.ts";
import { UserError } from "../../../base/errors.ts";

/** Folders that packages were unpacked into: a file's path in one of them, by its path in a system that has it. */
export type Unpacked = (path: string) => string;

/**
 * Fetches Debian packages by apt-get and unpacks them in a folder; nothing is installed, and nobody need be root. Throws a
 * UserError of kind "environment" where there is no such program, and of kind "io" for what it says.
 */
export async function debianPackages(names: readonly string[], folder: string): Promise<Unpacked> {
  const root = join(folder, "root");
  await Deno.mkdir(root, { recursive: true });
  for (const name of names) {
    await runTool(
      "apt-get",
      ["download", "-q", name],
      folder,
      `${name} is a package of Debian, which takes apt-get and dpkg-deb; ` +
        `where there is a Debian or Ubuntu: apt-get download ${name} && dpkg-deb -x ${name}_*.deb .`,
      "; if its list of packages is old: apt-get update",
    );
    for await (const { name: file } of Deno.readDir(folder)) {
      if (!file.startsWith(`${name}_`) || !file.endsWith(".deb")) continue;
      await runTool("dpkg-deb", ["-x", file, root], folder, "dpkg-deb, which unpacks it, is missing");
    }
  }
  return (path) => join(root, path);
}

/** Runs a program in a folder and returns what it prints. */
export async function runTool(
  program: string,
  args: readonly string[],
  cwd: string,
  missing: string,
  hint = "",
): Promise<Uint8Array<ArrayBuffer>> {
  const options: Deno.CommandOptions = {
    ...{ args: [...args], cwd, stdin: "null", env: { LC_ALL: "C", NO_COLOR: "1" } },
  };
  // Where there is no such program the call itself throws.
  const ended = (async () => await new Deno.Command(program, options).output())();
  const { success, stdout, stderr } = await ended.catch((error) => {
    if (error instanceof Deno.errors.NotFound) throw new UserError("environment", missing);
    throw error;
  });
  if (success) return stdout;
  const lines = new TextDecoder().decode(stderr).trim().split("\n");
  const told = lines.find((line) => line.startsWith("E:")) ?? lines.at(-1);
  throw new UserError("io", `${program} ${args.join(" ")} failed: ${told}${hint}`);
}

const infoSchema = z.looseObject({ npmCache: z.string() });

/** Fetches an npm package through Deno, and returns its folder in Deno's cache. */
export async function npmPackage(name: string, version: string): Promise<string> {
  const missing = "there is no Deno here to fetch packages of npm with";
  if (Deno.build.standalone) throw new UserError("environment", missing);
  const cwd = Deno.cwd();
  const specifier = `npm:${name}@${version}`;
  await runTool(Deno.execPath(), ["cache", "-q", "--no-config", "--no-lock", specifier], cwd, missing);
  const told = await runTool(Deno.execPath(), ["info", "--json", "--no-config"], cwd, missing);
  const { npmCache } = infoSchema.parse(JSON.parse(new TextDecoder().decode(told)));
  // A folder for each registry.
  for await (const { name: registry } of Deno.readDir(npmCache)) {
    const folder = join(npmCache, registry, name, version);
    if (await isThere(folder)) return folder;
  }
  throw new UserError("io", `${specifier} was fetched and is not in ${npmCache}`);
}

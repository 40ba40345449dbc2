/** Which stages are run, and in which folder. */
import { join } from "node:path";
import { quoted } from "../../src/base/check.ts";
import { UserError } from "../../src/base/errors.ts";
import { isThere } from "../../src/base/files.ts";
import type { Stage } from "./stage.ts";
import { newSummary, readSummary, type Summary, SUMMARY_FILE } from "./summary.ts";

export interface Choice {
  /** Names of stages with commas between. */
  only?: string;
  /** The first stage; those before it were run already. */
  from?: string;
}

/** The stages that are meant, in the order of the line. Throws a UserError of kind "usage" for a name that is none. */
export function chosenStages(all: readonly Stage[], { only, from }: Choice): readonly Stage[] {
  if (only !== undefined && from !== undefined) {
    throw new UserError("usage", "--only and --from are two choices of stages; leave one of them out");
  }
  const names = all.map(({ name }) => name);
  const known = (option: string, name: string): string => {
    if (names.includes(name)) return name;
    throw new UserError("usage", `${option} ${quoted(name)} is no stage, only ${names.join(", ")}`);
  };
  if (from !== undefined) return all.slice(names.indexOf(known("--from", from)));
  if (only === undefined) return all;
  const wanted = only.split(",").map((name) => known("--only", name.trim()));
  return all.filter(({ name }) => wanted.includes(name));
}

export interface Place {
  folder: string;
  summary: Summary;
  /** Whether stages were run there before. */
  kept: boolean;
}

/**
 * The folder to work in: the one that is named; for some of the stages the newest below `home`, so that they find what the
 * others made; else a new one. Throws a UserError of kind "usage" for a folder of something else, or of the other kind.
 */
export async function placeOf(
  home: string,
  { out, some, quick, now }: { out: string | undefined; some: boolean; quick: boolean; now: Date },
): Promise<Place> {
  const name = now.toISOString().slice(0, 19).replaceAll(":", "-");
  const folder = out ?? (some ? await newest(home) : undefined) ?? await unused(join(home, name));
  const summary = await readSummary(folder);
  if (summary === undefined) {
    if (await isThere(folder) && [...Deno.readDirSync(folder)].length > 0) {
      throw new UserError("usage", `--out ${quoted(folder)} holds something else: name a new folder`);
    }
    await Deno.mkdir(folder, { recursive: true });
    return { folder, summary: newSummary(quick), kept: false };
  }
  if (quick && !summary.quick) {
    throw new UserError("usage", `${folder} was begun in full; leave out --quick, or name another --out`);
  }
  return { folder, summary, kept: true };
}

/** A path beside which nothing is yet: of two runs of the same second each has its own. */
async function unused(path: string): Promise<string> {
  for (let number = 1;; number++) {
    const tried = number === 1 ? path : `${path}.${number}`;
    if (!await isThere(tried)) return tried;
  }
}

/** The newest folder with a summary. */
async function newest(home: string): Promise<string | undefined> {
  if (!await isThere(home)) return undefined;
  const folders = [...Deno.readDirSync(home)].filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => join(home, name)).sort();
  for (const folder of folders.reverse()) if (await isThere(join(folder, SUMMARY_FILE))) return folder;
  return undefined;
}

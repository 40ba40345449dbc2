/** What was typed in earlier sessions: a file of lines that only its owner reads. */
import { dirname, join } from "node:path";
import { privateFolder } from "../../inference/runtime/private_folder.ts";
import { temporaryBeside } from "../../base/files.ts";

/** Lines that are kept; the file has at most twice as many. */
const MOST = 1000;
/** Characters of a line that is kept. */
const MOST_CHARACTERS = 4000;
const MODE = 0o600;

export interface History {
  /** Lines of earlier sessions, the last one first. */
  readonly lines: readonly string[];
  /** Keeps a line, but for one that begins with a space, and the same again. */
  add(line: string): void;
}

/**
 * Opens the history in a folder, which is made if it is missing. Where that cannot be, `failed` hears why and nothing is kept.
 * Several sessions may add to it.
 */
export function openHistory(folder: string | undefined, failed: (reason: string) => void): History {
  if (folder === undefined) return { lines: [], add: () => {} };
  let path: string | undefined, last: string | undefined;
  const lines: string[] = [];
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      path = undefined;
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  attempt(() => {
    path = join(privateFolder(folder), "console_history");
    lines.push(...readLines(path));
    if (lines.length > 2 * MOST) replace(path, lines.slice(-MOST));
    last = lines.at(-1);
  });
  return {
    lines: lines.slice(-MOST).reverse(),
    add(line) {
      if (line.trim() === "" || line.startsWith(" ") || line === last || line.length > MOST_CHARACTERS) {
        return;
      }
      last = line;
      attempt(() => {
        if (path !== undefined) {
          Deno.writeTextFileSync(path, `${line.replaceAll(/[\r\n]/g, " ")}\n`, { append: true, mode: MODE });
        }
      });
    },
  };
}

/** The lines of a file that nobody else may have put there; none where there is no such file. */
function readLines(path: string): string[] {
  let info: Deno.FileInfo;
  try {
    info = Deno.lstatSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  if (!info.isFile) throw new Error(`${path} is no plain file`);
  return Deno.readTextFileSync(path).split("\n").filter((line) => line !== "");
}

/** Puts other lines into the place of a file. */
function replace(path: string, lines: readonly string[]): void {
  const temporary = temporaryBeside(join(dirname(path), "console_history"));
  Deno.writeTextFileSync(temporary, lines.map((line) => `${line}\n`).join(""), {
    createNew: true,
    mode: MODE,
  });
  Deno.renameSync(temporary, path);
}

import { dirname, extname, resolve } from "node:path";
import type { Artwork } from "../../art/render/artwork.ts";
import { type Format, type MovingFormat, renderAll } from "../../art/render/render.ts";
import { UserError } from "../../base/errors.ts";
import { atomicWrite, fileToWrite, isStream, writeInto } from "../../base/files.ts";
import { isTerminal, writeOut, writeRaw } from "../terminal.ts";

/** Where finished drawings go. */
export interface Output {
  /** Whether a person sees each drawing as soon as it is added. */
  readonly isSeen: boolean;
  add(arts: readonly Artwork[]): Promise<void>;
  /** Writes what had to wait for the last drawing. */
  end(): Promise<void>;
}

const ENDINGS: ReadonlyMap<string, Format> = new Map([
  [".txt", "plain"],
  [".md", "markdown"],
  [".markdown", "markdown"],
  [".html", "html"],
  [".htm", "html"],
  [".svg", "svg"],
  [".png", "png"],
  [".ans", "ansi"],
  [".json", "json"],
]);

/** Formats of which several drawings are one after the other, a blank line in between. */
const AT_ONCE: readonly (Format | MovingFormat)[] = ["plain", "markdown", "ansi"];

/** Stands for standard output in `--output`. */
const STDOUT = "-";

/** Whether `--output` means standard output, which Linux and others have a name for as well. */
export const isStdout = (path = STDOUT): boolean =>
  path === STDOUT || /^\/(?:dev\/stdout|(?:dev|proc\/self)\/fd\/1)$/.test(resolve(path));

/**
 * The format that a file's ending asks for; plain without an ending, and for standard output. Throws a UserError of kind
 * "usage" for an ending of no format.
 */
export function formatOf(path = STDOUT): Format {
  const ending = extname(path).toLowerCase();
  const format = ending === "" || ending === "." ? "plain" : ENDINGS.get(ending);
  if (format !== undefined) return format;
  const known = [...ENDINGS.keys()].join(" ");
  throw new UserError(
    "usage",
    `--output ${path}: no format ends in ${ending}; known: ${known}, or say --format`,
  );
}

/**
 * Opens standard output or, if a path is given, a file that is written whole at the end; `coloured` drawings bring their
 * escape sequences with them. Throws a UserError: of kind "usage" for a PNG on a terminal, of kind "io" for a file that
 * cannot be there.
 */
export async function openOutput(
  format: Format | MovingFormat,
  path = STDOUT,
  coloured = false,
): Promise<Output> {
  if (!isStdout(path)) {
    await checkPath(path);
    return atTheEnd(format, (content) => write(path, content));
  }
  if (format === "png" && isTerminal()) {
    throw new UserError("usage", "a PNG is not for a terminal: name a file with --output, or pipe it on");
  }
  // These can be read while the next one is drawn.
  const print = (content: string | Uint8Array) =>
    coloured || format === "ansi" || typeof content !== "string" ? writeRaw(content) : writeOut(content);
  return AT_ONCE.includes(format) ? atOnce(format, print) : atTheEnd(format, print);
}

function atOnce(format: Format | MovingFormat, print: (content: string | Uint8Array) => void): Output {
  let first = true;
  return {
    isSeen: isTerminal(),
    async add(arts) {
      if (arts.length === 0) return;
      if (!first) writeOut("\n");
      first = false;
      print(await renderAll(format, arts));
    },
    end: () => Promise.resolve(),
  };
}

function atTheEnd(
  format: Format | MovingFormat,
  write: (content: string | Uint8Array) => void | Promise<void>,
): Output {
  const all: Artwork[] = [];
  return {
    isSeen: false,
    add(arts) {
      all.push(...arts);
      return Promise.resolve();
    },
    async end() {
      if (all.length > 0) await write(await renderAll(format, all));
    },
  };
}

/** Finds out before anything is drawn, as far as that can be known. */
async function checkPath(path: string): Promise<void> {
  if (path === "") throw new UserError("usage", "--output is empty: name a file, or - for standard output");
  const kind = (place: string) =>
    Deno.stat(place).catch((error) => {
      if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
        return undefined;
      }
      throw cannotWrite(path, error);
    });
  const there = await kind(path);
  if (there?.isDirectory) throw new UserError("io", `--output ${path} is a folder, not a file`);
  if (there === undefined && !(await kind(dirname(path)))?.isDirectory) {
    throw new UserError("io", `--output ${path}: there is no folder ${dirname(path)}`);
  }
  if (!await isStream(path)) await fileToWrite(path);
}

/** Throws a UserError of kind "usage" where `--output` is a file that is read, by whatever name: it would be lost. */
export async function refuseInput(path: string | undefined, inputs: readonly unknown[]): Promise<void> {
  if (path === undefined || isStdout(path)) return;
  const real = (path: string) => Deno.realPath(path).catch(() => undefined);
  const output = await real(path);
  if (output === undefined) return;
  for (const input of inputs) {
    if (typeof input !== "string" || await real(input) !== output) continue;
    throw new UserError(
      "usage",
      `--output ${path} would overwrite ${input}, which is read: name another file`,
    );
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await (await isStream(path) ? writeInto(path, content) : atomicWrite(path, content));
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError("io", `cannot write --output ${path}: ${reason}`, { cause: error });
}

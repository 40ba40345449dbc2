/** The files of the studio: built in the source tree by `deno task studio --service`, carried by the executable. */
import { join } from "node:path";
import { parseTar } from "nanotar";
import { readPacked } from "../../base/packed.ts";
import type { StaticFiles } from "../../service/static.ts";

/** Folder that `deno task studio --service` writes, below the root of the source tree. */
const BUILT = "dist/studio-service";
/** Name of the archive in the executable. */
export const STUDIO_ARCHIVE = "studio.tar";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  mjs: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  wasm: "application/wasm",
  txt: "text/plain; charset=utf-8",
};

/** Files by path, "/" is the page; undefined where there is no studio. */
export async function studioFiles(): Promise<StaticFiles | undefined> {
  const files = Deno.build.standalone ? carriedFiles() : await builtFiles();
  return files && new Map(
    Array.from(files, ([name, bytes]) => {
      const type = TYPES[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
      return [name === "index.html" ? "/" : `/${name}`, { bytes, type }] as const;
    }),
  );
}

type Files = Map<string, Uint8Array<ArrayBuffer>>;

function carriedFiles(): Files | undefined {
  try {
    const files = parseTar(readPacked(STUDIO_ARCHIVE));
    return new Map(files.map(({ name, data = new Uint8Array() }) => [name, new Uint8Array(data)]));
  } catch {
    return undefined; // it was compiled without one
  }
}

async function builtFiles(): Promise<Files | undefined> {
  const folder = join(import.meta.dirname!, "..", "..", "..", BUILT), files: Files = new Map();
  try {
    for await (const { name, isFile } of Deno.readDir(folder)) {
      if (isFile) files.set(name, await Deno.readFile(join(folder, name)));
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  return files;
}

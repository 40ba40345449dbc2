/** The studio as the executable carries it. */
import { createTar } from "nanotar";
import { STUDIO_ARCHIVE } from "../../src/cli/service/studio.ts";
import type { Files } from "../../src/base/executable.ts";
import { compress } from "../stage.ts";
import { buildStudio } from "./build.ts";

/** Owners and times are the same wherever and whenever it is built. */
const ATTRIBUTES = { uid: 0, gid: 0, mtime: Date.UTC(2000, 0, 1), mode: "644" };

/** One archive of its files, compressed, by its name. */
export async function packedStudio(): Promise<Files> {
  const site = [...await buildStudio()].sort(([a], [b]) => a < b ? -1 : 1);
  const files = site.map(([name, data]) => ({ name, data: new Uint8Array(data), attrs: ATTRIBUTES }));
  return { [STUDIO_ARCHIVE]: compress(createTar(files)) };
}

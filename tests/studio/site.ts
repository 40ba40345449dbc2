/** The studio as it is bundled, by the paths that a service serves it at. */
import { buildStudio } from "../../scripts/studio/build.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

export interface SiteFile {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

export async function siteFiles(): Promise<Map<string, SiteFile>> {
  return new Map(
    Array.from(await buildStudio(), ([name, bytes]) => {
      const type = TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream";
      return [name === "index.html" ? "/" : `/${name}`, { bytes: new Uint8Array(bytes), type }] as const;
    }),
  );
}

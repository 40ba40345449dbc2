/** The studio as `ascii-gen serve` hands it out. */
import { stop } from "esbuild";
import { gzipSync } from "node:zlib";
import { bundlePage, type Site } from "./bundle.ts";

/** Bundles the studio; names that tell their content may be kept by browsers for good. */
export async function buildStudio(): Promise<Site> {
  try {
    const site = await bundlePage({
      entry: "src/studio/service/main.tsx",
      style: "src/studio/style/studio.css",
      html: "src/studio/service/index.html",
    });
    // Pages that the service writes itself know no other name (src/service/routes/page.ts).
    const [style] = [...site].find(([name]) => name.endsWith(".css")) ?? [];
    if (style !== undefined) site.set("studio.css", site.get(style) ?? new Uint8Array());
    return site;
  } finally {
    await stop();
  }
}

/** What is sent of a site, compressed by gzip, in bytes: by name. */
export const sizes = (site: Site): Map<string, number> =>
  new Map([...site].map(([name, bytes]) => [name, gzipSync(bytes).length]));

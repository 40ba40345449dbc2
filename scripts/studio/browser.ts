/** A plain web host for a site, and the browser that visits it. */
import { join } from "node:path";
import { type Browser, launch } from "puppeteer-core";
import type { Site } from "./bundle.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
  mjs: "text/javascript",
  css: "text/css",
  json: "application/json",
};

/** Path of a Chromium, if there is one on the path of programs. */
export function findChromium(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  for (const path of folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))) {
    try {
      if (Deno.statSync(path).isFile) return path;
    } catch { /* not here */ }
  }
}

/** Starts Chromium without a window, in a profile of its own that vanishes with it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("there is no Chromium: apt-get install chromium");
  return await launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
}

/** A web host that hands out the files of a site and nothing else, uncompressed. */
export interface Host {
  url: string;
  /** Paths that were asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** Serves a site below a path, as hosts of pages do, on a free port. */
export function serveSite(site: Site, below = "/studio/"): Host {
  const asked: string[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    asked.push(pathname);
    const name = pathname === below ? "index.html" : pathname.slice(below.length);
    const bytes = pathname.startsWith(below) ? site.get(name) : undefined;
    if (bytes === undefined) return new Response("not here", { status: 404 });
    const type = TYPES[name.split(".").pop() ?? ""] ?? "application/octet-stream";
    return new Response(new Uint8Array(bytes), { headers: { "content-type": type } });
  });
  return { url: `http://127.0.0.1:${server.addr.port}${below}`, asked, close: () => server.shutdown() };
}

/** Bundles a page: what it is made of by name, scripts and styles by names that tell their content. */
import { build, type Plugin } from "esbuild";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runBundler } from "../bundler.ts";

const ROOT = join(import.meta.dirname!, "../..");
/** What browsers of the last few years understand. */
const TARGET = ["chrome110", "firefox115", "safari16.4"];

/** A page to be made. */
export interface Page {
  /** Path of the script that it begins with, from the root of the tree. */
  entry: string;
  /** Paths of scripts for threads of their own, by what they are called; they lie beside the first. */
  workers?: Readonly<Record<string, string>>;
  /** Path of its style sheet. */
  style: string;
  /** Path of its text; "{script}", "{style}" and the workers' names in it become the names of those files. */
  html: string;
  /** Modules that are others in the page: specifiers or paths from the root of the tree. */
  instead?: Readonly<Record<string, string>>;
}

/** Files of a site by their names. */
export type Site = Map<string, Uint8Array>;

/** Bundles and minifies a page, and all that it imports. The caller ends with `stop()` of esbuild. */
export async function bundlePage({ entry, workers = {}, style, html, instead = {} }: Page): Promise<Site> {
  const cache = join(ROOT, ".cache");
  await Deno.mkdir(cache, { recursive: true });
  const temporary = await Deno.makeTempDir({ dir: cache, prefix: "studio-" });
  try {
    const config = join(temporary, "deno.json");
    await Deno.writeTextFile(config, JSON.stringify(await configFor(temporary, instead)));
    const out = join(temporary, "bundled");
    await runBundler(
      [
        "--config",
        config,
        "--no-lock",
        "--code-splitting",
        "--outdir",
        out,
        entry,
        ...Object.values(workers),
      ],
      "browser",
    );
    const sources = {
      script: join(out, scriptName(entry)),
      style: join(ROOT, style),
      ...Object.fromEntries(
        Object.entries(workers).map(([name, path]) => [name, join(out, scriptName(path))]),
      ),
    };
    const { outputFiles, metafile } = await build({
      entryPoints: Object.values(sources),
      outdir: join(temporary, "site"),
      entryNames: "[name]-[hash]",
      chunkNames: "part-[hash]",
      ...{ bundle: true, splitting: true, minify: true, format: "esm", platform: "browser", target: TARGET },
      ...{ write: false, metafile: true, legalComments: "none", logLevel: "error" },
      // What only tells of errors; see base/check.ts.
      define: { "Deno.inspect": "String" },
      plugins: [packagedStyles],
      absWorkingDir: temporary,
    });
    const site: Site = new Map(
      outputFiles.map((file) => [name(join(temporary, "site"), file.path), file.contents]),
    );
    const made = (source: string) => {
      const output = Object.entries(metafile.outputs).find(([, { entryPoint }]) =>
        entryPoint !== undefined && join(temporary, entryPoint) === source
      );
      if (output === undefined) throw new Error(`nothing was made of ${source}`);
      return name(join(temporary, "site"), join(temporary, output[0]));
    };
    const text = Object.entries(sources).reduce(
      (text, [name, source]) => text.replaceAll(`{${name}}`, made(source)),
      await Deno.readTextFile(join(ROOT, html)),
    );
    return site.set("index.html", new TextEncoder().encode(text));
  } finally {
    await Deno.remove(temporary, { recursive: true });
  }
}

const name = (folder: string, path: string) => relative(folder, path).replaceAll("\\", "/");
const scriptName = (entry: string) => entry.split("/").pop()!.replace(/\.tsx?$/, ".js");

/** Style sheets of packages, which lie in Deno's cache. */
const packagedStyles: Plugin = {
  name: "packaged-styles",
  setup({ onResolve }) {
    onResolve(
      { filter: /^[\w@].*\.css$/ },
      ({ path }) => ({ path: fileURLToPath(import.meta.resolve(path)) }),
    );
  },
};

/** The project's configuration, seen from a folder below, with what a browser has in the place of what Deno has. */
async function configFor(folder: string, instead: Readonly<Record<string, string>>): Promise<object> {
  const { imports, unstable, compilerOptions } = JSON.parse(await Deno.readTextFile(join(ROOT, "deno.json")));
  const here = (path: string) => `./${relative(folder, join(ROOT, path))}`.replace("./..", "..");
  const others = Object.entries({
    "node:zlib": "scripts/studio/inflate.ts",
    "node:buffer": "scripts/studio/buffer.ts",
    "node:util": "scripts/studio/util.ts",
    ...instead,
  })
    .map(([from, to]) => [/^(src|scripts)\//.test(from) ? here(from) : from, here(to)]);
  return { imports: { ...imports, ...Object.fromEntries(others) }, unstable, compilerOptions };
}

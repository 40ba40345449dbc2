import { dirname, join } from "node:path/posix";

/** Specifiers of a module's imports, and of the modules it names by URL (workers), in order. */
export function importsOf(text: string): string[] {
  const pattern =
    /(?:^\s*(?:import|export)\b[^;"'()]*?|\bimport\s*\(\s*|\bnew URL\(\s*(?=["'][^"']+\.ts["']))["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map(([, specifier]) => specifier!);
}

/** The modules among `sources` (texts by path) that each of them imports, types included. */
export function importGraph(sources: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(Array.from(sources, ([path, text]) => {
    const targets = importsOf(text).filter((specifier) => specifier.startsWith("."))
      .map((specifier) => join(dirname(path), specifier));
    return [path, targets.filter((target) => sources.has(target))];
  }));
}

/** What is loaded with a module: modules among `sources`, and packages, those by types and `import()` left out. */
export function loadedWith(entry: string, sources: ReadonlyMap<string, string>): Set<string> {
  const loaded = new Set<string>();
  const load = (name: string) => {
    if (loaded.has(name)) return;
    loaded.add(name);
    for (const [, names, specifier] of sources.get(name)?.matchAll(STATIC) ?? []) {
      if (/^\s*(?:type\b(?!\s*,)|\{(?:\s*type\b[^,}]*,?)+\s*\})/.test(names!)) continue;
      load(specifier!.startsWith(".") ? join(dirname(name), specifier!) : specifier!);
    }
  };
  load(entry);
  return loaded;
}

/** Imports and re-exports: what is named, and from where. */
const STATIC = /^(?:import|export)\b([^;"'()]*?)["']([^"']+)["']/gm;

/** Circles of a graph, each from one node along to itself again; none if and only if there are none. */
export function circlesOf(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]) => {
    const start = path.indexOf(node);
    if (start >= 0) return void circles.push([...path.slice(start), node]);
    if (done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...path, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return circles;
}

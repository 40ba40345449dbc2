import assert from "node:assert/strict";
import { dirname, join, relative, sep } from "node:path";

const SOURCE = join(import.meta.dirname!, "..", "src");

/** Folders by layer, from the bottom; a folder may import itself and folders of lower layers only. */
const LAYERS = [
  ["."],
  ["art", "rasterise", "tokenizer", "words"],
  ["corpus", "model"],
  ["training", "bundle"],
  ["inference"],
  ["evaluation"],
  ["cli"],
];

const layerOf = new Map(
  LAYERS.flatMap((folders, layer) => folders.map((folder) => [folder, layer] as const)),
);

Deno.test("src imports point down only", () => {
  const problems: string[] = [];
  for (const file of sourceFiles(SOURCE)) {
    const from = folderOf(file);
    if (!layerOf.has(from)) problems.push(`${show(file)}: add the folder "${from}" to LAYERS`);
    for (const specifier of importsOf(Deno.readTextFileSync(file))) {
      if (!specifier.startsWith(".")) {
        if (/^(jsr|https?):/.test(specifier)) problems.push(`${show(file)} imports ${specifier}`);
        continue;
      }
      const target = join(dirname(file), specifier);
      if (relative(SOURCE, target).startsWith("..")) {
        problems.push(`${show(file)} imports ${specifier}, outside src/`);
      } else if (!mayImport(from, folderOf(target))) problems.push(`${show(file)} imports ${specifier}`);
    }
  }
  assert.deepEqual(problems, []);
});

Deno.test("importsOf() finds static, side-effect, re-exported, type and dynamic imports", () => {
  const text = [
    'import { a } from "./a.ts";',
    'import "./b.ts";',
    'export * from "./c.ts";',
    "import type {\n  D,\n} from './d.ts';",
    'const e = await import("./e.ts");',
    'type F = typeof import("./f.ts");',
    'new Worker(new URL("./g.ts", import.meta.url));',
    'new URL("./data.bin", import.meta.url);',
  ].join("\n");
  assert.deepEqual(importsOf(text), ["a", "b", "c", "d", "e", "f", "g"].map((name) => `./${name}.ts`));
});

Deno.test("mayImport() allows the own folder and lower ones when asked", () => {
  assert.ok(mayImport("cli", "training"));
  assert.ok(mayImport("art", "art"));
  assert.ok(mayImport("art", "."));
  assert.ok(!mayImport("art", "tokenizer"));
  assert.ok(!mayImport("training", "bundle"));
  assert.ok(!mayImport("bundle", "cli"));
  assert.ok(!mayImport(".", "art"));
});

function mayImport(from: string, to: string): boolean {
  return from === to || (layerOf.get(from) ?? -1) > (layerOf.get(to) ?? Infinity);
}

/** Specifiers of a module's imports, and of the modules it names by URL (workers), in order. */
function importsOf(text: string): string[] {
  const pattern =
    /(?:^\s*(?:import|export)\b[^;"'()]*?|\bimport\s*\(\s*|\bnew URL\(\s*(?=["'][^"']+\.ts["']))["']([^"']+)["']/gm;
  return [...text.matchAll(pattern)].map(([, specifier]) => specifier!);
}

/** First folder below src/, or "." for src/ itself. */
function folderOf(file: string): string {
  const parts = relative(SOURCE, file).split(sep);
  return parts.length > 1 ? parts[0]! : ".";
}

function show(file: string): string {
  return relative(join(SOURCE, ".."), file);
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

import assert from "node:assert/strict";
import { circlesOf, importGraph, importsOf, loadedWith } from "./imports.ts";

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

Deno.test("importGraph() and circlesOf() find circles of any length, by whatever kind of import", () => {
  const sources = new Map([
    ["src/a.ts", 'import { b } from "./x/b.ts";\nimport { e } from "./e.ts";'],
    ["src/x/b.ts", 'import type { C } from "./c.ts";\nimport "./gone.ts";\nimport "zod";'],
    ["src/x/c.ts", 'const { a } = await import("../a.ts");'],
    ["src/d.ts", 'export * from "./d.ts";'],
    ["src/e.ts", 'new Worker(new URL("./worker.ts", import.meta.url));'],
    ["src/worker.ts", 'import type { Message } from "./e.ts";'],
  ]);
  assert.deepEqual(circlesOf(importGraph(sources)), [
    ["src/a.ts", "src/x/b.ts", "src/x/c.ts", "src/a.ts"],
    ["src/e.ts", "src/worker.ts", "src/e.ts"],
    ["src/d.ts", "src/d.ts"],
  ]);
});

Deno.test("circlesOf() takes two ways to one module for no circle", () => {
  const diamond = new Map([["a", ["b", "c"]], ["b", ["d"]], ["c", ["d"]], ["d", []]]);
  assert.deepEqual(circlesOf(diamond), []);
});

Deno.test("loadedWith() follows imports of values, and neither types nor import()", () => {
  const sources = new Map([
    [
      "src/a.ts",
      'import { type B, b } from "./b.ts";\nimport type { C } from "./c.ts";\nimport {\n  type D,\n  type E,\n} from "./d.ts";',
    ],
    ["src/b.ts", 'export * from "./e.ts";\nexport type { F } from "./f.ts";\nimport "zod";'],
    ["src/e.ts", 'import * as z from "fast-check";\nconst { g } = await import("./g.ts");'],
  ]);
  assert.deepEqual([...loadedWith("src/a.ts", sources)], [
    ...["src/a.ts", "src/b.ts", "src/e.ts", "fast-check", "zod"],
  ]);
});

import assert from "node:assert/strict";
import { join, relative, sep } from "node:path";
import { join as joinPosix } from "node:path/posix";
import { circlesOf, importGraph, importsOf, loadedWith } from "./architecture/imports.ts";
import { type Power, powersOf } from "./architecture/powers.ts";

const ROOT = join(import.meta.dirname!, "..");

/** Texts of modules by path, from the root on. */
type Sources = ReadonlyMap<string, string>;

/** Folders by layer, from the bottom; a folder may import itself and folders of lower layers only. */
const LAYERS = [
  ["base"],
  ["onnx"],
  ["art", "rasterise", "tokenizer", "words", "network"],
  ["data", "engine"],
  ["bundle", "training"],
  ["inference"],
  ["tasks"],
  ["evaluation", "experiment", "synthesis"],
  ["operations"],
  ["console", "service", "studio"],
  // "." is src/ itself: mod.ts, the front door for programs.
  ["cli", "."],
];

/** Folders and files that compute with TensorFlow.js; what draws has none of them. */
const TENSORFLOW = [
  "src/network/computation.ts",
  "src/network/hidden.ts",
  "src/network/mixture/hidden.ts",
  "src/network/operations.ts",
  "src/network/recurrent/hidden.ts",
  "src/network/selective/hidden.ts",
  "src/network/transformer/hidden.ts",
  "src/engine/",
  "src/training/inputs.ts",
  "src/training/replica.ts",
  "src/training/teacher.ts",
  "src/tasks/art/draft/learn.ts",
  "src/tasks/art/album/errors.ts",
  "src/tasks/art/album/gradients.ts",
  "src/tasks/art/album/loss.ts",
  "src/tasks/art/album/network.ts",
  "src/evaluation/judge/classifier.ts",
];
/** What chooses and starts a backend. */
const TENSORFLOW_BACKENDS = ["src/engine/"];

/** Who may end the process, use the terminal and the environment, besides main.ts and scripts/. */
const POWERFUL = ["src/cli/"];
/** Files elsewhere in src/ that use one of these powers all the same, and why. */
const EXCEPTIONS: Readonly<Record<string, Partial<Record<Power, string>>>> = {
  "src/inference/runtime/native.ts": {
    "uses the environment":
      "the folder for caches is the system's to say, on each thread that loads the library; telemetry ends by a variable alone",
  },
  "src/inference/runtime/node.ts": { "uses the environment": "telemetry ends by a variable alone" },
  "src/engine/backend.ts": {
    "uses the environment": "ASCII_GEN_BLAS=off takes a BLAS at fault out of every thread of every command",
  },
  "src/operations/create/trial.ts": {
    "ends the process": "node:process tells how much of a core's time it took",
  },
};

const layerOf = new Map(
  LAYERS.flatMap((folders, layer) => folders.map((folder) => [folder, layer] as const)),
);

const sources: Sources = new Map(
  ["src", "scripts", "tests"].flatMap((folder) => [...sourceFiles(join(ROOT, folder))])
    .concat(join(ROOT, "main.ts"))
    .map((file) => [relative(ROOT, file).replaceAll(sep, "/"), Deno.readTextFileSync(file)]),
);

Deno.test("src imports point down only", () => assert.deepEqual(layerProblems(sources), []));

Deno.test("no module imports itself by way of others, types included", () =>
  assert.deepEqual(circlesOf(importGraph(sources)), []));

Deno.test("TensorFlow.js stays where it is computed with", () => {
  assert.deepEqual(tensorFlowProblems(sources), []);
  const users = [...sources].filter(([, text]) => importsOf(text).some(isTensorFlow)).map(([path]) => path);
  const idle = TENSORFLOW.filter((entry) => !users.some((path) => isAmong(path, [entry])));
  assert.deepEqual(idle, [], "take these out of TENSORFLOW");
});

Deno.test("drawing loads neither TensorFlow.js nor a library of schemas, which take long to start", () => {
  for (const entry of ["src/cli/gen.ts", "src/cli/gen/run.ts", "src/operations/draw/worker.ts"]) {
    const loaded = [...loadedWith(entry, sources)];
    assert.ok(loaded.includes("src/base/errors.ts"), entry);
    assert.deepEqual(loaded.filter((name) => name === "zod" || isTensorFlow(name)), [], entry);
  }
});

Deno.test("only the command line ends the process, uses the terminal and the environment", () => {
  assert.deepEqual(powerProblems(sources), []);
  const idle = Object.entries(EXCEPTIONS).flatMap(([path, reasons]) => {
    const used = powersOf(sources.get(path) ?? "").map(({ power }) => power);
    return Object.keys(reasons).filter((power) => !used.some((each) => each === power))
      .map((power) => `${path} no longer ${power}`);
  });
  assert.deepEqual(idle, [], "take these out of EXCEPTIONS");
});

Deno.test("layerProblems() finds imports that point up or out, and folders that have no layer", () => {
  const made = new Map([
    ["src/art/a.ts", 'import { ids } from "../tokenizer/ids.ts";\nimport { b } from "./b.ts";'],
    ["src/network/b.ts", 'import { a } from "../art/a.ts";\nimport "https://example.com/c.ts";'],
    ["src/bundle/c.ts", 'import { root } from "../../scripts/root.ts";'],
    ["src/new/d.ts", ""],
    ["scripts/root.ts", 'import { a } from "../src/art/a.ts";'],
  ]);
  assert.deepEqual(layerProblems(made), [
    "src/art/a.ts imports ../tokenizer/ids.ts",
    "src/network/b.ts imports ../art/a.ts",
    "src/network/b.ts imports https://example.com/c.ts",
    "src/bundle/c.ts imports ../../scripts/root.ts, outside src/",
    'src/new/d.ts: add the folder "new" to LAYERS',
  ]);
});

Deno.test("mayImport() allows the own folder and lower ones when asked", () => {
  assert.ok(mayImport("cli", "training"));
  assert.ok(mayImport("art", "art"));
  assert.ok(mayImport("art", "base"));
  assert.ok(!mayImport("art", "tokenizer"));
  assert.ok(!mayImport("training", "bundle"));
  assert.ok(!mayImport("bundle", "cli"));
  assert.ok(!mayImport("base", "art"));
});

Deno.test("tensorFlowProblems() finds it elsewhere, as a type, dynamically, and backends outside their folder", () => {
  const core = 'import * as tf from "@tensorflow/tfjs-core";';
  const made = new Map([
    ["src/engine/new.ts", `${core}\nawait import("@tensorflow/tfjs-backend-wasm");`],
    ["src/training/replica.ts", `${core}\nimport "@tensorflow/tfjs-backend-cpu";`],
    ["src/training/loop.ts", core],
    ["src/inference/decode.ts", 'import type { Tensor } from "npm:@tensorflow/tfjs-core@4.22.0";'],
    ["src/cli/train.ts", 'const tf = await import("@tensorflow/tfjs-core");'],
    ["tests/training/a.test.ts", core],
  ]);
  assert.deepEqual(tensorFlowProblems(made), [
    "src/training/replica.ts imports @tensorflow/tfjs-backend-cpu",
    "src/training/loop.ts imports @tensorflow/tfjs-core",
    "src/inference/decode.ts imports npm:@tensorflow/tfjs-core@4.22.0",
    "src/cli/train.ts imports @tensorflow/tfjs-core",
  ]);
});

Deno.test("powerProblems() finds powers below the command line, and no more than an exception's own", () => {
  const made = new Map([
    ["src/cli/a.ts", "Deno.exit(1);"],
    ["src/training/loop.ts", 'console.log("step");\nif (Deno.args.length) Deno.exitCode = 1;'],
    ["src/inference/runtime/native.ts", 'Deno.env.set("A", "1");\nDeno.stderr.writeSync(bytes);'],
    ["scripts/b.ts", "console.log(Deno.args);"],
  ]);
  assert.deepEqual(powerProblems(made), [
    "src/training/loop.ts uses the terminal by console.log",
    "src/training/loop.ts uses the environment by Deno.args",
    "src/training/loop.ts ends the process by Deno.exitCode",
    "src/inference/runtime/native.ts uses the terminal by Deno.stderr",
  ]);
});

function layerProblems(sources: Sources): string[] {
  return librarySources(sources).flatMap(([path, text]) => {
    const from = folderOf(path);
    const problems = layerOf.has(from) ? [] : [`${path}: add the folder "${from}" to LAYERS`];
    for (const specifier of importsOf(text)) {
      if (!specifier.startsWith(".")) {
        if (/^(jsr|https?):/.test(specifier)) problems.push(`${path} imports ${specifier}`);
        continue;
      }
      const target = joinPosix(path, "..", specifier);
      if (!target.startsWith("src/")) problems.push(`${path} imports ${specifier}, outside src/`);
      else if (!mayImport(from, folderOf(target))) problems.push(`${path} imports ${specifier}`);
    }
    return problems;
  });
}

function tensorFlowProblems(sources: Sources): string[] {
  return librarySources(sources).flatMap(([path, text]) =>
    importsOf(text).filter((specifier) => {
      const homes = specifier.includes("backend") ? TENSORFLOW_BACKENDS : TENSORFLOW;
      return isTensorFlow(specifier) && !isAmong(path, homes);
    }).map((specifier) => `${path} imports ${specifier}`)
  );
}

function powerProblems(sources: Sources): string[] {
  return librarySources(sources).filter(([path]) => !isAmong(path, POWERFUL)).flatMap(([path, text]) =>
    powersOf(text).filter(({ power }) => EXCEPTIONS[path]?.[power] === undefined)
      .map(({ power, by }) => `${path} ${power} by ${by}`)
  );
}

const isTensorFlow = (specifier: string) => specifier.includes("@tensorflow/");

/** Whether a file is one of `entries`, or in a folder of them, which end with a slash. */
const isAmong = (path: string, entries: readonly string[]) =>
  entries.some((entry) => entry.endsWith("/") ? path.startsWith(entry) : path === entry);

function mayImport(from: string, to: string): boolean {
  return from === to || (layerOf.get(from) ?? -1) > (layerOf.get(to) ?? Infinity);
}

const librarySources = (sources: Sources) => [...sources].filter(([path]) => path.startsWith("src/"));

/** First folder below src/, or "." for src/ itself. */
function folderOf(path: string): string {
  const [, folder, ...rest] = path.split("/");
  return folder !== undefined && rest.length > 0 ? folder : ".";
}

function* sourceFiles(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory) yield* sourceFiles(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

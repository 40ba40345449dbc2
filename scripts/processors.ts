/**
 * Runs what hangs on the processor on others than this one, and prints what came of it as Markdown: the tests of the
 * operators on emulated processors, and drawings by narrower kernels beside those of this processor.
 *
 *     apt-get install qemu-user
 *     deno run -A scripts/processors.ts                       # x64: ten minutes on two cores
 *     deno run -A scripts/processors.ts --arm64               # fetches Deno and C libraries for arm64 as well
 *     deno run -A scripts/processors.ts --no-operators --words 100 --model weights/float16
 *
 * Emulated drawing takes a minute a word. So the drawings are made by a copy of onnxruntime that asks the processor for its
 * AVX state and hears that there is none: it then takes the SSE kernels, at full speed, as on an x64-v2 processor.
 */
import { Command } from "commander";
import { dirname, join } from "node:path";
import { defaultBundle } from "../src/operations/default_bundle.ts";
import { wholeNumber } from "../src/cli/numbers.ts";
import { packageFolder, platformBuild } from "../src/inference/runtime/native.ts";
import manifest from "../deno.json" with { type: "json" };

const ROOT = join(import.meta.dirname!, "..");
const TESTS = ["tests/onnx/weights.test.ts"];

/** A processor that QEMU emulates; `part` is what Linux tells of one of ARM's, by which cpuinfo knows it. */
interface Processor {
  name: string;
  cpu: string;
  part?: string;
  features?: string;
}

const X64: readonly Processor[] = [
  { name: "x64-v2 (SSE4.2)", cpu: "Nehalem" },
  { name: "x64 with AVX", cpu: "SandyBridge" },
  { name: "x64-v3 (AVX2)", cpu: "Haswell" },
];
const ARM64: readonly Processor[] = [
  { name: "arm64", cpu: "cortex-a72", part: "0xd08", features: "fp asimd" },
  { name: "arm64 with dot products", cpu: "cortex-a76", part: "0xd0b", features: "fp asimd asimddp" },
];

/** Runs a program; its output and whether it ended well. */
async function run(
  program: string,
  args: string[],
  cwd = ROOT,
): Promise<{ output: string; success: boolean }> {
  try {
    const { stdout, stderr, success } = await new Deno.Command(program, { args, cwd, env: { NO_COLOR: "1" } })
      .output();
    return { output: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr), success };
  } catch (error) {
    return { output: error instanceof Error ? error.message : String(error), success: false };
  }
}

/** What came of the tests, in a few words. */
async function runTests(program: string, args: string[]): Promise<string> {
  const { output } = await run(program, [...args, "test", "-q", "-A", "--no-check", ...TESTS]);
  return /\d+ passed.*?\d+ failed/.exec(output)?.[0].replace(" | ", ", ") ??
    output.trim().split("\n").at(-1)!;
}

/** Fetches Deno and the C library for arm64 into `folder`, unless they are there. */
async function fetchArm64(folder: string): Promise<void> {
  if (await Deno.stat(join(folder, "package", "deno")).then(() => true, () => false)) return;
  await Deno.mkdir(folder, { recursive: true });
  const script = `npm pack --silent @deno/linux-arm64-glibc@${Deno.version.deno} && tar xzf deno-*.tgz &&
    apt-get download libc6-arm64-cross libgcc-s1-arm64-cross libstdc++6-arm64-cross &&
    for package in *.deb; do dpkg -x "$package" root; done`;
  const { success, output } = await run("bash", ["-ec", script], folder);
  if (!success) throw new Error(`cannot fetch Deno for arm64: ${output}`);
}

/** The folder that stands for / when a program for arm64 opens files; with a /proc/cpuinfo, for the host has another. */
async function arm64Root(folder: string, { part = "", features = "" }: Processor): Promise<string> {
  const root = join(folder, "root", "usr", "aarch64-linux-gnu");
  await Deno.mkdir(join(root, "proc"), { recursive: true });
  const lines = [
    `Features\t: ${features}`,
    "CPU implementer\t: 0x41",
    "CPU architecture: 8",
    "CPU variant\t: 0x0",
  ];
  const cores = Array.from(
    { length: navigator.hardwareConcurrency },
    (_, core) =>
      [`processor\t: ${core}`, ...lines, `CPU part\t: ${part}`, "CPU revision\t: 1", "", ""].join("\n"),
  );
  await Deno.writeTextFile(join(root, "proc", "cpuinfo"), cores.join(""));
  return root;
}

/** `xor ecx, ecx; xgetbv` asks which registers the system saves; `xor eax, eax; nop` in its place answers: none of AVX. */
const ASKS = [0x31, 0xc9, 0x0f, 0x01, 0xd0], ANSWERS = [0x31, 0xc0, 0x90];

/** Writes onnxruntime without AVX to `folder`, and a configuration of Deno by which this program finds it. */
async function writeNarrow(folder: string): Promise<string> {
  const build = platformBuild();
  const library = await Deno.readFile(join(await packageFolder(), build.folder, build.library.name));
  let places = 0;
  for (let at = library.indexOf(0x31); at >= 0; at = library.indexOf(0x31, at + 1)) {
    if (!ASKS.every((byte, i) => library[at + i] === byte)) continue;
    library.set(ANSWERS, at + 2);
    places++;
  }
  if (places === 0) throw new Error("this onnxruntime does not ask for the AVX state as it is expected to");
  const path = join(folder, "package", build.folder, build.library.name);
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeFile(path, library);
  await Deno.writeTextFile(join(folder, "package", "package.json"), "{}");
  const imports = {
    ...manifest.imports,
    "onnxruntime-node/package.json": `file://${join(folder, "package", "package.json")}`,
  };
  const config = join(folder, "deno.json");
  await Deno.writeTextFile(config, JSON.stringify({ imports, unstable: manifest.unstable }));
  return config;
}

/** Draws everyday words with a configuration; lines by word. */
async function draw(
  config: string,
  model: string,
  words: string,
  seed: number,
): Promise<Map<string, string>> {
  const script = ["scripts/gallery.ts", "--json", "--model", model, "--everyday", words, "--seed", `${seed}`];
  const size = ["--width", "40", "--max-lines", "20"];
  const { stdout, success } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-q", "-A", "--config", config, ...script, ...size],
    cwd: ROOT,
    stderr: "inherit",
  }).output();
  if (!success) throw new Error("drawing failed");
  const sheet: { title: string; lines: string[] }[] = JSON.parse(new TextDecoder().decode(stdout));
  return new Map(sheet.map(({ title, lines }) => [title, lines.join("\n")]));
}

interface Flags {
  arm64?: boolean;
  operators: boolean;
  words: string;
  seeds: string;
  model: string[];
  cache: string;
}

await new Command("processors")
  .option("--no-operators", "leave out the tests of the operators")
  .option("--arm64", "emulate processors for arm64 too")
  .option("--words <n>", "everyday words that are drawn; 0 for none", "20")
  .option("--seeds <n>", "seeds of each word, 1 and those after it", "1")
  .option("--model <folders...>", "models to draw with", [defaultBundle()])
  .option("--cache <folder>", "where what is fetched is kept", join(ROOT, ".cache", "arm64"))
  .action(async ({ arm64, operators, words, seeds, model: models, cache }: Flags) => {
    if (operators) {
      console.log("| processor | emulated as | operators |\n| --- | --- | --- |");
      const row = (name: string, cpu: string, result: string) =>
        console.log(`| ${name} | ${cpu} | ${result} |`);
      row("this one", "", await runTests(Deno.execPath(), []));
      for (const { name, cpu } of X64) {
        row(name, cpu, await runTests("qemu-x86_64", ["-cpu", cpu, Deno.execPath()]));
      }
      if (arm64) await fetchArm64(cache);
      for (const processor of arm64 ? ARM64 : []) {
        const root = await arm64Root(cache, processor);
        const args = ["-cpu", processor.cpu, "-L", root, join(cache, "package", "deno")];
        row(processor.name, processor.cpu, await runTests("qemu-aarch64", args));
      }
    }
    if (wholeNumber("--words", words, 0, 500) === 0) return;
    const folder = await Deno.makeTempDir({ prefix: "ascii-gen-processors-" });
    try {
      const narrow = await writeNarrow(folder);
      console.log("\n| model | drawings | other ones with SSE kernels |\n| --- | ---: | ---: |");
      for (const model of models) {
        let drawn = 0, different = 0;
        for (let seed = 1; seed <= wholeNumber("--seeds", seeds, 1, 1000); seed++) {
          const here = await draw(join(ROOT, "deno.json"), model, words, seed);
          const there = await draw(narrow, model, words, seed);
          for (const [word, lines] of here) {
            drawn++;
            if (there.get(word) !== lines) different++;
          }
        }
        console.log(`| ${model} | ${drawn} | ${different} |`);
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  })
  .parseAsync(Deno.args, { from: "user" });

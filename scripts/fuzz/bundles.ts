/** Bundles that were cut, flipped, bent and forged, with hashes that fit where that gets them further. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { COMMON_FILES } from "../../src/bundle/manifest.ts";
import { ART_FILES } from "../../src/tasks/art/bundle/read.ts";
import { decodeModel, encodeModel, type ModelProto } from "../../src/onnx/proto.ts";
import { planQuantisation, SCHEMES } from "../../src/bundle/quantisation.ts";
import { writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { modelShape } from "../../src/tasks/art/config.ts";
import { draftSpecs, packDraft } from "../../src/tasks/art/draft/draft.ts";
import { portsOf } from "../../src/tasks/art/sequence/features.ts";
import { parameterSpecs } from "../../src/network/architectures.ts";
import { namedViews, parameterCount } from "../../src/network/parameters.ts";
import { type Random, random } from "../../src/base/random.ts";
import { fitGridTokenizer } from "../../src/tokenizer/grid/grid.ts";
import { madeSketches } from "./made_sketches.ts";
import { deepJson, HOSTILE, mutateBytes, mutateJson, pick } from "./mutate.ts";
import type { Case, Kind } from "./run.ts";

const MODEL = "model";
const MANIFEST = "manifest.json";
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const NETWORKS: readonly string[] = ["model.onnx", "sketches.onnx"],
  NUMBERS: readonly string[] = ["codes.bin", "draft.bin"];
const TEXTS = [
  MANIFEST,
  ...Object.keys({ ...COMMON_FILES, ...ART_FILES })
    .filter((name) => ![...NETWORKS, ...NUMBERS].includes(name)),
];
const COMMANDS: readonly string[][] = [
  ["info"],
  ["info", "--json"],
  ["info", "--licenses"],
  ["labels"],
  ["labels", "--json"],
  ["cat", "--seed", "1", "--width", "16", "--max-lines", "6", "--best-of", "1"],
];

/** Number formats of the weights. */
const FORMATS = ["float32", "float16", ...SCHEMES] as const;

/** The files of small sound bundles of random weights, by number format: to make one waits for the disk. */
const sound = new Map<string, Promise<Map<string, Uint8Array>>>();

async function makeSound(format: typeof FORMATS[number]): Promise<Map<string, Uint8Array>> {
  const tokenizer = fitGridTokenizer([PRINTABLE], {
    ...{ styles: ["line", "solid", "shaded", "banner"], maxWidth: 40, maxHeight: 20 },
  });
  const config = modelShape("nano", { dim: 32, heads: 2, hidden: 32, window: 32 });
  const specs = parameterSpecs(portsOf(tokenizer, config), config);
  const { next } = random(1);
  const flat = Float32Array.from({ length: parameterCount(specs) }, () => (next() - 0.5) / 4);
  const names = specs.map(({ name }) => name);
  const guesses = draftSpecs(portsOf(tokenizer, config));
  const draft = packDraft(Float32Array.from({ length: parameterCount(guesses) }, () => next() - 0.5));
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-fuzz-" });
  try {
    await writeBundle(join(folder, MODEL), {
      ...{ tokenizer, config, parameters: namedViews(specs, flat), corpus: "none" },
      ...{ ...madeSketches(["cat", "dog", "palm tree"]), draft },
      thesaurus: { synonym: { cat: "feline,tabby" }, kind: { dog: "poodle" } },
      training: { seed: 1, losses: { seen: 1.5 } },
      attributions: [{ source: "none", licence: "CC0-1.0", attribution: "nobody", pictures: 3 }],
      ...format === "float32" || format === "float16"
        ? { weightType: format }
        : { quantisation: planQuantisation(format, names, "0".repeat(64), 16) },
    });
    const files = [...Deno.readDirSync(join(folder, MODEL))].map(({ name }) => name);
    return new Map(files.map((name) => [name, Deno.readFileSync(join(folder, MODEL, name))]));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function writeSound(rng: Random, path: string): Promise<void> {
  const format = pick(rng, FORMATS);
  if (!sound.has(format)) sound.set(format, makeSound(format));
  await Deno.mkdir(path);
  for (const [name, bytes] of (await sound.get(format))!) await Deno.writeFile(join(path, name), bytes);
}

/** Something done to the folder of a bundle. */
type Spoiling = (rng: Random, path: string) => void;

const read = (path: string, name: string) => Deno.readFileSync(join(path, name));
const present = (path: string, names: readonly string[]) =>
  names.filter((name) => [...Deno.readDirSync(path)].some((entry) => entry.name === name));

/** Writes a file and makes the manifest fit. */
function forge(path: string, name: string, bytes: Uint8Array<ArrayBuffer>): void {
  Deno.writeFileSync(join(path, name), bytes);
  if (name === MANIFEST) return;
  const manifest = JSON.parse(Deno.readTextFileSync(join(path, MANIFEST)));
  const digest = createHash("sha256").update(bytes).digest("hex");
  manifest.files[name] = { size: bytes.length, sha256: digest };
  Deno.writeTextFileSync(join(path, MANIFEST), JSON.stringify(manifest));
}

const forgeText = (path: string, name: string, text: string) =>
  forge(path, name, new TextEncoder().encode(text));

/** The values of all properties of a part of a model that may be changed. */
function changeModel(rng: Random, model: ModelProto): void {
  const { graph } = model;
  const list = pick<unknown[]>(rng, [
    graph.node,
    graph.initializer,
    graph.input,
    graph.output,
    model.opsetImport,
  ]);
  const at = rng.int(list.length);
  const changes: (() => void)[] = [
    () => list.splice(at, 1),
    () => list.push(structuredClone(list[at])),
    () => list.reverse(),
    () => list[at] = mutateJson(rng, list[at]),
    () => list[at] = mutateJson(rng, list[at]),
    () => model.irVersion = rng.int(20),
    () => model.producerName = HOSTILE,
    () => graph.name = HOSTILE,
    () => pick(rng, graph.initializer).dims = [2 ** 40, 2 ** 40],
    () => pick(rng, graph.node).name = HOSTILE,
  ];
  pick(rng, changes)();
}

/** Weights that no training gives: huge, infinite, no numbers, or noise. */
function changeWeights(rng: Random, { graph }: ModelProto): void {
  const floats = graph.initializer.filter(({ rawData, name }) => rawData.length > 64 && name !== "gain");
  const tensor = pick(rng, floats.length > 0 ? floats : graph.initializer);
  const pattern = pick(rng, [[0xff], [0, 0, 0x80, 0x7f], [0, 0x7c], [0x7f], [0]]);
  tensor.rawData = tensor.rawData.map((_, i) =>
    rng.int(8) === 0 ? rng.int(256) : pattern[i % pattern.length]!
  );
}

const SPOILINGS: Readonly<Record<string, Spoiling>> = {
  "a file cut or flipped"(rng, path) {
    const name = pick(rng, present(path, [...TEXTS, ...NETWORKS, ...NUMBERS]));
    Deno.writeFileSync(join(path, name), mutateBytes(rng, read(path, name)));
  },
  "a file cut or flipped, its hash right"(rng, path) {
    const name = pick(rng, present(path, [...TEXTS, ...NETWORKS, ...NUMBERS]));
    forge(path, name, mutateBytes(rng, read(path, name)));
  },
  "JSON with other values"(rng, path) {
    const name = pick(rng, present(path, TEXTS));
    forgeText(
      path,
      name,
      JSON.stringify(mutateJson(rng, JSON.parse(Deno.readTextFileSync(join(path, name))))),
    );
  },
  "a manifest full of control characters"(rng, path) {
    const manifest = JSON.parse(Deno.readTextFileSync(join(path, MANIFEST)));
    const noise = () => `${HOSTILE}${String.fromCharCode(rng.int(0xa0), 0x2000 + rng.int(0x70))}`;
    manifest.corpus = noise();
    manifest.training = { [noise()]: noise(), list: [noise(), { [noise()]: noise() }] };
    manifest.attributions = [{ source: noise(), licence: noise(), attribution: noise(), pictures: 1 }];
    if (rng.int(4) === 0) manifest[noise()] = noise();
    Deno.writeTextFileSync(join(path, MANIFEST), JSON.stringify(manifest));
  },
  "characters that no drawing may have"(rng, path) {
    const data = JSON.parse(Deno.readTextFileSync(join(path, "tokenizer.json")));
    const at = rng.int(data.characters.length);
    const other = String.fromCodePoint(
      pick(rng, [0, 9, 10, 13, 27, 127, 0x9b, 0xe9, 0x300, 0x202e, 0x732b, 0x1f431]),
    );
    data.characters = data.characters.slice(0, at) + other + data.characters.slice(at + 1);
    forgeText(path, "tokenizer.json", JSON.stringify(data));
  },
  "a model with other parts"(rng, path) {
    const name = pick(rng, NETWORKS);
    const model = decodeModel(read(path, name));
    changeModel(rng, model);
    try {
      forge(path, name, encodeModel(model));
    } catch {
      forge(path, name, mutateBytes(rng, read(path, name))); // no file can hold that change
    }
  },
  "a model with other weights"(rng, path) {
    const name = pick(rng, NETWORKS);
    const model = decodeModel(read(path, name));
    changeWeights(rng, model);
    forge(path, name, encodeModel(model));
  },
  "a draft model of other numbers"(rng, path) {
    const pattern = pick(rng, [[0xff], [0, 0, 0x80, 0x7f], [0x7f], [0]]);
    const bytes = read(path, "draft.bin");
    forge(
      path,
      "draft.bin",
      bytes.map((_, i) => rng.int(8) === 0 ? rng.int(256) : pattern[i % pattern.length]!),
    );
  },
  "something else in the place of a file"(rng, path) {
    const name = pick(rng, present(path, [...TEXTS, ...NETWORKS, ...NUMBERS]));
    const file = join(path, name);
    Deno.removeSync(file);
    const puts: (() => void)[] = [
      () => {},
      () => Deno.mkdirSync(file),
      () => Deno.symlinkSync(file, file),
      () => Deno.symlinkSync(pick(rng, ["/dev/zero", "/dev/random", "/dev/tty", "/dev/full"]), file),
      () =>
        Deno.symlinkSync(
          pick(rng, ["/proc/self/mem", "/proc/self/maps", "/proc/kmsg", "/proc/self/fd/0"]),
          file,
        ),
      () => void new Deno.Command("mkfifo", { args: [file] }).outputSync(),
      () => {
        using sparse = Deno.createSync(file);
        sparse.truncateSync(pick(rng, [500e6, 2 ** 33, 0]));
      },
    ];
    pick(rng, puts)();
  },
  "far too much"(rng, path) {
    const name = pick(rng, present(path, TEXTS));
    const levels = () => deepJson(pick(rng, [65, 1000, 50_000]));
    const many = () => `[${"[],".repeat(300_000)}[]]`;
    const long = () => JSON.stringify({ ["k".repeat(500_000)]: "v".repeat(400_000) });
    const model = () => {
      const node = Uint8Array.of(0x0a, 0);
      const nodes = new Uint8Array(500_000).map((_, i) => node[i % 2]!);
      forge(path, "model.onnx", Uint8Array.from([0x3a, 0xa0, 0xc2, 0x1e, ...nodes]));
    };
    const config = () => {
      const value = JSON.parse(Deno.readTextFileSync(join(path, "config.json")));
      const field = pick(rng, ["dim", "layers", "hidden", "window", "heads"]);
      value[field] = pick(rng, [64, 1024, 4096, 16384]);
      forgeText(path, "config.json", JSON.stringify(value));
    };
    const texts = [levels, many, long].map((make) => () => forgeText(path, name, make()));
    pick(rng, [...texts, model, config])();
  },
};

/** Mutated bundles, shown by `info` and `labels` and drawn with. */
export const bundles: Kind = {
  count: 1500,
  codes: [0, 2, 3, 4],
  async make(seed, folder): Promise<Case> {
    const rng = random(seed);
    const path = join(folder, MODEL);
    await writeSound(rng, path);
    const name = pick(rng, Object.keys(SPOILINGS));
    SPOILINGS[name]!(rng, path);
    const command = pick(rng, COMMANDS);
    return { name: `${name}, ${command[0]}`, args: [...command, "--model", MODEL] };
  },
};

import assert from "node:assert/strict";
import { join } from "node:path";
import { madeSketches } from "../../scripts/fuzz/made_sketches.ts";
import { codeBytes, packLists } from "../../src/tasks/art/album/packing.ts";
import { type Bundle, readBundle } from "../../src/tasks/art/bundle/read.ts";
import { writeFolder } from "../../src/bundle/folder.ts";
import { planQuantisation } from "../../src/bundle/quantisation.ts";
import { readTrusted } from "../../src/tasks/art/bundle/trusted.ts";
import { type BundleContent, writeBundle } from "../../src/tasks/art/bundle/write.ts";
import { parametersOf } from "../../src/bundle/network.ts";
import { ART_FILES } from "../../src/tasks/art/bundle/read.ts";
import { draftSpecs, packDraft } from "../../src/tasks/art/draft/draft.ts";
import { portsOf } from "../../src/tasks/art/sequence/features.ts";
import { initialize, parameterCount } from "../../src/network/parameters.ts";
import { generate } from "../../src/tasks/art/draw/generate.ts";
import { openSession } from "../../src/tasks/art/draw/session.ts";
import { randomParameters, tinyConfig, tokenizer } from "../tasks/art/toy.ts";
import { assertOneLine, forge, forgeModel } from "./forge.ts";

const FILES = ["model.onnx", ...Object.keys(ART_FILES), "tokenizer.json", "config.json"];

const made = madeSketches(["cat", "palm tree"]);
const content: BundleContent = {
  tokenizer,
  config: tinyConfig,
  parameters: randomParameters(tinyConfig, 1),
  thesaurus: { kind: { cat: "tabby,tom cat" }, emoji: { cat: "🐈" }, German: { cat: "kätzchen" } },
  ...made,
  album: { ...made.album, aspects: made.album.aspects + "A", taught: new Uint8Array(512).fill(5) },
  draft: packDraft(randomDraft()),
  corpus: "c0ffee",
  training: { steps: 10, losses: [3.5, 2.25], seed: 1 },
  attributions: [{ source: "toy", licence: "MIT", attribution: "nobody", pictures: 3 }],
};

/** Weights of a draft model, at random. */
function randomDraft(): Float32Array {
  const specs = draftSpecs(portsOf(tokenizer, tinyConfig));
  const weights = new Float32Array(parameterCount(specs));
  initialize(specs, weights, 1);
  return weights;
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "bundle-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Writes a good bundle, spoils it, and expects one clear line that matches. */
async function assertRefused(spoil: (path: string) => Promise<void>, expected: RegExp): Promise<void> {
  await inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    await spoil(path);
    await assertOneLine(readBundle(path), expected);
  });
}

const text = (value: string) => new TextEncoder().encode(value);

Deno.test("readBundle() gives back what writeBundle() wrote", () =>
  inFolder(async (folder) => {
    const path = join(folder, "deep", "model");
    const manifest = await writeBundle(path, content);
    const bundle = await readBundle(path);
    assert.deepEqual(bundle.manifest, manifest);
    assert.deepEqual(bundle.config, tinyConfig);
    assert.deepEqual(bundle.thesaurus(), content.thesaurus);
    assert.deepEqual(bundle.tokenizer.data, tokenizer.data);
    assert.deepEqual(parametersOf(bundle), content.parameters);
    assert.deepEqual([...Deno.readDirSync(join(folder, "deep"))].map((entry) => entry.name), ["model"]);
  }));

Deno.test("readTrusted() gives what readBundle() does when the bundle is sound, whatever its numbers are", () =>
  inFolder(async (folder) => {
    const quantisation = planQuantisation("int8", Object.keys(content.parameters), "0".repeat(64));
    const parsed = ({ tokenizer, thesaurus, ...rest }: Bundle) => (
      { ...rest, tokenizer: tokenizer.data, thesaurus: thesaurus() }
    );
    for (const how of [{}, { quantisation }]) {
      const path = join(folder, "model");
      await writeBundle(path, { ...content, ...how });
      assert.deepEqual(parsed(readTrusted(path)), parsed(await readBundle(path)));
    }
  }));

Deno.test("readTrusted() leaves the thesaurus alone until it is asked for", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    await Deno.writeTextFile(join(path, "thesaurus.json"), " ");
    assert.throws(readTrusted(path).thesaurus, SyntaxError);
  }));

Deno.test("writeBundle() halves the weights and keeps them close when they are float16", () =>
  inFolder(async (folder) => {
    const path = join(folder, "half");
    const full = await writeBundle(join(folder, "full"), content);
    const half = await writeBundle(path, { ...content, weightType: "float16" });
    assert(half.files["model.onnx"].size < 0.6 * full.files["model.onnx"].size);
    const bundle = await readBundle(path);
    const stored = parametersOf(bundle);
    for (const [name, { data }] of Object.entries(content.parameters)) {
      data.forEach((value, i) => assert(Math.abs(value - stored[name]!.data[i]!) < 1e-3));
    }
    const session = await openSession(bundle);
    const request = {
      prompt: "cat",
      style: "line",
      width: 9,
      maxLines: 5,
      seed: 1,
      temperature: 1,
      topK: 0,
      topP: 1,
    };
    assert((await generate(session, request)).lines.length <= 5);
    await session.close();
  }));

Deno.test("writeBundle() replaces a bundle, and nothing else, when the folder exists", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    await writeBundle(path + "/", { ...content, corpus: "second" });
    assert.equal((await readBundle(path)).manifest.corpus, "second");
    assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name), ["model"]);
    await assert.rejects(
      writeFolder(path, new Map([["model.onnx", new Uint8Array(1)]]), {
        task: "text",
        corpus: "",
        training: {},
        attributions: [],
      }),
      {
        kind: "io",
        message: /is a model of the task "art", not of "text"; name a new folder/,
      },
    );
    assert.equal((await readBundle(path)).manifest.corpus, "second");
    await Deno.writeTextFile(join(path, "diary.txt"), "dear");
    await assert.rejects(writeBundle(path, content), { kind: "io", message: /diary\.txt/ });
    assert.equal(await Deno.readTextFile(join(path, "diary.txt")), "dear");
  }));

Deno.test("readBundle() reads a bundle without a draft model, which draws the same", () =>
  inFolder(async (folder) => {
    const [path, plain] = [join(folder, "model"), join(folder, "plain")];
    await writeBundle(path, content);
    await writeBundle(plain, { ...content, draft: undefined });
    const request = {
      prompt: "cat",
      style: "line",
      width: 30,
      maxLines: 9,
      seed: 3,
      temperature: 1,
      topK: 0,
      topP: 1,
    };
    const drawings = await Promise.all([path, plain].map(async (each) => {
      const session = await openSession(await readBundle(each));
      const { lines } = await generate(session, request);
      await session.close();
      return { guesses: session.draft !== undefined, lines };
    }));
    assert.deepEqual(drawings.map(({ guesses }) => guesses), [true, false]);
    assert.deepEqual(drawings[0]!.lines, drawings[1]!.lines);
  }));

Deno.test("readBundle() names the folder when there is none", () =>
  assertRefused((path) => Deno.remove(path, { recursive: true }), /there is no model folder .*model/));

for (const name of [...FILES, "manifest.json"]) {
  Deno.test(`readBundle() names ${name} when it is missing`, () =>
    assertRefused((path) => Deno.remove(join(path, name)), new RegExp(`${name} is missing`)));
  Deno.test(`readBundle() names ${name} when it is truncated`, () =>
    assertRefused(async (path) => {
      const { size } = await Deno.stat(join(path, name));
      await Deno.truncate(join(path, name), size - 7);
    }, new RegExp(name)));
  Deno.test(`readBundle() names ${name} when it is a folder`, () =>
    assertRefused(async (path) => {
      await Deno.remove(join(path, name));
      await Deno.mkdir(join(path, name));
    }, new RegExp(`${name} is not a file`)));
}

for (const name of FILES) {
  Deno.test(`readBundle() names ${name} when any byte of it is flipped`, async () => {
    for (const part of [0, 0.5, 0.999]) {
      await assertRefused(async (path) => {
        const bytes = await Deno.readFile(join(path, name));
        bytes[Math.floor(part * bytes.length)]! ^= 0x10;
        await Deno.writeFile(join(path, name), bytes);
      }, new RegExp(`${name} is damaged`));
    }
  });
}

const forgeries: [what: string, spoil: (path: string) => Promise<void>, expected: RegExp][] = [
  [
    "the manifest is no JSON",
    (path) => Deno.writeTextFile(join(path, "manifest.json"), "{"),
    /manifest.json is not JSON/,
  ],
  ["the manifest is of another format", async (path) => {
    const file = join(path, "manifest.json");
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace('"version": 4', '"version": 5'));
  }, /manifest.json: this model is of a later ascii-gen \(version 5\); this one reads versions 3 to 4/],
  ["it remembers coarser sketches", async (path) => {
    const file = join(path, "manifest.json");
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace('"version": 4', '"version": 2'));
  }, /manifest.json: this model is of an earlier ascii-gen \(version 2\)/],
  ["the album is no JSON", (path) => forge(path, "album.json", text("[")), /album.json is not JSON/],
  [
    "the album names a picture that is not there",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      return forge(
        path,
        "album.json",
        text(JSON.stringify({ ...album, pictures: { line: packLists(album.labels.map(() => [99])) } })),
      );
    },
    /album.json: line pictures of cat: there is no picture 99, only 7/,
  ],
  [
    "the album has a picture of another word for small drawings",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      const small = { line: packLists(album.labels.map((_, word) => word === 0 ? [5] : [])) };
      return forge(path, "album.json", text(JSON.stringify({ ...album, small })));
    },
    /album.json: small.line: picture 5 is none of the line pictures of cat/,
  ],
  [
    "the album has a picture of another word for ten columns",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      const few = { 10: { line: packLists(album.labels.map((_, word) => word === 0 ? [5] : [])) } };
      return forge(path, "album.json", text(JSON.stringify({ ...album, few })));
    },
    /album.json: few.10.line: picture 5 is none of the line pictures of cat/,
  ],
  [
    "the album has pictures for no columns",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      return forge(path, "album.json", text(JSON.stringify({ ...album, few: { 0: {} } })));
    },
    /album.json: few/,
  ],
  [
    "the album has too few words for small drawings",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      return forge(path, "album.json", text(JSON.stringify({ ...album, small: { line: "1" } })));
    },
    /album.json: small.line has 1 entries; there are 2 words/,
  ],
  [
    "the album's codes are too few",
    (path) => forge(path, "codes.bin", new Uint8Array(7)),
    new RegExp(`codes.bin has 7 bytes; 6 codes have ${6 * codeBytes(8)}$`),
  ],
  [
    "what was taught is no whole number of sketches",
    (path) => forge(path, "taught.bin", new Uint8Array(513)),
    /taught.bin has 513 bytes; at most 7 sketches of 512 are expected/,
  ],
  [
    "more was taught than there are pictures",
    (path) => forge(path, "taught.bin", new Uint8Array(8 * 512)),
    /taught.bin has 4096 bytes; at most 7 sketches of 512 are expected/,
  ],
  [
    "what was taught leaves too many codes",
    (path) => forge(path, "taught.bin", new Uint8Array(2 * 512)),
    new RegExp(`codes.bin has ${6 * codeBytes(8)} bytes; 5 codes have ${5 * codeBytes(8)}$`),
  ],
  [
    "the draft model is one of another model",
    (path) => forge(path, "draft.bin", content.draft!.subarray(68)),
    new RegExp(
      `draft.bin has ${content.draft!.length - 68} bytes; a draft model of this one has ${
        content.draft!.length
      }$`,
    ),
  ],
  [
    "the decoder is of another size",
    (path) => {
      const { codes: _codes, taught: _taught, ...album } = content.album;
      const decoder = { ...album.decoder, hidden: 16 };
      return forge(path, "album.json", text(JSON.stringify({ ...album, decoder })));
    },
    /sketches.onnx: tensor input.codes is/,
  ],
  [
    "the decoder is another network",
    async (path) => forge(path, "sketches.onnx", await Deno.readFile(join(path, "model.onnx"))),
    /sketches.onnx: /,
  ],
  ["the config is no JSON", (path) => forge(path, "config.json", text("nope")), /config.json is not JSON/],
  [
    "the config is wrong",
    (path) => forge(path, "config.json", text("{}")),
    /model: config: \w+: Invalid input/,
  ],
  [
    "the config is of another size",
    (path) => forge(path, "config.json", text(JSON.stringify({ ...tinyConfig, promptLength: 25 }))),
    /tensor embedding is/,
  ],
  ["the tokenizer is no JSON", (path) => forge(path, "tokenizer.json", text("")), /tokenizer.json/],
  ["the tokenizer is wrong", (path) => forge(path, "tokenizer.json", text("[]")), /tokenizer.json/],
  [
    "the thesaurus is no JSON",
    (path) => forge(path, "thesaurus.json", text("{")),
    /thesaurus.json is not JSON/,
  ],
  [
    "the thesaurus has other than words",
    (path) => forge(path, "thesaurus.json", text('{"kind":{"cat":"tabby\\u001b[2J"}}')),
    /thesaurus: kind.cat: not lower-case words/,
  ],
  [
    "the thesaurus has a stranger for a label",
    (path) => forge(path, "thesaurus.json", text('{"kind":{"dog":"poodle"}}')),
    /thesaurus: "dog" is no label/,
  ],
  ["the model is no protobuf", (path) => forge(path, "model.onnx", text("hello")), /not an ONNX model/],
  ["the model has no graph", (path) => forge(path, "model.onnx", text("\x08\x0a")), /no graph/],
  ["the model has trailing bytes", async (path) => {
    const bytes = await Deno.readFile(join(path, "model.onnx"));
    await forge(path, "model.onnx", Uint8Array.from([...bytes, 0xa0, 0x06, 1]));
  }, /fields that this program does not write/],
  [
    "a tensor is external",
    forgeModel(({ graph }) => {
      graph.initializer[3]!.externalData = [{ key: "location", value: "/etc/passwd" }];
      graph.initializer[3]!.dataLocation = 1;
    }),
    /external data, which is refused/,
  ],
  [
    "a tensor is missing",
    forgeModel(({ graph }) => {
      graph.initializer = graph.initializer.filter(({ name }) => name !== "head");
    }),
    /lacks the tensor head/,
  ],
  [
    "a tensor is too short",
    forgeModel(({ graph }) => {
      const tensor = graph.initializer.find(({ name }) => name === "head")!;
      tensor.rawData = tensor.rawData.subarray(4);
    }),
    /tensor head has \d+ bytes, not/,
  ],
  [
    "an operator is foreign",
    forgeModel(({ graph }) => {
      graph.node[0]!.opType = "Loop";
    }),
    /operator Loop is not allowed/,
  ],
  [
    "a node reads something else",
    forgeModel(({ graph }) => {
      graph.node[1]!.input[0] = "nowhere";
    }),
    /node features is not as the config has it/,
  ],
  [
    "a constant has other values",
    forgeModel(({ graph }) => {
      const constant = graph.initializer.find(({ name }) => name === "gain")!;
      constant.rawData = constant.rawData.map((byte, i) => i === 0 ? byte ^ 1 : byte);
    }),
    /tensor gain is a constant and has other values/,
  ],
  [
    "an output is missing",
    forgeModel(({ graph }) => {
      graph.output.pop();
    }),
    /its outputs are/,
  ],
];
forgeries.push(
  ...["\u00e9", "\n", "\x1b", "\0", "\u732b", "\x7f", "\x9b"].map((
    character,
  ): typeof forgeries[number] => [
    `the tokenizer holds ${JSON.stringify(character)}`,
    (path) =>
      forge(
        path,
        "tokenizer.json",
        text(JSON.stringify({ ...tokenizer.data, characters: ` a${character}` })),
      ),
    /tokenizer\.json: characters: not printable ASCII/,
  ]),
  ...["manifest.json", "tokenizer.json", "config.json", "thesaurus.json"].map((
    name,
  ): typeof forgeries[number] => [
    `${name} is nested too deep`,
    (path) => {
      const deep = text(`${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`);
      return name === "manifest.json" ? Deno.writeFile(join(path, name), deep) : forge(path, name, deep);
    },
    new RegExp(`${name} has more than 64 levels`),
  ]),
  [
    "the config makes too large a network",
    (path) =>
      forge(path, "config.json", text(JSON.stringify({ ...tinyConfig, layers: 64, dim: 4096, heads: 8 }))),
    /config\.json makes a model of \d+ weights; at most 268435456 are allowed/,
  ],
  [
    "the config makes too large a cache",
    (path) =>
      forge(path, "config.json", text(JSON.stringify({ ...tinyConfig, layers: 64, dim: 128, window: 4096 }))),
    /keeps 67108864 numbers of each sequence; at most 33554432/,
  ],
  [
    "the model is far larger than its config makes it",
    (path) => forge(path, "model.onnx", new Uint8Array(50 << 20)),
    /model\.onnx has 52428800 bytes; one of its config has at most \d+/,
  ],
  [
    "the model consists of empty nodes",
    async (path) => {
      const { size } = await Deno.stat(join(path, "model.onnx"));
      const nodes = new Uint8Array((size & ~1) + (1 << 19) - (1 << 16)).fill(0x0a).map((byte, i) =>
        i % 2 === 0 ? byte : 0
      );
      const length = nodes.length;
      const varint = [length & 127 | 128, length >> 7 & 127 | 128, length >> 14 & 127 | 128, length >> 21];
      await forge(path, "model.onnx", Uint8Array.from([7 << 3 | 2, ...varint, ...nodes]));
    },
    /not an ONNX model: it holds \d+ bytes that are not weights/,
  ],
  [
    "a port has another shape",
    forgeModel(({ graph }) => {
      graph.input[0]!.type!.tensorType!.shape!.dim![1] = { dimValue: 2 ** 40 };
    }),
    /its inputs: indices has another type or shape/,
  ],
  [
    "a port has no shape",
    forgeModel(({ graph }) => {
      graph.output[0]!.type = {};
    }),
    /its outputs: logits has another type or shape/,
  ],
  [
    "the model is of other operators' versions",
    forgeModel((model) => {
      model.opsetImport = [{ domain: "", version: 7 }];
    }),
    /its operator sets are ai\.onnx 7, not ai\.onnx 23, com\.microsoft 1/,
  ],
  [
    "the model is of another version of the format",
    forgeModel((model) => {
      model.irVersion = 3;
    }),
    /its IR version is 3, not 10/,
  ],
);
for (const [what, spoil, expected] of forgeries) {
  Deno.test(`readBundle() refuses a bundle when ${what}`, () => assertRefused(spoil, expected));
}

Deno.test("openSession() throws a UserError when onnxruntime refuses the model", () =>
  inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    const bundle = { ...await readBundle(path), model: new Uint8Array([1, 2, 3]) };
    await assert.rejects(openSession(bundle), { kind: "model", message: /onnxruntime refuses/ });
  }));

/** Puts something else in the place of a file. */
const replace = (name: string, put: (file: string) => Promise<unknown> | void) => async (path: string) => {
  await Deno.remove(join(path, name));
  await put(join(path, name));
};

for (const name of [...FILES, "manifest.json"]) {
  const notPosix = Deno.build.os !== "linux";
  const strangers: [what: string, put: (file: string) => Promise<unknown> | void, expected: RegExp][] = [
    ["a link to a device", (file) => Deno.symlink("/dev/zero", file), /is not a file|cannot be read/],
    [
      "a link into /proc",
      (file) => Deno.symlink("/proc/self/maps", file),
      /has more bytes than its size|cannot be read/,
    ],
    ["a link to itself", (file) => Deno.symlink(file, file), /cannot be read/],
    ["a pipe", (file) => new Deno.Command("mkfifo", { args: [file] }).output(), /is not a file/],
    ["a sparse file of 500 MB", (file) =>
      Deno.create(file).then((open) => {
        open.truncateSync(500_000_000);
        open.close();
      }), /has 500000000 bytes; at most \d+ are read/],
  ];
  for (const [what, put, expected] of strangers) {
    Deno.test(
      `readBundle() refuses a bundle when ${name} is ${what}`,
      { ignore: notPosix },
      () => assertRefused(replace(name, put), new RegExp(`${name.replace(".", "\\.")} (${expected.source})`)),
    );
  }
}

Deno.test(
  "readBundle() reads files that are links to files",
  { ignore: Deno.build.os === "windows" },
  () =>
    inFolder(async (folder) => {
      const path = join(folder, "model");
      await writeBundle(path, content);
      await Deno.mkdir(join(folder, "links"));
      for (const name of [...FILES, "manifest.json"]) {
        await Deno.symlink(join(path, name), join(folder, "links", name));
      }
      assert.deepEqual((await readBundle(join(folder, "links"))).config, tinyConfig);
    }),
);

Deno.test("readBundle() reads a bundle of before there were other tasks", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    const file = join(path, "manifest.json");
    const { task: _, ...manifest } = JSON.parse(await Deno.readTextFile(file));
    await Deno.writeTextFile(file, JSON.stringify({ ...manifest, version: 3 }));
    assert.equal((await readBundle(path)).manifest.task, "art");
  });
});

Deno.test("readBundle() refuses a model of another task", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeBundle(path, content);
    const file = join(path, "manifest.json");
    await Deno.writeTextFile(
      file,
      JSON.stringify({ ...JSON.parse(await Deno.readTextFile(file)), task: "text" }),
    );
    await assert.rejects(readBundle(path), /this model is of the task "text", not of "art"/);
  });
});

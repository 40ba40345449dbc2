import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../../src/base/context.ts";
import { openGguf } from "../../../../src/bundle/formats/gguf_read.ts";
import { openSafetensors, safetensorsBytes } from "../../../../src/bundle/formats/safetensors.ts";
import { atomicWrite } from "../../../../src/base/files.ts";
import { readForeign } from "../../../../src/tasks/text/exchange/read.ts";
import { type ForeignModel, writeGguf, writeSafetensors } from "../../../../src/tasks/text/exchange/write.ts";
import { modelOf, TOKENIZERS } from "./models.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const SAMPLE = "Näher, näher: 3 Fische🐟\n日本";

for (const form of ["gpt2", "llama"] as const) {
  for (const tied of [true, false]) {
    for (const kind of ["char", "bpe", "unigram"] as const) {
      const told = `${form}, ${tied ? "tied" : "free"} head, ${kind}`;
      Deno.test(`a model is the same after safetensors and after GGUF: ${told}`, async () => {
        await inFolder(async (folder) => {
          const model = modelOf(form, { tied, tokenizer: TOKENIZERS[kind] });
          await writeSafetensors(join(folder, "a"), model, "float32");
          await writeGguf(join(folder, "b.gguf"), model, "float32");
          for (const name of ["a", "b.gguf"]) {
            const read = await readForeign(join(folder, name), quietly);
            assert.deepEqual(read.config, model.config, name);
            assert.deepEqual(read.parameters, model.parameters, name);
            assert.deepEqual(read.tokenizer.toJSON(), model.tokenizer.toJSON(), name);
            assert.deepEqual(read.tokenizer.encode(SAMPLE), model.tokenizer.encode(SAMPLE), name);
          }
        });
      });
    }
  }
}

Deno.test("heads that share keys and values stay so, each of them in its place", async () => {
  await inFolder(async (folder) => {
    const model = modelOf("llama", { kvHeads: 1 });
    await writeSafetensors(join(folder, "a"), model, "float32");
    await writeGguf(join(folder, "b.gguf"), model, "float32");
    for (const name of ["a", "b.gguf"]) {
      const read = await readForeign(join(folder, name), quietly);
      assert.deepEqual(read.config, model.config, name);
      assert.deepEqual(read.parameters, model.parameters, name);
    }
    const config = JSON.parse(await Deno.readTextFile(join(folder, "a", "config.json")));
    assert.deepEqual([config.num_attention_heads, config.num_key_value_heads], [2, 1]);
    using file = await openSafetensors(join(folder, "a", "model.safetensors"));
    const { shape: [rows, columns] = [], data } = model.parameters["layers.1.qkv"]!;
    const values = file.read("model.layers.1.self_attn.v_proj.weight");
    assert.deepEqual([rows, columns, values.length], [32, 64, 16 * 32]);
    // Its rows are our columns, the last of them.
    assert.deepEqual([values[0], values[5 * 32 + 7]], [data[48], data[7 * 64 + 48 + 5]]);
  });
});

Deno.test("weights of float16 are rounded, vectors of GGUF are not", async () => {
  await inFolder(async (folder) => {
    const model = modelOf("llama");
    await writeSafetensors(join(folder, "a"), model, "float16");
    await writeGguf(join(folder, "b.gguf"), model, "float16");
    for (const name of ["a", "b.gguf"]) {
      const { parameters } = await readForeign(join(folder, name), quietly);
      for (const [key, { data }] of Object.entries(model.parameters)) {
        const exact = name === "b.gguf" && key.endsWith(".gain");
        assert.deepEqual(parameters[key]!.data, exact ? data : data.map(Math.f16round), `${name} ${key}`);
      }
    }
  });
});

Deno.test("queries and keys of GGUF are turned by neighbours, those of safetensors by halves", async () => {
  await inFolder(async (folder) => {
    const model = modelOf("llama");
    await writeSafetensors(join(folder, "a"), model, "float32");
    await writeGguf(join(folder, "b.gguf"), model, "float32");
    using halves = await openSafetensors(join(folder, "a", "model.safetensors"));
    using pairs = await openGguf(join(folder, "b.gguf"));
    const [a, b] = [halves.read("model.layers.1.self_attn.k_proj.weight"), pairs.read("blk.1.attn_k.weight")];
    const row = (values: Float32Array, at: number) => [...values.subarray(32 * at, 32 * at + 32)];
    // Heads of 16: rows 0, 8, 1, 9 … of the first, then 16, 24, 17 … of the second.
    assert.deepEqual(
      [0, 1, 2, 3, 15, 16, 17].map((at) => row(b, at)),
      [0, 8, 1, 9, 15, 16, 24].map((at) => row(a, at)),
    );
    assert.deepEqual(
      pairs.read("blk.1.attn_v.weight"),
      halves.read("model.layers.1.self_attn.v_proj.weight"),
    );
  });
});

/** Writes a folder, changes its config, or the tensors of it, and reads it. */
async function changed(
  model: ForeignModel,
  config: object,
  tensors: (names: Map<string, { shape: readonly number[]; values: Float32Array }>) => void = () => {},
) {
  const logs: string[] = [];
  const log = (line: string) => void logs.push(line);
  let read: Awaited<ReturnType<typeof readForeign>> | undefined;
  await inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeSafetensors(path, model, "float32");
    const file = join(path, "config.json");
    await Deno.writeTextFile(
      file,
      JSON.stringify({ ...JSON.parse(await Deno.readTextFile(file)), ...config }),
    );
    const weights = join(path, "model.safetensors");
    using opened = await openSafetensors(weights);
    const all = new Map(
      Array.from(
        opened.tensors.values(),
        ({ name, shape }) => [name, { shape, values: opened.read(name) }] as const,
      ),
    );
    tensors(all);
    const list = Array.from(all, ([name, { shape, values }]) => ({
      ...{ name, shape, type: "float32" as const, values: () => values },
    }));
    await atomicWrite(weights, safetensorsBytes(list));
    read = await readForeign(path, { log });
  });
  return { ...read!, logs };
}

Deno.test("names without a prefix, buffers and a head that is the table once more are read", async () => {
  const model = modelOf("gpt2");
  const { parameters } = await changed(model, {}, (tensors) => {
    for (const [name, tensor] of [...tensors]) {
      tensors.delete(name);
      tensors.set(name.replace("transformer.", ""), tensor);
    }
    const table = tensors.get("wte.weight")!;
    tensors.set("lm_head.weight", table);
    tensors.set("h.0.attn.bias", { shape: [1, 1, 2, 2], values: Float32Array.of(1, 0, 1, 1) });
    tensors.set("h.1.attn.masked_bias", { shape: [], values: Float32Array.of(-1e4) });
  });
  assert.deepEqual(parameters, model.parameters);
});

Deno.test("rows of tokens that the tokenizer has not are left out, which is said", async () => {
  const model = modelOf("llama");
  const size = model.tokenizer.size + 3;
  const { parameters, logs } = await changed(model, { vocab_size: size }, (tensors) => {
    for (const name of ["model.embed_tokens.weight", "lm_head.weight"]) {
      const values = new Float32Array(32 * size);
      values.set(tensors.get(name)!.values);
      tensors.set(name, { shape: [size, 32], values });
    }
  });
  assert.deepEqual(parameters, model.parameters);
  assert.match(logs.join(), /^3 of \d+ rows are of tokens that the tokenizer has not/);
});

Deno.test("what is not computed here is refused by name", async () => {
  const [gpt2, llama] = [modelOf("gpt2"), modelOf("llama")];
  const configs: [ForeignModel, object, RegExp][] = [
    [
      gpt2,
      { model_type: "bloom" },
      /config\.json: model_type is "bloom"; only "gpt2" or "llama" is known here/,
    ],
    [gpt2, { activation_function: "relu" }, /activation_function is "relu"; only "gelu_new" or/],
    [gpt2, { scale_attn_by_inverse_layer_idx: true }, /scale_attn_by_inverse_layer_idx is true; only false/],
    [gpt2, { reorder_and_upcast_attn: true }, /reorder_and_upcast_attn is true/],
    [gpt2, { layer_norm_epsilon: 1e-6 }, /layer_norm_epsilon is 0\.000001; only 0\.00001/],
    [gpt2, { n_embd: "many" }, /config\.json: n_embd: /],
    [gpt2, { n_head: 3 }, /config\.json: heads: dim must be a multiple of heads/],
    [gpt2, { n_positions: 10 }, /wpe\.weight is \[24, 32\], not \[10, 32\]/],
    [gpt2, { n_inner: 64 }, /c_fc\.weight is \[32, 48\], not \[32, 64\]/],
    [gpt2, { n_layer: 3 }, /it lacks the tensor transformer\.h\.2\.ln_1\.weight/],
    [gpt2, { n_layer: 1 }, /tensor transformer\.h\.1\.\S+ is none that a network of form gpt2 has/],
    [gpt2, { vocab_size: 100 }, /100 tokens have weights, but the tokenizer has 300/],
    [gpt2, { tie_word_embeddings: false }, /it lacks the tensor lm_head\.weight/],
    [gpt2, { n_embd: 4096, n_layer: 64, n_head: 64 }, /makes a model of \d+ weights; at most/],
    [llama, { num_key_value_heads: 3 }, /config\.json: kvHeads: must divide the 2 heads, which 3 does not/],
    [llama, { num_key_value_heads: 1 }, /k_proj\.weight is \[32, 32\], not \[16, 32\]/],
    [
      llama,
      { rope_scaling: { type: "linear", factor: 2 } },
      /rope_scaling is \{"type":"linear","factor":2\}; only null/,
    ],
    [
      llama,
      { rope_parameters: { rope_theta: 5e5 }, rope_theta: undefined },
      /rope_theta is 500000; only 10000/,
    ],
    [llama, { rope_parameters: { rope_type: "llama3" } }, /rope_type is "llama3"; only "default"/],
    [llama, { rms_norm_eps: 1e-5 }, /rms_norm_eps is 0\.00001; only 0\.000001/],
    [llama, { hidden_act: "gelu" }, /hidden_act is "gelu"/],
    [llama, { attention_bias: true }, /attention_bias is true/],
    [llama, { head_dim: 8 }, /head_dim is 8; only 16 or null/],
  ];
  for (const [model, config, message] of configs) {
    await assert.rejects(changed(model, config), { name: "UserError", message });
  }
  const grouped = { ...gpt2, config: { ...gpt2.config, kvHeads: 1 } };
  const own = { ...gpt2, config: { ...gpt2.config, form: undefined } };
  await inFolder(async (folder) => {
    const refused = {
      name: "UserError",
      message: /runs nowhere else; train one with --form llama or --form gpt2/,
    };
    const { form: _, ...config } = own.config;
    await assert.rejects(writeGguf(join(folder, "a"), { ...own, config }, "float32"), refused);
    await assert.rejects(writeSafetensors(join(folder, "a"), { ...own, config }, "float32"), refused);
    await assert.rejects(writeGguf(join(folder, "a"), grouped, "float32"), /whose heads share keys/);
    await Deno.writeTextFile(join(folder, "manifest.json"), "{}");
    await assert.rejects(writeSafetensors(folder, gpt2, "float32"), /is a model folder, which would be lost/);
  });
});

Deno.test("a folder without one file of weights says what is there instead", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "model");
    await writeSafetensors(path, modelOf("gpt2"), "float32");
    const weights = join(path, "model.safetensors");
    await Deno.rename(weights, join(path, "pytorch_model.bin"));
    await assert.rejects(
      readForeign(path, quietly),
      /has no model\.safetensors; pytorch_model\.bin is not read/,
    );
    await Deno.rename(join(path, "pytorch_model.bin"), join(path, "model.safetensors.index.json"));
    await assert.rejects(readForeign(path, quietly), /weights in several files are not read/);
    await Deno.remove(join(path, "config.json"));
    await assert.rejects(readForeign(path, quietly), /config\.json: there is no such file/);
    await assert.rejects(readForeign(join(folder, "no"), quietly), /there is no such file or folder/);
  });
});

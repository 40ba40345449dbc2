import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../../src/base/context.ts";
import { openGguf } from "../../../../src/bundle/formats/gguf_read.ts";
import type { GgufValue } from "../../../../src/bundle/formats/gguf_types.ts";
import { ggufBytes } from "../../../../src/bundle/formats/gguf_write.ts";
import { readForeign } from "../../../../src/tasks/text/exchange/read.ts";
import { type ForeignModel, writeGguf } from "../../../../src/tasks/text/exchange/write.ts";
import { joined } from "../../../bundle/formats/files.ts";
import { modelOf, TOKENIZERS } from "./models.ts";

type Change = (values: Map<string, GgufValue>, tensors: Set<string>) => void;

/** Writes a model as GGUF, changes what the file says, and reads it. */
async function changed(model: ForeignModel, change: Change) {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "model.gguf");
    await writeGguf(path, model, "float32");
    using file = await openGguf(path);
    const [values, names] = [new Map(file.metadata), new Set(file.tensors.keys())];
    change(values, names);
    const tensors = Array.from(names, (name) => ({
      ...{ name, shape: file.tensors.get(name)!.shape, type: "float32" as const },
      values: () => file.read(name),
    }));
    const other = join(folder, "other.gguf");
    await Deno.writeFile(other, joined(ggufBytes(values, tensors)));
    return await readForeign(other, quietly);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const LAYOUT = "tokenizer.huggingface.json";
const whole = (value: number): GgufValue => ({ type: "uint32", value });
const text = (value: string): GgufValue => ({ type: "string", value });

Deno.test("a byte-level BPE is read from its pieces and merges alone", async () => {
  const model = modelOf("llama");
  const { tokenizer, parameters } = await changed(model, (values) => values.delete(LAYOUT));
  const sample = "Ein Bär fängt 3 Fische, and it's\n\n done 日本 <|endoftext|>";
  assert.deepEqual(tokenizer.encode(sample), model.tokenizer.encode(sample));
  assert.equal(tokenizer.separator, model.tokenizer.separator);
  assert.deepEqual(parameters, model.parameters);
});

Deno.test("what a GGUF file says and is not computed here is refused by name", async () => {
  const [llama, gpt2] = [modelOf("llama"), modelOf("gpt2")];
  const set = (key: string, value: GgufValue): Change => (values) => void values.set(key, value);
  const cases: [ForeignModel, Change, RegExp][] = [
    [
      llama,
      set("general.architecture", text("mamba")),
      /general\.architecture is "mamba"; only "gpt2" or "llama"/,
    ],
    [
      llama,
      set("llama.rope.freq_base", { type: "float32", value: 5e5 }),
      /llama\.rope\.freq_base is 500000; only 10000/,
    ],
    [llama, set("llama.rope.scaling.type", text("yarn")), /llama\.rope\.scaling\.type is not known here/],
    [llama, set("llama.attention.head_count_kv", whole(3)), /llama: kvHeads: must divide the 2 heads/],
    [llama, set("llama.attention.head_count_kv", whole(1)), /attn_k\.weight is \[32, 32\], not \[16, 32\]/],
    [
      llama,
      set("llama.attention.head_count_kv", { type: "uint32", list: [2, 2] }),
      /head_count_kv is a list/,
    ],
    [llama, set("llama.attention.sliding_window", whole(9)), /sliding_window is not known here/],
    [llama, set("llama.attention.key_length", whole(8)), /key_length is 8; only 16/],
    [llama, (values) => values.delete("llama.block_count"), /llama\.block_count is missing/],
    [llama, set("llama.embedding_length", whole(33)), /llama: heads: dim must be a multiple of heads/],
    [
      llama,
      (_, tensors) => tensors.delete("blk.0.attn_k.weight"),
      /it lacks the tensor blk\.0\.attn_k\.weight/,
    ],
    [llama, (_, tensors) => tensors.delete("token_embd.weight"), /it lacks the tensor token_embd\.weight/],
    [
      llama,
      set("llama.block_count", whole(1)),
      /tensor blk\.1\.\S+ is none that a network of form llama has/,
    ],
    [
      gpt2,
      set("gpt2.attention.layer_norm_epsilon", { type: "float32", value: 0.5 }),
      /epsilon is 0\.5; only/,
    ],
    [llama, set(LAYOUT, text("{")), /tokenizer\.huggingface\.json is not JSON/],
    [
      llama,
      (values) => {
        values.delete(LAYOUT);
        values.set("tokenizer.ggml.model", text("llama"));
      },
      /tokenizer\.ggml\.model is "llama"; only "gpt2" is known here/,
    ],
    [
      llama,
      (values) => {
        values.delete(LAYOUT);
        values.set("tokenizer.ggml.pre", text("qwen2"));
      },
      /tokenizer\.ggml\.pre is "qwen2"; only "gpt-2" is known here/,
    ],
  ];
  for (const [model, change, message] of cases) {
    await assert.rejects(changed(model, change), { name: "UserError", message });
  }
});

Deno.test("a file says of characters how llama.cpp builds each of its bytes", async () => {
  const tokenizer = TOKENIZERS.char;
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "model.gguf");
    await writeGguf(path, modelOf("llama", { tokenizer }), "float16");
    using file = await openGguf(path);
    const listOf = (name: string) => {
      const value = file.metadata.get(`tokenizer.ggml.${name}`);
      return value !== undefined && "list" in value ? value.list : [];
    };
    const [tokens, merges] = [listOf("tokens"), listOf("merges")];
    assert.equal(tokens.length, tokenizer.size);
    assert.deepEqual(listOf("token_type").slice(0, 3), [2, 3, 1]);
    // U+65E5 is E6 97 A5, which GPT-2's alphabet writes so; the fish takes four bytes, three merges.
    assert.equal(tokens[tokenizer.encode("日")[0]!], "æĹ¥");
    assert.ok(merges.some((merge) => merge === "æ Ĺ") && merges.some((merge) => merge === "æĹ ¥"));
    assert.equal(tokens[tokenizer.encode("\n")[0]!], "Ċ");
    const fish = String(tokens[tokenizer.encode("🐟")[0]!]);
    assert.equal(fish.length, 4);
    assert.equal(merges.filter((merge) => fish.startsWith(String(merge).replace(" ", ""))).length, 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

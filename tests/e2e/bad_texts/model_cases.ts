/** Damaged models of our own and of other programs. */
import { join } from "node:path";
import { writeGguf, writeSafetensors } from "../../../src/tasks/text/exchange/write.ts";
import { writeTinyText } from "../../console/models.ts";
import { joined } from "../../bundle/formats/files.ts";
import { modelOf } from "../../tasks/text/exchange/models.ts";
import { inEmptyFolder, ROOT } from "../binary.ts";
import { type Case, type Files, FOLDER, taken, within } from "./files.ts";

/** What the names of a layer's tensors begin with. */
const LAYER = "model.layers.0";
type Bytes = Uint8Array<ArrayBuffer>;
const text = (bytes: Bytes | undefined): string => new TextDecoder().decode(bytes);

/** All cases; the models are made in a folder that is gone afterwards. */
export const modelCases = (): Promise<readonly Case[]> =>
  inEmptyFolder(async (folder) => {
    await writeTinyText(folder, "own");
    await writeSafetensors(join(folder, "tensors"), modelOf("llama"), "float32");
    await writeGguf(join(folder, "a.gguf"), modelOf("llama"), "float32");
    const [own, tensors, gguf] = await Promise.all([
      taken(join(folder, "own")),
      taken(join(folder, "tensors")),
      Deno.readFile(join(folder, "a.gguf")),
    ]);
    return [...ownCases(own), ...tensorCases(tensors), ...ggufCases(gguf)];
  });

function ownCases(own: Record<string, Bytes>): Case[] {
  const model = own["model.onnx"]!;
  const manifest: Record<string, unknown> = JSON.parse(text(own["manifest.json"]));
  const damaged = (parts: Files) => within("models/m", { ...own, ...parts });
  const lacking = (name: string) =>
    within("models/m", Object.fromEntries(Object.entries(own).filter(([key]) => key !== name)));
  const changed = model.with(model.length >> 1, model[model.length >> 1]! ^ 1);
  const complete = ["complete", "-m", "m", "--max-tokens", "2", "x"];
  const whole = damaged({});
  const told = (parts: Record<string, unknown>) => damaged({ "manifest.json": JSON.stringify(parts) });
  const art = join(ROOT, "weights", "default");
  return [
    [
      "a model cut off",
      complete,
      damaged({ "model.onnx": model.slice(0, 900) }),
      /model\.onnx has 900 bytes/,
      4,
    ],
    [
      "a model with another bit",
      complete,
      damaged({ "model.onnx": changed }),
      /model\.onnx is damaged: its SHA-256/,
      4,
    ],
    [
      "a console of it",
      ["console", "m"],
      damaged({ "model.onnx": changed }),
      /model\.onnx is damaged: its SHA-256/,
      4,
    ],
    ["a model without its network", complete, lacking("model.onnx"), /model\.onnx is missing/, 4],
    [
      "without its manifest",
      ["complete", "-m", "models/m", "x"],
      lacking("manifest.json"),
      /manifest\.json/,
      4,
    ],
    ["a manifest that is none", complete, damaged({ "manifest.json": "{" }), /manifest\.json is not JSON/, 4],
    [
      "a manifest of no task",
      complete,
      told({ ...manifest, task: "sound" }),
      /this model is of the task "sound", not of "text"/,
      4,
    ],
    ["another tokenizer", complete, damaged({ "tokenizer.json": '{"type":"char"}' }), /tokenizer\.json/, 4],
    ["another config", complete, damaged({ "config.json": "{}" }), /config\.json/, 4],
    ["eval by nothing", ["eval", "-m", "models/m"], whole, /name files or folders to judge models\/m by/, 2],
    ["eval of nothing", ["eval", "-m", "models/none"], {}, /there is no model "models\/none"/, 4],
    ["export of nothing", ["export", "runs/none"], {}, /no checkpoint at runs\/none/, 4],
    [
      "export of noise",
      ["export", "runs/a"],
      { "runs/a/checkpoint.bin": "noise" },
      /not a whole checkpoint/,
      4,
    ],
    [
      "our form as GGUF",
      ["export", "models/m", "--format", "gguf"],
      whole,
      /a network of this form .* runs nowhere else/,
      2,
    ],
    [
      "our form as safetensors",
      ["export", "models/m", "--format", "safetensors"],
      whole,
      /a network of this form .* runs nowhere else/,
      2,
    ],
    [
      ...["a damaged model as GGUF", ["export", "models/m", "--format", "gguf"]] as const,
      ...[damaged({ "model.onnx": changed }), /model\.onnx is damaged: its SHA-256/, 4] as const,
    ],
    [
      ...["weights of drawings for texts", [
        "train",
        "--task",
        "text",
        "--init-from",
        art,
        "notes.txt",
      ]] as const,
      ...[{ "notes.txt": "a cat\n".repeat(400) }, /its task is art, not text/, 2] as const,
    ],
    [
      ...["weights of texts for drawings", ["train", "--task", "art", "--init-from", "models/m"]] as const,
      ...[whole, /its task is text, not art/, 2] as const,
    ],
    [
      "weights of a damaged model",
      ["train", "notes.txt", "--init-from", "models/m", "--steps", "1"],
      { ...damaged({ "model.onnx": changed }), "notes.txt": "a cat\n".repeat(400) },
      /model\.onnx is damaged: its SHA-256/,
      4,
    ],
  ];
}

function tensorCases(files: Record<string, Bytes>): Case[] {
  const model = files["model.safetensors"]!;
  const config: Record<string, unknown> = JSON.parse(text(files["config.json"]));
  const length = Number(new DataView(model.buffer).getBigUint64(0, true));
  const header: Record<string, Record<string, unknown>> = JSON.parse(text(model.subarray(8, 8 + length)));
  const names = Object.keys(header).filter((name) => name !== "__metadata__");
  const [first = ""] = names;
  /** The file with another header, as it stands. */
  const withHeader = (json: string): Bytes => {
    const bytes = new TextEncoder().encode(json);
    const head = new DataView(new ArrayBuffer(8));
    head.setBigUint64(0, BigInt(bytes.length), true);
    return joined([new Uint8Array(head.buffer), bytes, model.subarray(8 + length)]);
  };
  const withTensor = (name: string, parts: Record<string, unknown>) =>
    withHeader(JSON.stringify({ ...header, [name]: { ...header[name], ...parts } }));
  const imported = (name: string, parts: Files, error: RegExp, code = 4): Case => [
    ...[`safetensors: ${name}`, ["import", "their", "-o", "models/ours"]] as const,
    ...[within("their", { ...files, ...parts }), error, code] as const,
  ];
  const weights = (name: string, bytes: Bytes, error: RegExp) =>
    imported(name, { "model.safetensors": bytes }, error);
  const configured = (name: string, parts: Record<string, unknown>, error: RegExp) =>
    imported(name, { "config.json": JSON.stringify({ ...config, ...parts }) }, error);
  const { "model.safetensors": _, ...others } = files;
  return [
    weights("cut off", model.slice(0, -50), /ends at \d+; the file has \d+ bytes/),
    weights("cut off in the header", model.slice(0, 100), /its header has \d+ bytes, the file has 100/),
    weights("a header without end", Uint8Array.of(...Array(7).fill(255), 127, 0), /a header of \d+ bytes/),
    weights("a header that is none", withHeader("{"), /its header is not JSON/),
    weights(
      "more behind",
      joined([model, new Uint8Array(2)]),
      /2 bytes behind its last tensor belong to none/,
    ),
    weights(
      "overlap",
      withTensor(`${LAYER}.post_attention_layernorm.weight`, {
        data_offsets: header[`${LAYER}.input_layernorm.weight`]!["data_offsets"],
      }),
      /begins at \d+, within the tensor before it/,
    ),
    weights("unknown type", withTensor(first, { dtype: "F4" }), /there is no type F4$/),
    weights("another type", withTensor(first, { dtype: "I32" }), /is of type I32, not of F32/),
    weights("another shape", withTensor(first, { shape: [1, 2, 3] }), /bytes do not hold F32 \[1, 2, 3\]/),
    weights("turned shape", withTensor("model.norm.weight", { shape: [1, 32] }), /is \[1, 32\], not \[32\]/),
    weights(
      "a name twice",
      withHeader(JSON.stringify(header).replace("{", `{${JSON.stringify(first)}:{},`)),
      /its header has \S+ twice/,
    ),
    weights(
      "another name",
      withHeader(JSON.stringify(header).replace('"model.norm.weight"', '"model.norm.gain"')),
      /it lacks the tensor model\.norm\.weight/,
    ),
    configured("another kind", { model_type: "bert" }, /config\.json.*bert/),
    configured("more layers", { num_hidden_layers: 3 }, /it lacks the tensor model\.layers\.2/),
    configured("too large", { num_hidden_layers: 1e9 }, /config\.json: layers: Too big/),
    configured("shared heads", { num_key_value_heads: 3 }, /kvHeads: must divide the \d+ heads/),
    imported("no config", { "config.json": "" }, /config\.json is not JSON/),
    [
      ...["safetensors: in several files", ["import", "their"]] as const,
      within("their", { ...others, "model.safetensors.index.json": "{}" }),
      ...[/has no model\.safetensors; weights in several files are not read/, 4] as const,
    ],
    [
      ...["safetensors: pickled", ["import", "their"]] as const,
      within("their", { ...others, "pytorch_model.bin": "" }),
      ...[/pytorch_model\.bin is not read, as it could run any program/, 4] as const,
    ],
    [
      "safetensors: empty folder",
      ["import", "their"],
      { their: FOLDER },
      /config\.json: there is no such file/,
      7,
    ],
    ["nothing to import", ["import", "none"], {}, /there is no such file or folder/, 7],
  ];
}

function ggufCases(gguf: Bytes): Case[] {
  /** The file with bytes changed in what is told of a tensor: its dimensions, type and place. */
  const withInfo = (name: string, change: (view: DataView, dimensions: number) => void): Bytes => {
    const copy = gguf.slice();
    const key = new TextEncoder().encode(name);
    const at = copy.findIndex((_, i) => key.every((byte, j) => copy[i + j] === byte)) + key.length;
    const view = new DataView(copy.buffer, at);
    change(view, view.getUint32(0, true));
    return copy;
  };
  const typed = (type: number) =>
    withInfo("output_norm.weight", (view, n) => view.setUint32(4 + 8 * n, type, true));
  const placed = (place: number) =>
    withInfo("output_norm.weight", (view, n) => view.setBigUint64(8 + 8 * n, BigInt(place), true));
  const shaped = (size: bigint) => withInfo("token_embd.weight", (view) => view.setBigUint64(4, size, true));
  const file = (name: string, bytes: Uint8Array, error: RegExp): Case => [
    ...[`GGUF: ${name}`, ["import", "a.gguf"], { "a.gguf": bytes }, error, 4] as const,
  ];
  return [
    file("empty", new Uint8Array(), /a\.gguf: is no GGUF file/),
    file("of version 9", gguf.with(4, 9), /is GGUF of version 9/),
    file("cut off", gguf.slice(0, -64), /ends at \d+; the file has \d+ bytes/),
    file("cut off in the metadata", gguf.slice(0, 200), /21 are more than the file has bytes for/),
    file("counts without end", gguf.with(15, 255), /a\.gguf: .*number of tensors/),
    file("packed weights", typed(2), /is of type Q4_0, not of F32/),
    file("an unknown type", typed(999), /is of type number 999/),
    file("overlap", placed(32), /within the tensor before it/),
    file("another shape", shaped(31n), /token_embd\.weight is \[300, 31\], not \[300, 32\]/),
    file("a shape without end", shaped(1n << 60n), /token_embd\.weight: \d+ is beyond any file/),
    file("another form", withValue(gguf, "llama", "mamba"), /mamba/),
  ];
}

/** A file with the first text changed for one as long. */
function withValue(bytes: Bytes, from: string, to: string): Bytes {
  const copy = bytes.slice();
  const key = new TextEncoder().encode(from);
  copy.set(
    new TextEncoder().encode(to),
    copy.findIndex((_, i) => key.every((byte, j) => copy[i + j] === byte)),
  );
  return copy;
}

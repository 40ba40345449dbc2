/** GGUF, version 3, as llama.cpp and what is built on it read it. */
import {
  ALIGNMENT,
  type GgufMetadata,
  type GgufValue,
  MAGIC,
  TENSOR_TYPES,
  VALUE_BYTES,
  VALUE_TYPES,
  type ValueType,
  VERSION,
} from "./gguf_types.ts";
import { bytesOf, sizeOf, STORED, type WrittenTensor } from "./tensors.ts";

/** Bytes that do not fit are added to the end of what there is. */
interface Bytes {
  bytes: Uint8Array<ArrayBuffer>;
  view: DataView<ArrayBuffer>;
  length: number;
}

/** The file's bytes, part by part; each tensor is made when it is its turn. Shapes are given rows first, as everywhere. */
export function* ggufBytes(
  metadata: GgufMetadata,
  tensors: readonly WrittenTensor[],
): Generator<Uint8Array> {
  const bytes = new Uint8Array(1 << 16);
  const head: Bytes = { bytes, view: new DataView(bytes.buffer), length: 0 };
  addValue(head, "uint32", MAGIC);
  addValue(head, "uint32", VERSION);
  addValue(head, "uint64", BigInt(tensors.length));
  addValue(head, "uint64", BigInt(metadata.size));
  for (const [name, value] of metadata) {
    addValue(head, "string", name);
    addTyped(head, value);
  }
  let offset = 0;
  for (const tensor of tensors) {
    const { name, shape, type } = tensor;
    addValue(head, "string", name);
    addValue(head, "uint32", shape.length);
    // In the file the dimension that lies side by side comes first.
    for (const length of shape.toReversed()) addValue(head, "uint64", BigInt(length));
    const [number] = Object.entries(TENSOR_TYPES).find(([, known]) => known === STORED[type])!;
    addValue(head, "uint32", Number(number));
    addValue(head, "uint64", BigInt(offset));
    offset += aligned(sizeOf(tensor));
  }
  yield head.bytes.subarray(0, head.length);
  yield padding(head.length);
  for (const tensor of tensors) {
    yield bytesOf(tensor);
    yield padding(sizeOf(tensor));
  }
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
const padding = (length: number): Uint8Array => new Uint8Array(aligned(length) - length);

function addTyped(head: Bytes, value: GgufValue): void {
  const number = VALUE_TYPES.indexOf(value.type);
  if ("value" in value) {
    addValue(head, "uint32", number);
    addValue(head, value.type, value.value);
    return;
  }
  addValue(head, "uint32", VALUE_TYPES.indexOf("array"));
  addValue(head, "uint32", number);
  addValue(head, "uint64", BigInt(value.list.length));
  for (const each of value.list) addValue(head, value.type, each);
}

function addValue(head: Bytes, type: ValueType, value: number | bigint | boolean | string): void {
  const text = type === "string" ? new TextEncoder().encode(String(value)) : undefined;
  const at = head.length;
  grow(head, VALUE_BYTES[type] + (text?.length ?? 0));
  const { view, bytes } = head;
  switch (type) {
    case "uint8":
    case "bool":
      return view.setUint8(at, Number(value));
    case "int8":
      return view.setInt8(at, Number(value));
    case "uint16":
      return view.setUint16(at, Number(value), true);
    case "int16":
      return view.setInt16(at, Number(value), true);
    case "uint32":
      return view.setUint32(at, Number(value), true);
    case "int32":
      return view.setInt32(at, Number(value), true);
    case "float32":
      return view.setFloat32(at, Number(value), true);
    case "float64":
      return view.setFloat64(at, Number(value), true);
    case "uint64":
      return view.setBigUint64(at, BigInt(value), true);
    case "int64":
      return view.setBigInt64(at, BigInt(value), true);
    case "string":
      view.setBigUint64(at, BigInt(text!.length), true);
      bytes.set(text!, at + VALUE_BYTES.string);
  }
}

function grow(head: Bytes, by: number): void {
  head.length += by;
  if (head.length <= head.bytes.length) return;
  const bytes = new Uint8Array(2 * head.length);
  bytes.set(head.bytes);
  head.bytes = bytes;
  head.view = new DataView(bytes.buffer);
}

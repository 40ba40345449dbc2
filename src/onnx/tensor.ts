import { DATA_TYPE, type TensorProto } from "./proto.ts";

/** How weights are stored; the network computes in float32 either way. */
export type WeightType = "float32" | "float16";

/** Largest finite float16. */
const FLOAT16_MAX = 65504;

/** A tensor of weights. Float16 rounds them to 11 bits and limits them to ±65504. */
export function floatTensor(
  name: string,
  dims: number[],
  data: Float32Array,
  type: WeightType,
): TensorProto {
  const stored = type === "float32"
    ? Float32Array.from(data)
    : Float16Array.from(data, (value) => Math.min(FLOAT16_MAX, Math.max(-FLOAT16_MAX, value)));
  return { name, dims, dataType: DATA_TYPE[type], rawData: new Uint8Array(stored.buffer) };
}

/** A one-dimensional int64 constant. */
export function intTensor(name: string, values: number[]): TensorProto {
  const data = BigInt64Array.from(values, BigInt);
  return { name, dims: [values.length], dataType: DATA_TYPE.int64, rawData: new Uint8Array(data.buffer) };
}

/** A weight tensor's values as float32. Throws when its type is no weight type. */
export function tensorValues(tensor: TensorProto): Float32Array<ArrayBuffer> {
  const { buffer } = tensor.rawData.slice(); // a copy is aligned
  if (tensor.dataType === DATA_TYPE.float32) return new Float32Array(buffer);
  if (tensor.dataType === DATA_TYPE.float16) return Float32Array.from(new Float16Array(buffer));
  throw new Error(`tensor ${tensor.name} has element type ${tensor.dataType}, not float32 or float16`);
}

/** A constant of no dimension. */
export function scalarTensor(name: string, type: "float32" | "uint8", value: number): TensorProto {
  const data = type === "uint8" ? Uint8Array.of(value) : Float32Array.of(value);
  return { name, dims: [], dataType: DATA_TYPE[type], rawData: new Uint8Array(data.buffer) };
}

/**
 * The part of the ONNX format (onnx.proto3, IR version 10) that this project's models use, as plain objects. Field
 * numbers come from the ONNX specification; whatever else a file holds is unknown here.
 */
import { Buffer } from "node:buffer";
import protobuf from "protobufjs/light.js";
import { field, list, message } from "../base/protobuf.ts";

/** Element types of tensors. */
export const DATA_TYPE = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
/** Kinds of attributes. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, ints: 7 } as const;

export interface TensorProto {
  name: string;
  dims: number[];
  dataType: number;
  /** Little-endian elements. */
  rawData: Uint8Array;
  /** Only ever present in models that are refused. */
  externalData?: { key: string; value: string }[];
  dataLocation?: number;
}

export interface AttributeProto {
  name: string;
  type: number;
  f?: number;
  i?: number;
  ints?: number[];
}

export interface NodeProto {
  name: string;
  opType: string;
  domain: string;
  input: string[];
  output: string[];
  attribute: AttributeProto[];
}

export interface ValueInfoProto {
  name: string;
  /** What a file may lack is optional. */
  type?: { tensorType?: { elemType?: number; shape?: { dim?: { dimValue?: number; dimParam?: string }[] } } };
}

export interface GraphProto {
  name: string;
  node: NodeProto[];
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
}

export interface ModelProto {
  irVersion: number;
  producerName: string;
  graph: GraphProto;
  opsetImport: { domain: string; version: number }[];
}

const root = protobuf.Root.fromJSON({
  nested: {
    Model: message({
      irVersion: field(1, "int64"),
      producerName: field(2, "string"),
      graph: field(7, "Graph"),
      opsetImport: list(8, "OperatorSet"),
    }),
    OperatorSet: message({ domain: field(1, "string"), version: field(2, "int64") }),
    Graph: message({
      node: list(1, "Node"),
      name: field(2, "string"),
      initializer: list(5, "Tensor"),
      input: list(11, "ValueInfo"),
      output: list(12, "ValueInfo"),
    }),
    Node: message({
      input: list(1, "string"),
      output: list(2, "string"),
      name: field(3, "string"),
      opType: field(4, "string"),
      attribute: list(5, "Attribute"),
      domain: field(7, "string"),
    }),
    Attribute: message({
      name: field(1, "string"),
      f: field(2, "float"),
      i: field(3, "int64"),
      ints: list(8, "int64"),
      type: field(20, "int32"),
    }),
    Tensor: message({
      dims: list(1, "int64"),
      dataType: field(2, "int32"),
      name: field(8, "string"),
      rawData: field(9, "bytes"),
      externalData: list(13, "Pair"),
      dataLocation: field(14, "int32"),
    }),
    Pair: message({ key: field(1, "string"), value: field(2, "string") }),
    ValueInfo: message({ name: field(1, "string"), type: field(2, "Type") }),
    Type: message({ tensorType: field(1, "TensorType") }),
    TensorType: message({ elemType: field(1, "int32"), shape: field(2, "Shape") }),
    Shape: message({ dim: list(1, "Dimension") }),
    Dimension: message({ dimValue: field(1, "int64"), dimParam: field(2, "string") }),
  },
});
const modelType = root.lookupType("Model");

/** Serialises a model. */
export function encodeModel(model: ModelProto): Uint8Array<ArrayBuffer> {
  return new Uint8Array(modelType.encode(modelType.fromObject(model)).finish());
}

/** Fields by which weights are found, with their wire type: a model's graph, its tensors, their bytes. */
const GRAPH = 7 << 3 | 2, INITIALIZER = 5 << 3 | 2, RAW_DATA = 9 << 3 | 2;

/** Bytes of a model that are not weights, of which decoding makes objects. Throws on malformed bytes. */
export function structureSize(bytes: Uint8Array): number {
  const reader = protobuf.Reader.create(bytes);
  let weights = 0;
  /** Goes through the fields of a message that ends at `end`, and into those of the tags in `path`. */
  const visit = (end: number, [next, ...deeper]: number[]): void => {
    while (reader.pos < end) {
      const tag = reader.uint32();
      if (tag !== next) {
        reader.skipType(tag & 7);
        continue;
      }
      const length = reader.uint32();
      if (deeper.length > 0) visit(reader.pos + length, deeper);
      else {
        reader.skip(length);
        weights += length;
      }
    }
  };
  visit(bytes.length, [GRAPH, INITIALIZER, RAW_DATA]);
  return bytes.length - weights;
}

/** Parses a model; tensors are views of `bytes`. Throws on malformed bytes and on fields unknown here. */
export function decodeModel(bytes: Uint8Array): ModelProto {
  const decoded = modelType.decode(bytes);
  // Merged or unknown fields could mean something else to the runtime than what was checked here.
  const canonical = modelType.encode(decoded).finish();
  if (Buffer.compare(bytes, canonical) !== 0) {
    throw new Error("it holds fields that this program does not write");
  }
  // cast: protobufjs makes the fields of the schema above, for which it has no types
  return modelType.toObject(decoded, { longs: Number, arrays: true, defaults: false }) as ModelProto;
}

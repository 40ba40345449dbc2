/** What GGUF files hold: typed values by name, and tensors. */

/** Types of values by their numbers in files. */
export const VALUE_TYPES = [
  "uint8",
  "int8",
  "uint16",
  "int16",
  "uint32",
  "int32",
  "float32",
  "bool",
  "string",
  "array",
  "uint64",
  "int64",
  "float64",
] as const;

export type NumberType = "uint8" | "int8" | "uint16" | "int16" | "uint32" | "int32" | "float32" | "float64";
export type BigType = "uint64" | "int64";
export type ValueType = Exclude<typeof VALUE_TYPES[number], "array">;

/** A value, or several of one type. */
type Of<T, V> = { type: T; value: V } | { type: T; list: readonly V[] };
export type GgufValue =
  | Of<NumberType, number>
  | Of<BigType, bigint>
  | Of<"bool", boolean>
  | Of<"string", string>;

export type GgufMetadata = ReadonlyMap<string, GgufValue>;

/** Bytes of a value; a string's are those of its length. */
export const VALUE_BYTES: Readonly<Record<ValueType, number>> = {
  ...{ uint8: 1, int8: 1, bool: 1, uint16: 2, int16: 2, uint32: 4, int32: 4, float32: 4 },
  ...{ string: 8, uint64: 8, int64: 8, float64: 8 },
};

/** Types of tensors by their numbers in files; most are packed in blocks, and are known by name only. */
export const TENSOR_TYPES: Readonly<Record<number, string>> = {
  ...{ 0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1" },
  ...{ 10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K" },
  ...{ 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S" },
  ...{ 23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 30: "BF16" },
  ...{ 34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4" },
};

export const MAGIC = 0x46554747, VERSION = 3;
/** What places of tensors are multiples of, unless the file says otherwise under this name. */
export const ALIGNMENT = 32, ALIGNMENT_KEY = "general.alignment";
/** Dimensions that a tensor may have. */
export const MAX_DIMENSIONS = 4;

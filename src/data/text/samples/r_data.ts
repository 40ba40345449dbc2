/**
 * What packages of R keep their data in: serialised values in XDR ("R Internals", 1.8), and files of many of them that are
 * loaded when they are asked for (`.rdx` says where in the `.rdb` each is). Only what data are made of is read.
 */
import { gunzipSync, inflateSync } from "node:zlib";
import { UserError } from "../../../base/errors.ts";

/** A value: a vector, or nothing. */
export type RValue = null | readonly (string | null)[] | readonly number[] | RList;

/** A list, perhaps with names. */
export interface RList {
  names: readonly string[];
  values: readonly RValue[];
}

const NIL = 254, REFERENCE = 255;
const SYMBOL = 1, PAIRS = 2, CHARACTERS = 9, LOGICAL = 10, INTEGER = 13, REAL = 14, STRINGS = 16, LIST = 19;
/** Bits of an item's flags. */
const HAS_ATTRIBUTES = 1 << 9, HAS_TAG = 1 << 10, LATIN1 = 1 << 14;
/** Bytes of a value at most, and levels of lists. */
const MOST = 1 << 28, DEEPEST = 32;

/** Reads a serialised value. Throws a UserError of kind "input" for what is damaged or of another kind. */
export function readRValue(bytes: Uint8Array): RValue {
  try {
    return parse(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError("input", "the R data end too early");
  }
}

/** The values of a file of many, by name: of `.rdx` and `.rdb`. */
export function readRDatabase(index: Uint8Array, data: Uint8Array): Map<string, RValue> {
  const top = readRValue(gunzipSync(index, { maxOutputLength: MOST }));
  const variables = isList(top) ? top.values[top.names.indexOf("variables")] : undefined;
  if (variables === undefined || !isList(variables)) throw refusal("the index names no variables");
  return new Map(variables.names.map((name, i) => {
    const place = variables.values[i];
    const [at, length] = Array.isArray(place) ? place : [];
    if (typeof at !== "number" || typeof length !== "number" || at + length > data.length || length < 4) {
      throw refusal(`the place of ${name} is not in the file`);
    }
    // Its length unpacked goes before it.
    return [name, readRValue(inflateSync(data.subarray(at + 4, at + length), { maxOutputLength: MOST }))];
  }));
}

const refusal = (reason: string) => new UserError("input", `these R data are not read: ${reason}`);

const isList = (value: RValue): value is RList => value !== null && "names" in value;

function parse(bytes: Uint8Array): RValue {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 2;
  const int = () => view.getInt32((at += 4) - 4);
  const take = (length: number) => {
    if (length < 0 || at + length > bytes.length) throw new RangeError();
    return bytes.subarray(at, at += length);
  };
  /** A length that so many bytes each can be there for. */
  const count = (size: number) => {
    const length = int();
    if (length < 0 || length * size > bytes.length - at) throw new RangeError();
    return length;
  };
  if (new TextDecoder().decode(bytes.subarray(0, 2)) !== "X\n") throw refusal("they are not in XDR");
  const version = int();
  if (version !== 2 && version !== 3) throw refusal(`version ${version}`);
  at += 8; // the versions of R that wrote it, and that can read it
  if (version === 3) take(int());
  const symbols: string[] = [];

  const item = (depth: number): { value: RValue; symbol?: string } => {
    if (depth > DEEPEST) throw refusal("too many levels");
    const flags = int();
    const type = flags & 0xff;
    const attributed = (value: RValue): { value: RValue } => {
      const attributes = (flags & HAS_ATTRIBUTES) === 0 ? undefined : item(depth + 1).value;
      if (!isNamed(value) || attributes === undefined || !isList(attributes)) return { value };
      const names = attributes.values[attributes.names.indexOf("names")];
      const told = Array.isArray(names) ? names.map(String) : value.names;
      return { value: { ...value, names: told } };
    };
    switch (type) {
      case NIL:
        return { value: null };
      case REFERENCE: {
        const symbol = symbols[(flags >> 8 || int()) - 1];
        if (symbol === undefined) throw refusal("a reference to nothing");
        return { value: null, symbol };
      }
      case SYMBOL: {
        const { value } = item(depth + 1);
        const symbol = Array.isArray(value) ? String(value[0]) : "";
        symbols.push(symbol);
        return { value: null, symbol };
      }
      case CHARACTERS: {
        const length = int();
        const encoding = flags & LATIN1 ? "windows-1252" : "utf-8";
        return { value: [length === -1 ? null : new TextDecoder(encoding).decode(take(length))] };
      }
      case LOGICAL:
      case INTEGER:
        return attributed(Array.from({ length: count(4) }, int));
      case REAL:
        return attributed(Array.from({ length: count(8) }, () => view.getFloat64((at += 8) - 8)));
      case STRINGS: {
        const texts = Array.from({ length: count(4) }, () => {
          const { value } = item(depth + 1);
          const [text] = Array.isArray(value) ? value : [];
          return typeof text === "string" ? text : null;
        });
        return attributed(texts);
      }
      case LIST: {
        const values = Array.from({ length: count(4) }, () => item(depth + 1).value);
        return attributed({ names: [], values });
      }
      case PAIRS:
        return { value: pairs(flags, depth) };
      default:
        throw refusal(`a value of type ${type}`);
    }
  };
  const pairs = (first: number, depth: number): RList => {
    const names: string[] = [], values: RValue[] = [];
    let flags = first;
    for (; (flags & 0xff) === PAIRS; flags = int()) {
      if (flags & HAS_ATTRIBUTES) item(depth + 1);
      names.push(flags & HAS_TAG ? item(depth + 1).symbol ?? "" : "");
      values.push(item(depth + 1).value);
    }
    if ((flags & 0xff) !== NIL) throw refusal("a list with no end");
    return { names, values };
  };
  return item(0).value;
}

const isNamed = (value: RValue): value is RList =>
  value !== null && !Array.isArray(value) && "names" in value;

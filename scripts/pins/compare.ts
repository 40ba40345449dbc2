/** Compares what two checkouts gave, and says where the first difference is. */
import { createHash } from "node:crypto";
import type { Parts } from "./parts.ts";

/** Longest excerpt of a line. */
const EXCERPT = 100;
/** Bytes shown of a binary file. */
const BYTES = 16;

type Value = Parts[string];

export interface Comparison {
  name: string;
  equal: boolean;
  /** Digests, and, where they differ, where. */
  digests: [string, string];
  difference: string[];
}

/** Compares parts by name; those that only one checkout has are different. */
export function compareParts(name: string, before: Parts, after: Parts): Comparison[] {
  const parts = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return parts.map((part) =>
    compareValues(part === "" ? name : `${name} / ${part}`, before[part], after[part])
  );
}

function compareValues(name: string, before: Value | undefined, after: Value | undefined): Comparison {
  const digests: [string, string] = [digestOf(before), digestOf(after)];
  const equal = digests[0] === digests[1];
  return { name, equal, digests, difference: equal ? [] : firstDifference(before, after) };
}

function digestOf(value: Value | undefined): string {
  return value === undefined ? "none" : createHash("sha256").update(value).digest("hex").slice(0, 12);
}

function firstDifference(before: Value | undefined, after: Value | undefined): string[] {
  if (before === undefined || after === undefined) return [];
  if (typeof before === "string" && typeof after === "string") return differentLine(before, after);
  return differentByte(bytesOf(before), bytesOf(after));
}

function differentLine(before: string, after: string): string[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const line = a.findIndex((text, i) => text !== b[i]);
  const at = line < 0 ? a.length : line;
  const [left = "(ends)", right = "(ends)"] = [a[at], b[at]];
  const column = firstIndex(left, right);
  const from = Math.max(0, column - EXCERPT / 2);
  const show = (text: string) => JSON.stringify(text.slice(from, from + EXCERPT));
  const counts = a.length === b.length ? "" : ` of ${a.length} and ${b.length}`;
  const where = `line ${at + 1}${counts}, column ${column + 1}`;
  return [where, `before: ${show(left)}`, `after:  ${show(right)}`];
}

function differentByte(before: Uint8Array, after: Uint8Array): string[] {
  const at = firstIndex(before, after);
  let count = Math.abs(before.length - after.length);
  for (let i = 0; i < Math.min(before.length, after.length); i++) if (before[i] !== after[i]) count++;
  const show = (bytes: Uint8Array) => bytes.subarray(at, at + BYTES).toHex();
  const sizes = before.length === after.length ? `${before.length}` : `${before.length} and ${after.length}`;
  return [`byte ${at} of ${sizes}; ${count} differ`, `before: ${show(before)}`, `after:  ${show(after)}`];
}

function firstIndex(before: ArrayLike<unknown>, after: ArrayLike<unknown>): number {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  return at;
}

function bytesOf(value: Value): Uint8Array {
  return typeof value === "string" ? new TextEncoder().encode(value) : value;
}

import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { readRDatabase, readRValue } from "../../../../src/data/text/samples/r_data.ts";
import { UserError } from "../../../../src/base/errors.ts";

/** Integers in XDR. */
const ints = (...values: number[]): number[] =>
  values.flatMap((value) => [value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255]);
const NIL = ints(254);
const string = (text: string | null): number[] =>
  text === null ? [...ints(9), ...ints(-1)] : [...ints(9), ...counted(text)];
const counted = (text: string): number[] => {
  const bytes = [...new TextEncoder().encode(text)];
  return [...ints(bytes.length), ...bytes];
};
const strings = (texts: readonly (string | null)[]): number[] => [
  ...ints(16, texts.length),
  ...texts.flatMap(string),
];
const symbol = (name: string): number[] => [...ints(1), ...string(name)];
/** A list with names. */
const list = (entries: Record<string, number[]>, names: number[]): number[] => [
  ...ints(19 | 1 << 9, Object.keys(entries).length),
  ...Object.values(entries).flat(),
  ...[...ints(2 | 1 << 10), ...names, ...strings(Object.keys(entries)), ...NIL],
];
const serialised = (item: number[], version = 3): Uint8Array =>
  Uint8Array.from([
    ...[0x58, 0x0a, ...ints(version, 0x40201, 0x30500)],
    ...version === 3 ? counted("UTF-8") : [],
    ...item,
  ]);

Deno.test("readRValue() reads strings, numbers and lists with names, of versions 2 and 3", () => {
  for (const version of [2, 3]) {
    assert.deepEqual(readRValue(serialised(strings(["naïve", null, ""]), version)), ["naïve", null, ""]);
    assert.deepEqual(readRValue(serialised(ints(13, 3, 7, -1, 0), version)), [7, -1, 0]);
    assert.equal(readRValue(serialised(NIL, version)), null);
    // Names follow the values: the inner list tells the symbol, the outer one refers to it.
    const inner = list({ c: strings(["x"]) }, symbol("names"));
    const outer = list({ a: ints(10, 1, 1), b: inner }, ints(1 << 8 | 255));
    assert.deepEqual(readRValue(serialised(outer, version)), {
      names: ["a", "b"],
      values: [[1], { names: ["c"], values: [["x"]] }],
    });
  }
});

Deno.test("readRDatabase() reads the values of a lazy-load database by name", () => {
  const texts = { emma: ["Emma Woodhouse,", "handsome"], other: ["é"] };
  let data: number[] = [];
  const places = Object.fromEntries(
    Object.entries(texts).map(([name, lines]) => {
      const bytes = serialised(strings(lines));
      const packed = [...ints(bytes.length), ...deflateSync(bytes)];
      const place = ints(13, 2, data.length, packed.length);
      data = [...data, ...packed];
      return [name, place];
    }),
  );
  // The first list that ends names the symbol, the others refer to it.
  const variables = list(places, symbol("names"));
  const index = gzipSync(
    serialised(list({ variables, compressed: ints(10, 1, 1) }, ints(1 << 8 | 255))),
  );
  const read = readRDatabase(index, Uint8Array.from(data));
  assert.deepEqual(Object.fromEntries(read), texts);
  const cut = () => readRDatabase(index, Uint8Array.from(data.slice(0, -5)));
  assert.throws(cut, /the place of other is not in the file/);
});

Deno.test("readRValue() refuses what is cut off at any place, foreign, or out of proportion", () => {
  const whole = serialised(list({ a: strings(["text"]) }, symbol("names")));
  for (let length = 2; length < whole.length; length++) {
    assert.throws(() => readRValue(whole.subarray(0, length)), UserError, `${length}`);
  }
  const cases: [number[], RegExp][] = [
    [ints(238), /a value of type 238/],
    [ints(16, 1 << 30), /end too early/],
    [ints(255, 9), /a reference to nothing/],
    [Array.from({ length: 50 }, () => ints(19, 1)).flat(), /too many levels/],
  ];
  for (const [item, expected] of cases) assert.throws(() => readRValue(serialised(item)), expected);
  assert.throws(() => readRValue(new TextEncoder().encode("A\n1")), /not in XDR/);
  assert.throws(() => readRValue(serialised(NIL, 9)), /version 9/);
});

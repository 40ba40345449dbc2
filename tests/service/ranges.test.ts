import fc from "fast-check";
import assert from "node:assert/strict";
import { rangeOf, selected } from "../../src/service/ranges.ts";

/** What RFC 9110 says of one range, by trying each position of a small file. */
function byHand(spec: { first?: number; last?: number; suffix?: number }, size: number): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  if (spec.suffix !== undefined) return all.filter((i) => i >= size - spec.suffix!);
  return all.filter((i) => i >= spec.first! && i <= (spec.last ?? Infinity));
}

Deno.test("a range is what RFC 9110 says, for any file and any one range", () => {
  const number = fc.nat({ max: 40 });
  const specs = fc.oneof(
    fc.record({ suffix: number }),
    fc.record({ first: number }),
    fc.record({ first: number, last: number }),
  );
  fc.assert(fc.property(specs, fc.nat({ max: 30 }), fc.constantFrom("bytes", "Bytes", "BYTES"), (
    spec: {
      first?: number;
      last?: number;
      suffix?: number;
    },
    size,
    unit,
  ) => {
    const text = spec.suffix !== undefined ? `-${spec.suffix}` : `${spec.first}-${spec.last ?? ""}`;
    const range = rangeOf(`${unit}=${text}`, size);
    const isValid = spec.last === undefined || spec.last >= spec.first!;
    if (!isValid) return assert.equal(range, undefined);
    const bytes = byHand(spec, size);
    // A suffix of an empty file can be satisfied, with nothing: the whole is answered.
    if (bytes.length === 0) {
      return assert.equal(range, spec.suffix !== undefined && spec.suffix > 0 ? undefined : "unsatisfiable");
    }
    assert.deepEqual(range, { start: bytes[0], end: bytes.at(-1)! + 1 });
  }));
});

Deno.test("whatever stands in the header, a range is within the file, or there is none", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "bytes",
      "=",
      "-",
      ",",
      " ",
      "\t",
      "0",
      "9",
      "99999999999999999999999",
      "1e3",
      "+1",
      "0x1",
      "items",
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), fc.nat({ max: 100 }), (parts, size) => {
      for (const header of [parts.join(""), `bytes=${parts.join("")}`]) {
        const range = rangeOf(header, size);
        if (range === undefined || range === "unsatisfiable") continue;
        assert.ok(range.start >= 0 && range.start < range.end && range.end <= size, header);
        assert.match(header, /^\s*bytes=[ \t]*(\d+-\d*|-\d+)\s*$/i);
      }
    }),
    { numRuns: 2000 },
  );
  for (
    const header of [
      "bytes=0-1,3-4",
      "bytes=,",
      "bytes=-",
      "bytes=a-b",
      "lines=0-1",
      "bytes 0-1",
      "bytes=1--2",
      "bytes=0-1-2",
      "",
    ]
  ) {
    assert.equal(rangeOf(header, 10), undefined, header);
  }
  assert.equal(rangeOf("bytes=99999999999999999999999-", 10), "unsatisfiable");
  assert.deepEqual(rangeOf("bytes=0-99999999999999999999999", 10), { start: 0, end: 10 });
});

Deno.test("conditions come in their order: If-Match, If-None-Match, If-Range, Range", () => {
  const tag = '"abc"', range = "bytes=1-2";
  const cases: [headers: Record<string, string>, status: number][] = [
    [{}, 200],
    [{ range }, 206],
    [{ range: "bytes=10-" }, 416],
    [{ range, "if-range": tag }, 206],
    [{ range, "if-range": '"other"' }, 200],
    [{ range, "if-range": `W/${tag}` }, 200],
    [{ range, "if-range": "Sun, 29 Nov 2026 00:00:00 GMT" }, 200],
    [{ range: "bytes=10-", "if-range": '"other"' }, 200],
    [{ "if-none-match": tag }, 304],
    [{ "if-none-match": `"x", W/${tag}` }, 304],
    [{ "if-none-match": "*", range }, 304],
    [{ "if-none-match": '"abcd"', range }, 206],
    [{ "if-match": '"other"', "if-none-match": tag }, 412],
    [{ "if-match": `W/${tag}` }, 412],
    [{ "if-match": `"x",${tag}`, range: "bytes=9-" }, 206],
    [{ "if-match": "*", "if-none-match": tag }, 304],
  ];
  for (const [headers, status] of cases) {
    assert.equal(selected(new Headers(headers), tag, 10).status, status, JSON.stringify(headers));
  }
});

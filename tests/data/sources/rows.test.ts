/** Records of files that are broken, endless or of another shape. */
import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { records } from "../../../src/data/sources/records.ts";
import { collect, withFiles } from "./collect.ts";

const CAT = "=^.^=\n(   )", DOG = "(o_o)\n /|\\";
const utf16 = (text: string) =>
  new Uint8Array(Uint16Array.from("\ufeff" + text, (c) => c.charCodeAt(0)).buffer);

/** Arts and problems of one file. */
async function read(name: string, content: string | Uint8Array) {
  let result: { arts: string[]; problems: string[] } | undefined;
  await withFiles({ [name]: content }, async (folder) => {
    const { findings, problems } = await collect(records({ path: `${folder}/${name}` }));
    result = { arts: findings.map(({ art }) => art), problems };
  });
  return result!;
}

Deno.test("records() reads a JSON array, whole on a line or not, of objects or of texts", async () => {
  const rows = [{ art: CAT, label: "cat" }, { art: `"[{,\\${DOG}` }];
  const arts = rows.map(({ art }) => art);
  for (
    const text of [JSON.stringify(rows), `\ufeff${JSON.stringify(rows, null, 2)}\n`, JSON.stringify(arts)]
  ) {
    assert.deepEqual(await read("a.json", text), { arts, problems: [] });
  }
  assert.deepEqual(
    (await read("a.json", rows.map((row) => JSON.stringify(row, null, 1)).join("\n"))).arts,
    arts,
  );
  assert.deepEqual((await read("a.json", rows.map((row) => JSON.stringify(row)).join("\n"))).arts, arts);
  assert.deepEqual((await read("a.json", utf16(JSON.stringify(rows)))).arts, arts);
  assert.deepEqual(await read("a.json", "[]"), { arts: [], problems: [] });
});

Deno.test("records() goes on after a bad element of an array", async () => {
  const text = `[\n{"art": ${JSON.stringify(CAT)}},\n{broken},\n12,\n{"art": ${JSON.stringify(DOG)}}`;
  const { arts, problems } = await read("a.json", text);
  assert.deepEqual(arts, [CAT, DOG]);
  assert.deepEqual(
    problems.map((problem) => problem.replace(/:\d+/, "")),
    Array(2).fill("a.json: is no JSON object"),
  );
});

Deno.test("records() passes over what is too long or nested too deeply", async () => {
  const good = JSON.stringify({ art: CAT });
  const deep = `{"art":${"[".repeat(50_000)}1${"]".repeat(50_000)}}`,
    long = JSON.stringify({ art: "x".repeat(3_000_000) });
  for (
    const [name, text] of [["a.jsonl", [deep, long, good].join("\n")], [
      "a.json",
      `[${deep},${long},${good}]`,
    ]] as const
  ) {
    const { arts, problems } = await read(name, text);
    assert.deepEqual(arts, [CAT]);
    assert.match(problems[0]!, /nested more than 64 levels deep/);
    assert.match(problems[1]!, /is longer than 2097152 characters/);
    assert.equal(problems.length, 2);
  }
  const nested = await read("a.jsonl", `{"art":[[[[[[[[[[["x"]]]]]]]]]]]}\n${good}`);
  assert.deepEqual(nested, { arts: [CAT], problems: ['a.jsonl:1: has nothing in "art"'] });
});

Deno.test("records() takes records of different columns, and says once that all lack the art", async () => {
  const text = [{ what: 1 }, { art: CAT }, { drawing: DOG }].map((row) => JSON.stringify(row)).join("\n");
  const { arts, problems } = await read("a.jsonl", text);
  assert.deepEqual(arts, [CAT, DOG]);
  assert.equal(problems.length, 1);
  await assert.rejects(
    read("a.jsonl", '{"what":1}\n'.repeat(5000)),
    (error) =>
      error instanceof UserError && error.kind === "input" && /no column for the art/.test(error.message),
  );
});

Deno.test("records() reads CSV beside quotes that nothing closes, and in other encodings", async () => {
  const { arts, problems } = await read(
    "a.csv",
    `art,label\n"${CAT}",cat\n"open,dog\n"${DOG}",dog\nlast,x\n`,
  );
  assert.deepEqual(arts, [CAT, DOG, "last"]);
  assert.deepEqual(problems, ["a.csv:4: opens a quote that nothing closes"]);
  const long = await read("a.csv", `art\n${"x".repeat(3_000_000)}\n"${CAT}"\r\n`);
  assert.deepEqual([long.arts, long.problems.length], [[CAT], 1]);
  const latin = Uint8Array.from("art,label\n\u00afB\u00e4r\u00af,x\n", (c) => c.charCodeAt(0));
  assert.deepEqual((await read("a.csv", latin)).arts, ["\u00afB\u00e4r\u00af"]);
  assert.deepEqual((await read("a.tsv", utf16(`art\tlabel\n"${CAT}"\tx\n`))).arts, [CAT]);
});

Deno.test("records() refuses a database by another name in one line", async () => {
  const database = new TextEncoder().encode("SQLite format 3\0" + "x\n".repeat(3000));
  for (const name of ["a.jsonl", "a.json", "a.csv"]) {
    await assert.rejects(
      read(name, database),
      (error) => error instanceof UserError && /is no text/.test(error.message),
    );
  }
});

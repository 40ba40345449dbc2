import assert from "node:assert/strict";
import { sixteenColors } from "../../../src/data/sources/sixteen_colors.ts";
import { sixteenColorsSite } from "./servers/sixteen_colors.ts";
import { collect, quickFetcher } from "./servers/server.ts";

Deno.test("sixteenColors() finds the text art of the packs of some years", async () => {
  await using site = sixteenColorsSite();
  const source = sixteenColors({
    fetcher: quickFetcher(site),
    baseUrl: site.url,
    years: { from: 1996, to: 1997 },
  });
  const { findings, problems } = await collect(source);
  assert.deepEqual(findings.map(({ sourceId }) => sourceId), [
    "tide-01/SAIL.ANS",
    "tide-01/house.asc",
    "1996/MAN.TXT",
  ]);
  assert.deepEqual(findings.map(({ art }) => art), [
    " █\n ▓▒\n▄▄▄▄",
    "  .--.\n /    \\\n|  ██  |\n \\____/",
    " o\n/|\\\n/ \\",
  ]);
  assert.deepEqual(findings.map(({ title, author, labels }) => [title, author, labels]), [
    ["Sailboat", "deckhand", ["boat"]],
    ["house.asc", "builder", []],
    ["MAN.TXT", "", []],
  ]);
  assert.deepEqual(findings.map(({ attribution }) => attribution), [
    "deckhand of harbour, in tide-01 (16colo.rs)",
    "builder, in tide-01 (16colo.rs)",
    "1996 (16colo.rs)",
  ]);
  assert.equal(findings[0]!.url, `${site.url}/pack/tide-01/SAIL.ANS`);
  assert.equal(findings[0]!.licence, "not stated; rights remain with the artist");
  assert.deepEqual(problems.map((problem) => problem.replaceAll(site.url, "")), [
    'tide-01/LOST.ANS: /archive/1996/tide-01.zip has no "LOST.ANS"',
    "1996/NOISE.ANS: NOISE.ANS of 1996 is no text",
    'bomb: the archive is refused: "B.ANS" grows 1016 times',
    'torn: /v1/pack/torn?artists=true&content=true is not JSON: "{\\"results\\": [{\\"name\\": \\"torn\\", \\"files\\": {"',
    "odd: /v1/pack/odd?artists=true&content=true has an unknown shape: results.0.files: Invalid input: expected record, received string",
  ]);
});

Deno.test("sixteenColors() downloads no pack whose files are known", async () => {
  await using site = sixteenColorsSite();
  const source = sixteenColors({
    fetcher: quickFetcher(site),
    baseUrl: site.url,
    packs: ["tide-01", "1996"],
  });
  const { findings } = await collect(source);
  const known = [...findings.map(({ sourceId }) => sourceId), "tide-01/LOST.ANS", "1996/NOISE.ANS"];
  site.requests.length = 0;
  assert.deepEqual(await collect(source, known), { findings: [], problems: [] });
  assert.deepEqual(site.requests.map((path) => path.split("?")[0]), ["/v1/pack/tide-01", "/v1/pack/1996"]);
});

Deno.test("sixteenColors() keeps blocks and takes other files if asked", async () => {
  await using site = sixteenColorsSite();
  const source = sixteenColors({
    fetcher: quickFetcher(site),
    baseUrl: site.url,
    packs: ["tide-01"],
    extensions: ["ans"],
  });
  assert.deepEqual((await collect(source)).findings.map(({ art }) => art), [" █\n ▓▒\n▄▄▄▄"]);
});

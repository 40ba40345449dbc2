import assert from "node:assert/strict";
import { textfiles } from "../../../src/data/sources/textfiles.ts";
import { textfilesSite } from "./servers/textfiles.ts";
import { collect, quickFetcher } from "./servers/server.ts";

Deno.test("textfiles() finds the files of listings and of the folders below them", async () => {
  await using site = textfilesSite();
  const { findings, problems } = await collect(textfiles({ fetcher: quickFetcher(site), baseUrl: site.url }));
  assert.deepEqual(findings.map(({ sourceId, art }) => [sourceId, art]), [
    ["asciiart/teddy_bear2.txt", '(")_(")\n  (oo)'],
    ["asciiart/unicorn", "  /\n /|"],
    ["asciiart/café.art", " é\n██"],
    ["asciiart/BOATS/raft.ans", "  |\n▓▓▓▓"],
    ["asciiart/BOATS/deep/net.txt", "####\n####"],
    ["asciiart/sub/a.txt", "/\\\n\\/"],
  ]);
  assert.deepEqual(findings.map(({ title, labels, author }) => [title, labels, author]), [
    ["A teddy bear, by us", ["teddy bear", "asciiart"], ""],
    ["The horse with a horn", ["unicorn", "asciiart"], ""],
    ["café.art", ["café", "asciiart"], ""],
    ["Raft", ["raft", "boats"], "drifter"],
    ["net.txt", ["net", "deep"], ""],
    ["a.txt", ["a", "sub"], ""],
  ]);
  assert.deepEqual([findings[3]!.url, findings[3]!.attribution], [
    `${site.url}/asciiart/BOATS/raft.ans`,
    "drifter (textfiles.com)",
  ]);
  assert.deepEqual(
    problems.map((problem) => problem.replace(/: .*(cut short|another host|robots\.txt).*/, ": $1")),
    [
      "asciiart/broken.txt: cut short",
      "asciiart/gone.txt: another host",
      "asciiart/private/: robots.txt",
    ],
  );
  assert.equal(site.requests.some((path) => path.includes("?") || path.endsWith(".gif")), false);
  assert.equal(site.requests.filter((path) => path === "/asciiart/broken.txt").length, 3);
});

Deno.test("textfiles() asks for no file that is known", async () => {
  await using site = textfilesSite();
  const source = textfiles({ fetcher: quickFetcher(site), baseUrl: site.url });
  const known = [
    ...(await collect(source)).findings.map(({ sourceId }) => sourceId),
    "asciiart/broken.txt",
    "asciiart/gone.txt",
  ];
  site.requests.length = 0;
  assert.deepEqual((await collect(source, known)).findings, []);
  assert.deepEqual(
    site.requests.filter((path) => !path.endsWith("/")),
    ["/asciiart/BOATS"],
    "a folder without its slash",
  );
});

Deno.test("textfiles() starts where it is told and goes no deeper than asked", async () => {
  await using site = textfilesSite();
  const source = textfiles({
    fetcher: quickFetcher(site),
    baseUrl: site.url,
    folders: ["asciiart/BOATS"],
    maxDepth: 0,
  });
  assert.deepEqual((await collect(source)).findings.map(({ sourceId }) => sourceId), [
    "asciiart/BOATS/raft.ans",
  ]);
});

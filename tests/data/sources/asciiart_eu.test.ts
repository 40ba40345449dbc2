import assert from "node:assert/strict";
import { UserError } from "../../../src/base/errors.ts";
import { asciiArtEu } from "../../../src/data/sources/asciiart_eu.ts";
import { ART, asciiArtEuSite } from "./servers/asciiart_eu.ts";
import { collect, quickFetcher, serve } from "./servers/server.ts";

Deno.test("asciiArtEu() finds the pieces of all categories in the order of the site", async () => {
  await using site = asciiArtEuSite();
  const source = asciiArtEu({ fetcher: quickFetcher(site), baseUrl: site.url });
  const { findings, problems } = await collect(source);
  assert.deepEqual(findings.map(({ sourceId }) => sourceId.replace(/#.*/, "#")), [
    "aa11",
    "bb22",
    "cc33",
    "animals/other-water#",
    "dd44",
  ]);
  assert.deepEqual(
    findings.map(({ art }) => art),
    [ART.cat, ART.kitten, ART.ant, ART.fish, ART.cup].map((art) => art.trimEnd()),
  );
  assert.deepEqual(findings.map(({ labels }) => labels), [
    ["cats", "animals"],
    ["cats", "animals"],
    ["ants", "insects", "animals"],
    ["animals"],
    ["food and drinks"],
  ]);
  assert.deepEqual(findings.map(({ title, author }) => [title, author]), [
    ["Sitting <cat>", "J & K"],
    ["Kitten", ""],
    ["", ""],
    ["Fish", "Someone"],
    ["Cup", "Me"],
  ]);
  const [first] = findings;
  assert.deepEqual(first && { ...first, art: "", labels: [] }, {
    source: "asciiart.eu",
    sourceId: "aa11",
    art: "",
    title: "Sitting <cat>",
    labels: [],
    author: "J & K",
    url: `${site.url}/art/aa11`,
    licence: "not stated; rights remain with the artist",
    attribution: "J & K (asciiart.eu)",
  });
  assert.deepEqual(problems.length, 2);
  assert.match(problems[0]!, /^ee55: .*\/art\/ee55 shows no piece/);
  assert.match(problems[1]!, /^vehicles: .* 500 \(tried 3 times\)/);
  assert.equal(site.requests.some((path) => /image-to|about|privacy/.test(path)), false);
  assert.equal(new Set(site.requests).size, site.requests.length - 2, "no page twice but for the retries");
});

Deno.test("asciiArtEu() fetches no page of a known piece, and finds known pieces no more", async () => {
  await using site = asciiArtEuSite();
  const source = asciiArtEu({ fetcher: quickFetcher(site), baseUrl: site.url });
  const known = (await collect(source)).findings.map(({ sourceId }) => sourceId);
  site.requests.length = 0;
  assert.deepEqual((await collect(source, known)).findings, []);
  assert.deepEqual(site.requests.filter((path) => path.startsWith("/art/")), ["/art/ee55"]);
});

Deno.test("asciiArtEu() keeps to the categories asked for", async () => {
  await using site = asciiArtEuSite();
  const source = asciiArtEu({
    fetcher: quickFetcher(site),
    baseUrl: site.url,
    categories: ["animals/insects"],
  });
  assert.deepEqual((await collect(source)).findings.map(({ sourceId }) => sourceId), ["cc33", "aa11"]);
  assert.deepEqual(site.requests, ["/animals/insects", "/animals/insects/ants"]);
});

Deno.test("asciiArtEu() starts from the home page of sites without a gallery, and says when it finds nothing", async () => {
  await using old = serve({
    "/": '<a href="/animals/">Animals</a>',
    "/animals": "<div><h2>Cat</h2><pre>=^.^=\n  U</pre></div>",
  });
  const source = asciiArtEu({ fetcher: quickFetcher(old), baseUrl: old.url });
  assert.deepEqual((await collect(source)).findings.map(({ title }) => title), ["Cat"]);
  await using changed = serve({ "/gallery": "<p>An app now</p>" });
  await assert.rejects(
    collect(asciiArtEu({ fetcher: quickFetcher(changed), baseUrl: changed.url })),
    (error) => error instanceof UserError && /lists no categories/.test(error.message),
  );
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { UserError } from "../../../src/base/errors.ts";
import { huggingFace, type HuggingFaceOptions } from "../../../src/data/sources/hugging_face.ts";
import { huggingFaceSite, parquetFile, ranged, ROWS } from "./servers/hugging_face.ts";
import { collect, type LocalServer, quickFetcher, serve } from "./servers/server.ts";

const frames = (site: LocalServer, options: Partial<HuggingFaceOptions> = {}) =>
  huggingFace({
    fetcher: quickFetcher(site),
    dataset: "us/frames",
    split: "train",
    baseUrl: site.url,
    ...options,
  });

const USABLE = ROWS.map((_, i) => i).filter((i) => i !== 7);

for (const via of ["rows", "parquet"] as const) {
  Deno.test(`huggingFace() finds the rows of a split via ${via}`, async () => {
    await using site = huggingFaceSite();
    const { findings, problems } = await collect(frames(site, { via }));
    const wanted = via === "rows" ? USABLE.filter((i) => i !== 9) : USABLE;
    assert.deepEqual(
      findings.map(({ sourceId }) => sourceId),
      wanted.map((i) => `us/frames/default/train/${i}`),
    );
    assert.deepEqual(findings[0], {
      source: "huggingface.co",
      sourceId: "us/frames/default/train/0",
      art: "+-----+\n| 0   |\n+-----+",
      title: "frame 0",
      labels: ["picture frame"],
      author: "",
      url: `${site.url}/datasets/us/frames/viewer/default/train?row=0`,
      licence: "cc0-1.0",
      attribution: "us/frames (huggingface.co)",
    });
    assert.deepEqual(findings.at(-1)!.labels, ["box"]);
    assert.deepEqual(problems, [
      'us/frames/default/train/7: column "ascii_art" holds no text',
      ...via === "rows"
        ? ["us/frames/default/train/9: the piece is too long for the server: use Parquet"]
        : [],
    ]);
  });

  Deno.test(`huggingFace() fetches no rows again via ${via} when all of them are known`, async () => {
    await using site = huggingFaceSite();
    const all = ROWS.map((_, i) => `us/frames/default/train/${i}`);
    const partly = await collect(frames(site, { via }), all.filter((_, i) => i < 100 || i >= 200));
    assert.deepEqual(partly.findings.map(({ sourceId }) => sourceId), all.slice(100, 200));
    assert.equal(site.requests.filter((path) => path.startsWith("/rows")).length, via === "rows" ? 1 : 0);
    site.requests.length = 0;
    assert.deepEqual(await collect(frames(site, { via }), all), { findings: [], problems: [] });
    const paths = site.requests.map((path) => path.split("?")[0]!);
    const footers = paths.filter((path) => path.endsWith(".parquet")).length;
    assert.deepEqual(
      new Set(paths.filter((path) => !path.endsWith(".parquet"))),
      new Set(
        ["/splits", "/api/datasets/us/frames", via === "rows" ? "/size" : "/parquet"],
      ),
    );
    assert.equal(footers, via === "rows" ? 0 : 4, "two small ranges of each file");
  });
}

Deno.test("huggingFace() asks of each known row once, and reads the rows after them", async () => {
  for (const via of ["rows", "parquet"] as const) {
    await using site = huggingFaceSite();
    const known = new Set(Array.from({ length: 130 }, (_, i) => `us/frames/default/train/${i}`));
    const asked: string[] = [];
    const isKnown = (id: string) => known.has(id) && asked.push(id) > 0;
    const { findings } = await collect(frames(site, { via }), [], { isKnown });
    assert.deepEqual(asked, [...known], via);
    assert.deepEqual(
      findings.map(({ sourceId, title }) => [sourceId, title]),
      ROWS.slice(130).map(({ caption, tokens }) => [`us/frames/default/train/${tokens}`, caption]),
    );
  }
});

Deno.test("huggingFace() reads the columns that it is told", async () => {
  await using site = huggingFaceSite();
  const columns = { art: "caption", labels: "tokens", author: "label" };
  const { findings } = await collect(frames(site, { columns, licence: "mine" }));
  const { art, labels, author, licence } = findings[3]!;
  assert.deepEqual({ art, labels, author, licence }, {
    art: "frame 3",
    labels: ["3"],
    author: "box",
    licence: "mine",
  });
  await assert.rejects(
    collect(frames(site, { columns: { art: "drawing" } })),
    /us\/frames has no column "drawing"; it has ascii_art, label, caption, tokens: name one by --column art=/,
  );
});

Deno.test("huggingFace() tells which splits there are, and goes on after a split that fails", async () => {
  await using site = huggingFaceSite();
  await assert.rejects(
    collect(frames(site, { split: "dev" })),
    /us\/frames has no such split; there are: default\/train, default\/test/,
  );
  site.pages.set("/api/datasets/us/frames", "<html>");
  const { findings, problems } = await collect(
    huggingFace({ fetcher: quickFetcher(site), dataset: "us/frames", baseUrl: site.url }),
  );
  assert.equal(findings.length, 228);
  assert.equal(findings[0]!.licence, "not stated");
  assert.match(problems[0]!, /is not JSON/);
  assert.match(problems.at(-1)!, /^us\/frames\/default\/test\/0: .*answers 501/);
});

Deno.test("huggingFace() reads Parquet files from disk and from servers, with ranges or without", async () => {
  const bytes = parquetFile(ROWS.slice(0, 70));
  await using site = serve({
    "/ranged.parquet": ranged(bytes),
    "/whole.parquet": bytes,
    "/text.parquet": "no such thing".repeat(9),
  });
  const folder = await Deno.makeTempDir();
  const path = join(folder, "frames.parquet");
  await Deno.writeFile(path, bytes);
  const read = async (file: string) =>
    (await collect(huggingFace({ fetcher: quickFetcher(site), file }))).findings;
  const findings = await read(path);
  assert.deepEqual(
    findings.map(({ sourceId }) => sourceId),
    USABLE.slice(0, 69).map((i) => `frames.parquet/${i}`),
  );
  assert.deepEqual([findings[1]!.labels, findings[1]!.url], [["box"], "frames.parquet"]);
  for (const name of ["ranged", "whole"]) {
    const remote = await read(`${site.url}/${name}.parquet`);
    assert.deepEqual(remote.map(({ art }) => art), findings.map(({ art }) => art));
  }
  await assert.rejects(read(`${site.url}/text.parquet`), /text\.parquet is no Parquet file or damaged/);
  await Deno.writeFile(path, bytes.subarray(0, bytes.length - 9));
  await assert.rejects(
    read(path),
    (error) => error instanceof UserError && /frames\.parquet is no Parquet/.test(error.message),
  );
  await assert.rejects(
    read(join(folder, "none.parquet")),
    /cannot read .*none\.parquet: there is no such file/,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("huggingFace() wants a dataset or a file", () => {
  const fetcher = { get: () => Promise.reject(new Error("unused")) };
  assert.throws(() => huggingFace({ fetcher }), /a dataset of the hub or a Parquet file is needed/);
  assert.throws(() => huggingFace({ fetcher, dataset: "a/b", file: "c" }), /and not both/);
  assert.throws(
    () => huggingFace({ fetcher, dataset: "../secrets" }),
    /"\.\.\/secrets" is no dataset of the hub/,
  );
});

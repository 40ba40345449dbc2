import createClient from "openapi-fetch";
import fc from "fast-check";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { dispositionOf, routes } from "../../../src/service/routes/artifacts.ts";
import type { paths } from "../../../src/service/client/api.ts";
import { folderArtifacts } from "../../../src/service/artifacts/folder.ts";
import { sendRaw, withService } from "../harness.ts";
import { inFolder, putFiles } from "./conformance.ts";

const CONTENT = new Uint8Array(5000).map((_, i) => (i * 97) >> 3);
const NAMES = { "deep/a b.bin": CONTENT, "ü'\u0301.txt": "text", empty: "" };

/** A service with one model that holds the files above. */
const withModel = (use: (address: string, id: string, store: string) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const store = join(folder, "store"), artifacts = await folderArtifacts(store);
    const id = await putFiles(artifacts, NAMES);
    await withService(
      { routes, parts: { artifacts }, settings: { "limits.rate": 0 } },
      ({ address }) => use(address, id, store),
    );
  });

const fileAt = (address: string, id: string, path: string) =>
  `${address}/artifacts/model/${id}/download?path=${encodeURIComponent(path)}`;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

Deno.test("a manifest is told with its id as tag; the bytes are those whose digest the id is", () =>
  withModel(async (address, id) => {
    const at = `${address}/artifacts/model/${id}`, response = await fetch(at);
    assert.equal(response.headers.get("etag"), `"${id}"`);
    assert.match(response.headers.get("cache-control")!, /immutable/);
    assert.equal(sha256(new Uint8Array(await response.arrayBuffer())), id);
    const again = await fetch(at, { headers: { "if-none-match": `"${id}"` } });
    assert.equal(again.status, 304);
    assert.equal((await again.arrayBuffer()).byteLength, 0);
    const client = createClient<paths>({ baseUrl: address });
    const { data } = await client.GET("/artifacts/{kind}/{id}", { params: { path: { kind: "model", id } } });
    assert.deepEqual(data?.files.map(({ path }) => path), ["deep/a b.bin", "empty", "ü'\u0301.txt"]);
  }));

Deno.test("a file is downloaded whole, in any range, or not again", () =>
  withModel(async (address, id) => {
    const at = fileAt(address, id, "deep/a b.bin"), tag = `"${sha256(CONTENT)}"`;
    const whole = await fetch(at);
    assert.equal(whole.status, 200);
    assert.equal(whole.headers.get("content-length"), "5000");
    assert.equal(whole.headers.get("accept-ranges"), "bytes");
    assert.equal(whole.headers.get("content-type"), "application/octet-stream");
    assert.equal(whole.headers.get("x-content-type-options"), "nosniff");
    assert.equal(
      whole.headers.get("content-disposition"),
      `attachment; filename="a_b.bin"; filename*=UTF-8''a%20b.bin`,
    );
    assert.equal(whole.headers.get("etag"), tag);
    assert.deepEqual(new Uint8Array(await whole.arrayBuffer()), CONTENT);
    const number = fc.nat({ max: 6000 });
    const specs = fc.oneof(
      fc.tuple(number, number).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
      number.map((first) => `${first}-`),
      number.map((suffix) => `-${suffix}`),
      fc.stringMatching(/^[0-9,\- ]{0,8}$/),
    );
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        const response = await fetch(at, { headers: { range: `bytes=${spec}` } });
        const body = new Uint8Array(await response.arrayBuffer());
        const [, first, last, suffix] = /^ *(?:(\d+)-(\d*)|-(\d+)) *$/.exec(spec) ?? [];
        if (first === undefined && suffix === undefined || last && Number(last) < Number(first)) {
          assert.equal(response.status, 200);
          return assert.deepEqual(body, CONTENT);
        }
        const start = first === undefined ? Math.max(0, 5000 - Number(suffix)) : Number(first);
        if (start >= 5000) {
          assert.equal(response.status, 416);
          assert.equal(response.headers.get("content-range"), "bytes */5000");
          return assert.equal(response.headers.get("content-type"), "application/problem+json");
        }
        const end = last ? Math.min(Number(last), 4999) : 4999;
        assert.equal(response.status, 206);
        assert.equal(response.headers.get("content-range"), `bytes ${start}-${end}/5000`);
        assert.equal(response.headers.get("content-length"), String(end - start + 1));
        assert.deepEqual(body, CONTENT.slice(start, end + 1));
      }),
      { numRuns: 60 },
    );
    const status = async (headers: Record<string, string>, method = "GET") => {
      const response = await fetch(at, { method, headers });
      const length = (await response.arrayBuffer()).byteLength;
      return [response.status, length, response.headers.get("content-length")];
    };
    assert.deepEqual(await status({ "if-none-match": tag, range: "bytes=0-1" }), [304, 0, null]);
    assert.deepEqual(await status({ "if-range": tag, range: "bytes=0-1" }), [206, 2, "2"]);
    assert.deepEqual(await status({ "if-range": '"x"', range: "bytes=0-1" }), [200, 5000, "5000"]);
    assert.equal((await status({ "if-match": '"x"' }))[0], 412);
    assert.deepEqual(await status({}, "HEAD"), [200, 0, "5000"]);
    assert.deepEqual(await status({ range: "bytes=0-1" }, "HEAD"), [206, 0, "2"]);
    const empty = await fetch(fileAt(address, id, "empty"), { headers: { range: "bytes=0-" } });
    assert.equal(empty.status, 416);
    await empty.body?.cancel();
  }));

Deno.test("what is not there, or leads elsewhere, is 404 or 400", () =>
  withModel(async (address, id) => {
    const cases: [path: string, status: number][] = [
      [`/artifacts/model/${"0".repeat(64)}`, 404],
      [`/artifacts/report/${id}`, 404],
      [`/artifacts/models/${id}`, 404],
      [`/artifacts/model/${id.slice(1)}`, 404],
      [`/artifacts/model/..%2f..%2f${id}`, 404],
      [`/artifacts/model/${id}/download`, 400],
      [`/artifacts/model/${id}/download?path=`, 400],
      [`/artifacts/model/${id}/download?path=a&path=b`, 400],
      [`/artifacts/model/${id}/download?path=..%2f..%2fmanifests`, 404],
      [`/artifacts/model/${id}/download?path=%2fetc%2fpasswd`, 404],
      [`/artifacts/model/${id}/download?path=empty%00`, 404],
      [`/artifacts/model/${id}/download?path=${"a".repeat(2000)}`, 400],
    ];
    for (const [path, status] of cases) {
      const response = await fetch(address + path);
      assert.equal(response.status, status, path);
      assert.equal(response.headers.get("content-type"), "application/problem+json");
      await response.body?.cancel();
    }
    const line = `GET /artifacts/model/${id}/../../../etc/passwd HTTP/1.1\r\nhost: localhost\r\n\r\n`;
    assert.match(await sendRaw(address, line), /^HTTP\/1.1 404 /);
  }));

Deno.test("a damaged file never looks whole", () =>
  withModel(async (address, id, store) => {
    const digest = sha256(CONTENT), path = join(store, "blobs", digest.slice(0, 2), digest);
    await Deno.remove(path);
    await Deno.writeFile(path, CONTENT.with(4999, 0));
    await assert.rejects(async () => await (await fetch(fileAt(address, id, "deep/a b.bin"))).arrayBuffer());
    await Deno.writeFile(path, CONTENT.slice(1));
    const response = await fetch(fileAt(address, id, "deep/a b.bin"));
    assert.equal(response.status, 500);
    assert.match((await response.json()).detail, /is not what was written/);
  }));

Deno.test("no name of a file breaks a header", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
    const header = dispositionOf(name);
    assert.match(header, /^attachment; filename="[\w.-]*"(; filename\*=UTF-8''[\w.~!%-]*)?$/);
    new Headers({ "content-disposition": header });
  }));
});

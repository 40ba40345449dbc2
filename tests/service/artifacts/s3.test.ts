import fc from "fast-check";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { UserError } from "../../../src/base/errors.ts";
import { artifactsOf } from "../../../src/service/artifacts/artifacts.ts";
import { s3Artifacts, s3Blobs } from "../../../src/service/artifacts/s3/blobs.ts";
import { type Bucket, s3Client, type S3Patience } from "../../../src/service/artifacts/s3/client.ts";
import { bytesIn, conformance, inFolder, putFiles } from "./conformance.ts";
import { type Fault, startProxy } from "./faults.ts";
import { freePort } from "../../../scripts/free_port.ts";
import { findProgram, type S3Server, startMoto, startProgram } from "./servers.ts";

const QUICK: S3Patience = { tries: 8, backoff: 1, answer: 20_000 };

const GO =
  "github.com/johannesboyne/gofakes3/cmd/gofakes3@v1.2.0 github.com/versity/versitygw/cmd/versitygw@latest";
const programs = await Promise.all(["gofakes3", "versitygw"].map(findProgram));
for (const [i, program] of programs.entries()) {
  if (program === undefined) {
    console.error(`artifacts are not tested against it: go install ${GO.split(" ")[i]}`);
  }
}

/** Each server is started once, by the first test that needs it. */
const servers = new Map<string, { start(): Promise<S3Server>; server?: S3Server }>([
  ["moto", { start: startMoto }],
  ...["gofakes3", "versitygw"].map((name, i) =>
    [name, { start: () => startProgram(programs[i] ?? name) }] as const
  ),
]);
for (const [name, each] of servers) {
  const isThere = name === "moto" || programs.some((program) => program?.endsWith(name));
  if (isThere) Deno.test.beforeAll(async () => void (each.server = await each.start()));
  conformance({
    name: `S3 by ${name}`,
    ignore: !isThere,
    async withStore(use) {
      const bucket = await each.server!.bucket(), client = s3Client(bucket);
      await use({
        blobs: s3Blobs(bucket, QUICK),
        async forge(key, body) {
          await client.send({ method: "DELETE", key }, [200, 204, 404]);
          await client.send({ method: "PUT", key, body }, [200]);
        },
      });
    },
  });
  Deno.test({
    name: `artifacts, S3 by ${name}: a file of several parts is put once, and lists have pages`,
    ignore: !isThere,
    fn: () => largeAndMany(each.server!),
  });
}
Deno.test.afterAll(async () => {
  for (const { server } of servers.values()) await server?.[Symbol.asyncDispose]();
});

async function largeAndMany(server: S3Server): Promise<void> {
  const bucket = await server.bucket(), artifacts = s3Artifacts(bucket, QUICK);
  const large = new Uint8Array(21_000_000).map((_, i) => (i * 2654435761) >>> 13);
  const id = await putFiles(artifacts, { large, small: "1" });
  assert.equal(await putFiles(artifacts, { large, small: "1" }), id);
  assert.ok(Buffer.from(await bytesIn((await artifacts.read("model", id, "large"))!.body)).equals(large));
  const part = await artifacts.read("model", id, "large", { start: 8_388_600, end: 8_388_620 });
  assert.deepEqual(await bytesIn(part!.body), large.slice(8_388_600, 8_388_620));
  // Listed page by page, as if there were many.
  const client = s3Client(bucket, QUICK), paged: string[] = [];
  const few: typeof client = {
    ...client,
    send: (request, expected) =>
      client.send({ ...request, query: { ...request.query, "max-keys": "1" } }, expected),
  };
  const { listed } = await import("../../../src/service/artifacts/s3/list.ts");
  for await (const { key } of listed(few, "blobs/")) paged.push(key);
  assert.equal(paged.length, 2);
  assert.deepEqual(paged, [...paged].sort());
}

const isAway = (message: RegExp) => (error: unknown): true => {
  assert.ok(error instanceof UserError, Deno.inspect(error));
  assert.equal(error.kind, "environment");
  assert.match(error.message, message);
  assert.doesNotMatch(error.message, /tester-secret|\n/);
  return true;
};
const moto = () => servers.get("moto")!.server!;

/** Every way to use a store fails by the same error, and soon. */
async function allFail(bucket: Bucket, message: RegExp): Promise<void> {
  const artifacts = s3Artifacts(bucket, { tries: 3, backoff: 1, answer: 500 }), id = "a".repeat(64);
  await assert.rejects(artifacts.ready(), isAway(message));
  await assert.rejects(artifacts.manifest("model", id), isAway(message));
  await assert.rejects(artifacts.list(), isAway(message));
  await assert.rejects(artifacts.collect(new Set(), 0), isAway(message));
  await assert.rejects(putFiles(artifacts, { a: "1" }), isAway(message));
  await inFolder(async (folder) => {
    await assert.rejects(artifacts.restore("model", id, join(folder, "x")), isAway(message));
    assert.deepEqual([...Deno.readDirSync(folder)], []);
  });
}

Deno.test("a bucket, server or address that is not there, or never answers, is one clear error", async () => {
  const bucket = await moto().bucket();
  await allFail(
    { ...bucket, bucket: "nowhere" },
    /bucket nowhere at .*: there is no such bucket \(NoSuchBucket/,
  );
  await allFail({ ...bucket, endpoint: `http://127.0.0.1:${freePort()}` }, /cannot be reached/);
  await using proxy = startProxy(bucket.endpoint, () => "hang");
  await allFail({ ...bucket, endpoint: proxy.endpoint }, /cannot be reached \(no answer in time\)/);
  for (const endpoint of ["nowhere", "ftp://a/", "http://user:word@a/", "http://a/?b"]) {
    assert.throws(() => s3Artifacts({ ...bucket, endpoint }), /artifacts.endpoint .* is no address/);
  }
  for (const name of ["", "ab", "A-b-c", "a/../b", "a b c", "a..b"]) {
    assert.throws(() => s3Artifacts({ ...bucket, bucket: name }), /is no name of a bucket/);
  }
});

Deno.test("a wrong access key is one clear error", async () => {
  const bucket = await moto().bucket();
  const reset = (count: string) =>
    fetch(`${moto().endpoint}/moto-api/reset-auth`, { method: "POST", body: count }).then((each) =>
      each.body?.cancel()
    );
  await reset("0");
  try {
    await allFail(bucket, /it refuses the access key or what was asked \(.*403\)/);
  } finally {
    await reset("inf");
  }
});

Deno.test("whatever breaks on the way, an artifact comes through whole", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.infiniteStream(fc.constantFrom<Fault>("drop", "lost", "fail", "cut", "pass", "pass")),
      async (faults) => {
        const bucket = await moto().bucket();
        await using proxy = startProxy(bucket.endpoint, () => faults.next().value ?? "pass");
        const artifacts = s3Artifacts({ ...bucket, endpoint: proxy.endpoint }, { ...QUICK, tries: 30 });
        const bytes = new Uint8Array(200_000).map((_, i) => i * 7 >> 3);
        const id = await putFiles(artifacts, { a: bytes, b: "2", c: "" });
        await inFolder(async (folder) => {
          await artifacts.restore("model", id, join(folder, "back"));
          assert.deepEqual(await Deno.readFile(join(folder, "back", "a")), bytes);
        });
        assert.equal((await artifacts.list()).length, 1);
      },
    ),
    { numRuns: 8 },
  );
});

Deno.test("an upload in parts that breaks is begun anew, or ends with nothing kept", async () => {
  const bucket = await moto().bucket(), large = new Uint8Array(9_000_000).fill(7);
  let left = 3;
  await using flaky = startProxy(
    bucket.endpoint,
    (line) => /partNumber|uploads/.test(line) && left-- > 0 ? "lost" : "pass",
  );
  const id = await putFiles(s3Artifacts({ ...bucket, endpoint: flaky.endpoint }, QUICK), { large });
  assert.equal(flaky.done.lost, 3);
  // The answer to the last request of all is lost: what it asked for is done.
  const second = await moto().bucket();
  let isFirst = true;
  await using late = startProxy(second.endpoint, (line) => {
    if (!line.startsWith("POST") || /uploads/.test(line) || !isFirst) return "pass";
    isFirst = false;
    return "lost";
  });
  assert.equal(await putFiles(s3Artifacts({ ...second, endpoint: late.endpoint }, QUICK), { large }), id);
  assert.equal(late.done.lost, 1);
  const third = await moto().bucket();
  await using broken = startProxy(third.endpoint, (line) => /partNumber=2/.test(line) ? "fail" : "pass");
  const artifacts = s3Artifacts({ ...third, endpoint: broken.endpoint }, { ...QUICK, tries: 2 });
  await assert.rejects(putFiles(artifacts, { large }), isAway(/it failed \(InternalError, status 500\)/));
  assert.deepEqual(await artifacts.list(), []);
  assert.deepEqual(await Array.fromAsync(s3Blobs(third).list("")), []);
});

Deno.test("a file that shrinks or changes while it is put is not kept", async () => {
  const bucket = await moto().bucket(), blobs = s3Blobs(bucket, QUICK);
  await inFolder(async (folder) => {
    const path = join(folder, "a");
    await Deno.writeTextFile(path, "before");
    const sly = artifactsOf({
      ...blobs,
      async put(key, content) {
        await Deno.writeTextFile(path, "after!");
        await blobs.put(key, content);
      },
    });
    await assert.rejects(sly.put("model", folder), /changed while it was kept/);
    assert.deepEqual(await Array.fromAsync(blobs.list("")), []);
  });
});

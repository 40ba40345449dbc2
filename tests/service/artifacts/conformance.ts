/** What every store of artifacts does, whatever keeps its bytes. */
import fc from "fast-check";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { UserError } from "../../../src/base/errors.ts";
import { artifactsOf } from "../../../src/service/artifacts/artifacts.ts";
import type { Blobs } from "../../../src/service/artifacts/blobs.ts";
import { fileKey, manifestKey } from "../../../src/service/artifacts/keys.ts";
import type { ArtifactKind, Artifacts } from "../../../src/service/artifacts/store.ts";

/** An engine that is tested. */
export interface Engine {
  name: string;
  ignore?: boolean;
  /** Runs `use` with an empty store; `forge` puts bytes in place of those of a key, past all checks. */
  withStore(
    use: (
      store: { blobs: Blobs; forge(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> },
    ) => Promise<void>,
  ): Promise<void>;
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Runs `use` with a folder that is removed afterwards. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "artifacts-" });
  try {
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Puts files, told by their paths. */
export function putFiles(
  artifacts: Artifacts,
  files: Readonly<Record<string, Uint8Array<ArrayBuffer> | string>>,
  kind: ArtifactKind = "model",
): Promise<string> {
  return inFolder(async (folder) => {
    await write(folder, files);
    return await artifacts.put(kind, folder);
  });
}

async function write(folder: string, files: Readonly<Record<string, Uint8Array | string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await Deno.mkdir(join(folder, path, ".."), { recursive: true });
    await Deno.writeFile(join(folder, path), typeof content === "string" ? bytesOf(content) : content);
  }
}

export const bytesIn = async (body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(body).arrayBuffer());

const isKind = (kind: UserError["kind"], message?: RegExp) => (error: unknown): true => {
  assert.ok(error instanceof UserError, Deno.inspect(error));
  assert.equal(error.kind, kind, error.message);
  if (message !== undefined) assert.match(error.message, message);
  return true;
};

export function conformance({ name, ignore = false, withStore }: Engine): void {
  const test = (
    what: string,
    use: (artifacts: Artifacts, store: Parameters<Parameters<Engine["withStore"]>[0]>[0]) => Promise<void>,
  ) =>
    Deno.test({
      name: `artifacts, ${name}: ${what}`,
      ignore,
      fn: () => withStore((store) => use(artifactsOf(store.blobs), store)),
    });

  test("what was put is read, in whole and in parts, and restored; the same files have the same id", async (artifacts) => {
    const large = crypto.getRandomValues(new Uint8Array(65536)),
      files = { "b/c.txt": "two", a: large, empty: "" };
    const id = await putFiles(artifacts, files);
    const manifest = await artifacts.manifest("model", id);
    assert.deepEqual(manifest, {
      files: ["a", "b/c.txt", "empty"].map((path) => {
        const content = new Map<string, Uint8Array | string>(Object.entries(files)).get(path)!;
        const bytes = typeof content === "string" ? bytesOf(content) : content;
        return { path, sha256: hashOf(bytes), size: bytes.length };
      }),
      kind: "model",
    });
    assert.equal(id, hashOf(bytesOf(JSON.stringify(manifest))));
    assert.equal(await putFiles(artifacts, { empty: "", a: large, "b/c.txt": "two" }), id);
    assert.notEqual(await putFiles(artifacts, files, "report"), id);
    assert.deepEqual((await artifacts.list()).map(({ kind }) => kind).sort(), ["model", "report"]);
    const whole = await artifacts.read("model", id, "a");
    assert.deepEqual(await bytesIn(whole!.body), large);
    for (
      const [start, end] of [[0, 1], [10, 20], [65535, 65536], [0, 65535], [7, 7], [65536, 65536]] as const
    ) {
      const part = await artifacts.read("model", id, "a", { start, end });
      assert.deepEqual(await bytesIn(part!.body), large.slice(start, end));
    }
    assert.equal((await bytesIn((await artifacts.read("model", id, "empty"))!.body)).length, 0);
    await assert.rejects(artifacts.read("model", id, "a", { start: 0, end: 65537 }), isKind("input"));
    await inFolder(async (folder) => {
      const target = join(folder, "model");
      await artifacts.restore("model", id, target);
      assert.deepEqual(await Deno.readFile(join(target, "a")), large);
      assert.equal(await Deno.readTextFile(join(target, "b/c.txt")), "two");
      await assert.rejects(artifacts.restore("model", id, target), isKind("io", /there already/));
      assert.deepEqual(Array.from(Deno.readDirSync(folder), ({ name }) => name), ["model"]);
    });
    await artifacts.ready();
  });

  test("any folder comes back as it was", (artifacts) =>
    fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,4}-(?:[a-z0-9]{1,3}\/_){0,2}[é\w]{1,6}$/),
          fc.uint8Array({ maxLength: 300 }),
          {
            minKeys: 1,
            maxKeys: 5,
          },
        ),
        async (files) => {
          const owned = Object.fromEntries(
            Object.entries(files).map(([name, bytes]) => [name, new Uint8Array(bytes)]),
          );
          const paths = Object.keys(owned), plain = paths.map((path) => path.normalize("NFC").toLowerCase());
          fc.pre(new Set(plain).size === paths.length);
          fc.pre(plain.every((path) => plain.every((other) => !other.startsWith(`${path}/`))));
          const id = await putFiles(artifacts, owned, "report");
          await inFolder(async (folder) => {
            await artifacts.restore("report", id, join(folder, "back"));
            for (const path of paths) {
              assert.deepEqual(await Deno.readFile(join(folder, "back", path)), owned[path]);
            }
          });
          assert.equal((await artifacts.manifest("report", id))!.files.length, paths.length);
        },
      ),
      { numRuns: 15 },
    ));

  test("what is not there is undefined, what is no id is refused before anything is looked for", async (artifacts) => {
    const id = await putFiles(artifacts, { a: "1" }), none = "0".repeat(64);
    assert.equal(await artifacts.manifest("model", none), undefined);
    assert.equal(await artifacts.manifest("report", id), undefined);
    assert.equal(await artifacts.read("model", none, "a"), undefined);
    assert.equal(await artifacts.read("model", id, "b"), undefined);
    for (const path of ["../a", "/a", "a/", "a\0", "", "."]) {
      assert.equal(await artifacts.read("model", id, path), undefined);
    }
    await inFolder(async (folder) => {
      await assert.rejects(
        artifacts.restore("model", none, join(folder, "x")),
        isKind("input", /there is no model/),
      );
      assert.deepEqual([...Deno.readDirSync(folder)], []);
    });
    for (
      const wrong of ["", "../x", `${id}/`, id.toUpperCase(), id.slice(1), `${id}0`, `../../${id}`, `${id}\n`]
    ) {
      await assert.rejects(artifacts.manifest("model", wrong), isKind("input", /64 hexadecimal digits/));
      await assert.rejects(artifacts.read("model", wrong, "a"), isKind("input"));
      await assert.rejects(artifacts.restore("model", wrong, "/nowhere/x"), isKind("input"));
    }
    // cast: what a caller that checks nothing may hand on
    const kind = "../model" as ArtifactKind;
    await assert.rejects(artifacts.manifest(kind, id), isKind("input", /no kind/));
    await assert.rejects(artifacts.put(kind, "/nowhere"), isKind("input", /no kind/));
  });

  test("links, folders without files, and names that other systems lack are not kept", async (artifacts) => {
    await inFolder(async (folder) => {
      await assert.rejects(artifacts.put("model", folder), isKind("io", /no files/));
      await assert.rejects(artifacts.put("model", join(folder, "none")), isKind("io", /no such folder/));
      await Deno.writeTextFile(join(folder, "a"), "1");
      await assert.rejects(artifacts.put("model", join(folder, "a")), isKind("io"));
      for (const target of ["a", "/etc/passwd", "nowhere"]) {
        await Deno.symlink(target, join(folder, "link"));
        await assert.rejects(artifacts.put("model", folder), isKind("io", /is a link/));
        await Deno.remove(join(folder, "link"));
      }
      for (const path of ["A", "con", "nul.txt", "a:b", "x\\y", "end.", "new\nline", "sp "]) {
        await Deno.writeTextFile(join(folder, path), "2");
        await assert.rejects(artifacts.put("model", folder), isKind("io", /cannot be kept/), path);
        await Deno.remove(join(folder, path));
      }
    });
    assert.deepEqual(await artifacts.list(), []);
  });

  test(
    "what was changed is found: manifests and files are never handed on whole",
    async (artifacts, { forge }) => {
      const content = new Uint8Array(300_000).map((_, i) => i * 31 >> 5),
        wrong = isKind("io", /is not what was written/);
      const id = await putFiles(artifacts, { a: content, b: "fine" });
      const flipped = content.with(150_000, content[150_000]! ^ 1);
      for (
        const forged of [flipped, content.slice(0, -1), new Uint8Array([...content, 0]), new Uint8Array()]
      ) {
        await forge(fileKey(hashOf(content)), forged);
        await assert.rejects(
          async () => await bytesIn((await artifacts.read("model", id, "a"))!.body),
          wrong,
        );
        await inFolder(async (folder) => {
          await assert.rejects(artifacts.restore("model", id, join(folder, "x")), wrong);
          assert.deepEqual([...Deno.readDirSync(folder)], []);
        });
      }
      assert.equal(
        new TextDecoder().decode(await bytesIn((await artifacts.read("model", id, "b"))!.body)),
        "fine",
      );
      // Put again, what had another size is whole again.
      await putFiles(artifacts, { a: content, b: "fine" });
      assert.deepEqual(await bytesIn((await artifacts.read("model", id, "a"))!.body), content);
      const other = bytesOf(
        JSON.stringify({ files: [{ path: "../x", sha256: id, size: 1 }], kind: "model" }),
      );
      await forge(manifestKey("model", id), other);
      await assert.rejects(artifacts.manifest("model", id), wrong);
      // Of the digest that it says, yet no manifest that may be.
      await forge(manifestKey("model", hashOf(other)), other);
      await assert.rejects(artifacts.manifest("model", hashOf(other)), wrong);
      await assert.rejects(artifacts.restore("model", hashOf(other), "/nowhere/x"), wrong);
      // What a manifest needs that cannot be read is not known: nothing is removed.
      await assert.rejects(artifacts.collect(new Set([hashOf(other), id]), -1), wrong);
      assert.equal((await artifacts.list()).length, 2);
    },
  );

  test(
    "what is not to be kept and is old is collected, shared bytes stay as long as one refers to them",
    async (artifacts, { blobs }) => {
      const shared = "shared".repeat(100), one = await putFiles(artifacts, { a: shared, b: "one" });
      const two = await putFiles(artifacts, { a: shared, c: "two!" });
      assert.deepEqual(await artifacts.collect(new Set(), 1), { artifacts: 0, bytes: 0 });
      const dry = await artifacts.collect(new Set([two]), -1, true);
      assert.equal((await artifacts.list()).length, 2);
      const removed = await artifacts.collect(new Set([two]), -1);
      assert.deepEqual(removed, dry);
      const { size } = (await blobs.stat(manifestKey("model", two)))!;
      assert.deepEqual(removed, { artifacts: 1, bytes: size + "one".length });
      assert.equal(await artifacts.manifest("model", one), undefined);
      assert.equal(await artifacts.read("model", one, "a"), undefined);
      assert.equal((await bytesIn((await artifacts.read("model", two, "a"))!.body)).length, shared.length);
      assert.equal(await blobs.stat(fileKey(hashOf(bytesOf("one")))), undefined);
      assert.deepEqual(await artifacts.collect(new Set(), -1), {
        artifacts: 1,
        bytes: shared.length + 4 + size,
      });
      assert.deepEqual(await Array.fromAsync(blobs.list("blobs/")), []);
    },
  );

  test("many put the same at once, and others read it, while garbage is collected", async (artifacts) => {
    const files = (i: number) => ({ same: "same", own: `own ${i % 3}` });
    const ids = await Promise.all(
      Array.from({ length: 9 }, (_, i) => putFiles(artifacts, files(i), "checkpoint")),
    );
    assert.equal(new Set(ids).size, 3);
    const old = await putFiles(artifacts, { same: "same" });
    await Promise.all([
      artifacts.collect(new Set(ids), 1),
      ...ids.map((_, i) => putFiles(artifacts, files(i), "checkpoint")),
      ...ids.map(async (id) => bytesIn((await artifacts.read("checkpoint", id, "same"))!.body)),
    ]);
    await artifacts.collect(new Set(ids), -1);
    assert.equal(await artifacts.manifest("model", old), undefined);
    for (const id of ids) {
      assert.equal((await bytesIn((await artifacts.read("checkpoint", id, "own"))!.body)).length, 5);
    }
  });

  test("a stream that is left, or that nobody reads, leaves nothing open", async (artifacts) => {
    const id = await putFiles(artifacts, { a: new Uint8Array(3_000_000) });
    for (const range of [undefined, { start: 5, end: 2_000_000 }]) {
      const { body } = (await artifacts.read("model", id, "a", range))!;
      const reader = body.getReader();
      assert.ok((await reader.read()).value!.length > 0);
      await reader.cancel();
      await (await artifacts.read("model", id, "a", range))!.body.cancel();
    }
  });
}

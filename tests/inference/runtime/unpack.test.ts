import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { openFile } from "../../../src/inference/runtime/open_file.ts";
import { privateFolder } from "../../../src/inference/runtime/private_folder.ts";
import { type Pinned, unpack, unpackIntoMemory } from "../../../src/inference/runtime/unpack.ts";

const UNPACK = new URL("../../../src/inference/runtime/unpack.ts", import.meta.url).href;
const CONTENT = new TextEncoder().encode("not really a library\n".repeat(50_000));
const NAME = "library.so.1";
const LIBRARY: Pinned = {
  name: NAME,
  size: CONTENT.length,
  sha256: createHash("sha256").update(CONTENT).digest("hex"),
};
const linux = Deno.build.os === "linux";
const windows = Deno.build.os === "windows";

/** Reads the compressed files below a URL. */
const below = (source: URL) => (name: string) => Deno.readFileSync(new URL(`${name}.br`, source));
/** The same as an expression for another process. */
const readerText = (source: URL): string =>
  `(name) => Deno.readFileSync(new URL(name + ".br", ${JSON.stringify(source)}))`;

/** Runs `test` with an empty private folder and the compressed files' URL. */
async function withFolder(test: (folder: string, source: URL) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const embedded = join(folder, "embedded");
    await Deno.mkdir(embedded);
    await Deno.writeFile(join(embedded, `${NAME}.br`), brotliCompressSync(CONTENT));
    await test(privateFolder(join(folder, "cache")), pathToFileURL(`${embedded}/`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string): string[] => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

async function assertUnpacked(folder: string, message?: string): Promise<void> {
  assert.deepEqual(names(folder), [NAME, "verified"], message ?? "");
  const { isFile, mode } = await Deno.lstat(join(folder, NAME));
  assert.ok(isFile && (mode! & 0o077) === 0, message ?? "");
  assert.deepEqual(await Deno.readFile(join(folder, NAME)), CONTENT, message ?? "");
}

/** Inode numbers of all files in a folder: they tell whether anything was written anew. */
const inodes = (folder: string): (number | null)[] =>
  names(folder).map((name) => Deno.lstatSync(join(folder, name)).ino);

Deno.test("unpack() writes the files and a record once when the folder is empty", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, LIBRARY, below(source));
    await assertUnpacked(folder);
    const before = inodes(folder);
    await unpack(folder, LIBRARY, below(source));
    assert.deepEqual(inodes(folder), before);
  });
});

Deno.test("unpack() reads no file when the record tells its inode, size and times", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, LIBRARY, below(source));
    const [path, record] = [join(folder, NAME), join(folder, "verified")];
    const identity = () => {
      const file = openFile(path);
      const { identity } = file.facts();
      file.close();
      return identity;
    };
    const before = identity();
    const damaged = CONTENT.with(77, 0);
    await Deno.writeFile(path, damaged);
    const text = await Deno.readTextFile(record);
    assert.ok(text.includes(before), text);
    await Deno.writeTextFile(record, text.replace(before, identity()));
    await unpack(folder, LIBRARY, below(source));
    assert.deepEqual(await Deno.readFile(path), damaged, "only a forged record hides this");
  });
});

Deno.test("unpack() replaces a file when it is changed, cut, gone, a link or open to others", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, LIBRARY, below(source));
    const path = join(folder, NAME);
    const damages: Record<string, () => Promise<void>> = {
      "changed": () => Deno.writeFile(path, CONTENT.with(77, 0)),
      "cut": () => Deno.truncate(path, 99),
      "gone": () => Deno.remove(path),
      "open to others": () => Deno.chmod(path, 0o666),
      "link": async () => {
        await Deno.rename(path, join(folder, "..", "elsewhere"));
        await Deno.symlink(join(folder, "..", "elsewhere"), path);
      },
    };
    for (const [name, damage] of Object.entries(damages)) {
      await damage();
      await unpack(folder, LIBRARY, below(source));
      await assertUnpacked(folder, name);
    }
  });
});

Deno.test("unpack() reads the files again when the record is old, from the future, open to others or a link", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, LIBRARY, below(source));
    const record = join(folder, "verified");
    const days = (count: number) => new Date(Date.now() + count * 24 * 3600 * 1000);
    const doubts: Record<string, () => Promise<void>> = {
      "old": () => Deno.utime(record, days(-40), days(-40)),
      "from the future": () => Deno.utime(record, days(40), days(40)),
      "open to others": () => Deno.chmod(record, 0o622),
      "link": async () => {
        await Deno.rename(record, join(folder, "..", "record"));
        await Deno.symlink(join(folder, "..", "record"), record);
      },
      "of other pins": () => Deno.writeTextFile(record, "library.so.1 0\n"),
    };
    for (const [name, doubt] of Object.entries(doubts)) {
      await doubt();
      const before = inodes(folder);
      await unpack(folder, LIBRARY, below(source));
      await assertUnpacked(folder, name);
      const after = inodes(folder);
      assert.deepEqual(after.slice(0, -1), before.slice(0, -1), `${name}: intact files stay`);
      assert.notEqual(after.at(-1), before.at(-1), `${name}: a new record`);
    }
  });
});

Deno.test("unpack() leaves whole files when several processes start at once", async () => {
  await withFolder(async (folder, source) => {
    const program = `import { unpack } from ${JSON.stringify(UNPACK)};
      await unpack(${JSON.stringify(folder)}, ${JSON.stringify(LIBRARY)}, ${readerText(source)});`;
    const results = await Promise.all(Array.from({ length: 4 }, () => evaluate(program)));
    assert.deepEqual(results, Array(4).fill({ code: 0, stderr: "" }));
    await assertUnpacked(folder);
    await unpack(folder, LIBRARY, below(source)); // the record may be of a file that another process replaced
    await Deno.remove(source, { recursive: true });
    await unpack(folder, LIBRARY, below(source));
  });
});

Deno.test("unpack() leaves nothing behind when the embedded file is not the pinned one", async () => {
  await withFolder(async (folder, source) => {
    await assert.rejects(unpack(folder, { ...LIBRARY, sha256: "0".repeat(64) }, below(source)), /damaged/);
    await assert.rejects(unpack(folder, { ...LIBRARY, size: 10 }, below(source)));
    assert.deepEqual(names(folder), []);
  });
});

Deno.test("unpack() leaves nothing behind when the disk takes only a part", { ignore: windows }, async () => {
  await withFolder(async (folder, source) => {
    const program = `import { unpack } from ${JSON.stringify(UNPACK)};
      await unpack(${JSON.stringify(folder)}, ${JSON.stringify(LIBRARY)}, ${readerText(source)})
        .catch((error) => console.error(error.message));`;
    const { stderr } = await evaluate(program, 'ulimit -f 64; trap "" XFSZ; exec "$0" "$@"');
    assert.match(stderr, /File too large/);
    assert.deepEqual(names(folder), []);
  });
});

Deno.test("unpack() removes temporaries that are long abandoned, and no other file", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, LIBRARY, below(source));
    const hour = new Date(Date.now() - 3600 * 1000);
    for (const name of [`.${NAME}.5e1f.tmp`, ".verified.5e1f.tmp", ".fresh.5e1f.tmp", "diary.tmp"]) {
      await Deno.writeTextFile(join(folder, name), "");
      if (!name.startsWith(".fresh")) await Deno.utime(join(folder, name), hour, hour);
    }
    await unpack(folder, LIBRARY, below(source));
    assert.deepEqual(names(folder), [".fresh.5e1f.tmp", "diary.tmp", NAME, "verified"]);
  });
});

Deno.test("unpack() gives a path to the file that it looked at, whatever has its name by then", {
  ignore: !linux,
}, async () => {
  await withFolder(async (folder, source) => {
    for (const state of ["written", "recorded"]) {
      const path = await unpack(folder, LIBRARY, below(source));
      await Deno.rename(join(folder, NAME), join(folder, "..", "aside"));
      await Deno.writeTextFile(join(folder, NAME), "planted");
      assert.deepEqual(await Deno.readFile(path), CONTENT, state);
      await Deno.rename(join(folder, "..", "aside"), join(folder, NAME));
    }
  });
});

Deno.test("unpackIntoMemory() gives a file that cannot be written to, and leaves nothing behind", {
  ignore: !linux,
}, async () => {
  await withFolder(async (_, source) => {
    const path = unpackIntoMemory(LIBRARY, below(source))!;
    assert.deepEqual(await Deno.readFile(path), CONTENT);
    await assert.rejects(async () => {
      using file = await Deno.open(path, { write: true });
      await file.write(new Uint8Array(1));
    });
    assert.throws(() => unpackIntoMemory({ ...LIBRARY, sha256: "0".repeat(64) }, below(source)), /damaged/);
  });
});

Deno.test("a library that is planted while another is checked is never the one to be loaded", {
  ignore: !linux,
}, async () => {
  await withFolder(async (folder, source) => {
    const parent = join(folder, "..");
    const planted = CONTENT.map((byte) => byte ^ 1);
    await unpack(folder, LIBRARY, below(source));
    const record = await Deno.readTextFile(join(folder, "verified"));
    await Deno.mkdir(join(parent, "plant"), { mode: 0o700 });
    await Deno.writeTextFile(join(parent, "plant", "verified"), record, { mode: 0o600 });
    for (const path of [join(parent, "plant", NAME), join(parent, "plant.so")]) {
      await Deno.writeFile(path, planted, { mode: 0o600 });
    }
    // Folders and files change places as fast as they can.
    const program = `const at = (name) => ${JSON.stringify(parent)} + "/" + name;
      const swap = (one, other) => {
        try {
          Deno.renameSync(one, at("aside"));
          Deno.renameSync(other, one);
          Deno.renameSync(at("aside"), other);
        } catch { try { Deno.renameSync(at("aside"), one); } catch { /* someone made another */ } }
      };
      const going = () => { try { Deno.lstatSync(at("stop")); } catch { return true; } };
      while (going()) { swap(at("cache"), at("plant")); swap(at("cache/${NAME}"), at("plant.so")); }
      postMessage("stopped");`;
    const planter = new Worker(`data:application/javascript,${encodeURIComponent(program)}`, {
      type: "module",
    });
    let [refused, loaded] = [0, 0];
    for (let i = 0; i < 100; i++) {
      const path = await Promise.resolve().then(() => unpack(privateFolder(folder), LIBRARY, below(source)))
        .catch(() => void refused++) ?? unpackIntoMemory(LIBRARY, below(source))!;
      assert.match(path, /^\/proc\/self\/fd\/\d+$/);
      if (Deno.readFileSync(path)[0] !== CONTENT[0]) loaded++;
    }
    const stopped = new Promise((resolve) => planter.onmessage = resolve);
    await Deno.writeTextFile(join(parent, "stop"), "");
    await stopped;
    planter.terminate();
    assert.equal(loaded, 0, `${refused} of 100 were refused`);
  });
});

/** Runs a module in a process of its own, started by the shell as `start` says. */
async function evaluate(
  program: string,
  start = 'exec "$0" "$@"',
): Promise<{ code: number; stderr: string }> {
  const config = join(import.meta.dirname!, "..", "..", "..", "deno.json");
  const { code, stderr } = await new Deno.Command("bash", {
    args: ["-c", start, Deno.execPath(), "eval", "--config", config, "--quiet", "--no-lock", program],
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

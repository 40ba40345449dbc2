import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { type Pinned, privateFolder, unpack } from "../../src/inference/unpack.ts";

const UNPACK = new URL("../../src/inference/unpack.ts", import.meta.url).href;
const CONTENTS = new Map([
  ["library.so.1", new TextEncoder().encode("not really a library\n".repeat(50_000))],
  ["other.dll", new TextEncoder().encode("nor another\n")],
]);
const FILES: Pinned[] = [...CONTENTS].map(([name, bytes]) => ({
  name,
  size: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
}));
const LIBRARY = "library.so.1";
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
    for (const [name, bytes] of CONTENTS) {
      await Deno.writeFile(join(embedded, `${name}.br`), brotliCompressSync(bytes));
    }
    await test(privateFolder(join(folder, "cache")), pathToFileURL(`${embedded}/`));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const names = (folder: string): string[] => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

async function assertUnpacked(folder: string, message?: string): Promise<void> {
  assert.deepEqual(names(folder), [...CONTENTS.keys(), "verified"].sort(), message);
  for (const [name, bytes] of CONTENTS) {
    const { isFile, mode } = await Deno.lstat(join(folder, name));
    assert.ok(isFile && (mode! & 0o077) === 0, `${message} ${name}`);
    assert.deepEqual(await Deno.readFile(join(folder, name)), bytes, message);
  }
}

/** Inode numbers of all files in a folder: they tell whether anything was written anew. */
const inodes = (folder: string): (number | null)[] =>
  names(folder).map((name) => Deno.lstatSync(join(folder, name)).ino);

Deno.test("unpack() writes the files and a record once when the folder is empty", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, FILES, below(source));
    await assertUnpacked(folder);
    const before = inodes(folder);
    await unpack(folder, FILES, below(source));
    assert.deepEqual(inodes(folder), before);
  });
});

Deno.test("unpack() reads no file when the record tells its inode, size and times", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, FILES, below(source));
    const [path, record] = [join(folder, LIBRARY), join(folder, "verified")];
    const numbers = () => {
      const { dev, ino, size, mtime, ctime } = Deno.lstatSync(path);
      return [dev, ino, size, mtime!.getTime(), ctime!.getTime()].join(" ");
    };
    const before = numbers();
    const damaged = CONTENTS.get(LIBRARY)!.with(77, 0);
    await Deno.writeFile(path, damaged);
    const text = await Deno.readTextFile(record);
    assert.ok(text.includes(before), text);
    await Deno.writeTextFile(record, text.replace(before, numbers()));
    await unpack(folder, FILES, below(source));
    assert.deepEqual(await Deno.readFile(path), damaged, "only a forged record hides this");
  });
});

Deno.test("unpack() replaces a file when it is changed, cut, gone, a link or open to others", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, FILES, below(source));
    const path = join(folder, LIBRARY);
    const damages: Record<string, () => Promise<void>> = {
      "changed": () => Deno.writeFile(path, CONTENTS.get(LIBRARY)!.with(77, 0)),
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
      await unpack(folder, FILES, below(source));
      await assertUnpacked(folder, name);
    }
  });
});

Deno.test("unpack() reads the files again when the record is old, from the future, open to others or a link", async () => {
  await withFolder(async (folder, source) => {
    await unpack(folder, FILES, below(source));
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
      await unpack(folder, FILES, below(source));
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
      await unpack(${JSON.stringify(folder)}, ${JSON.stringify(FILES)}, ${readerText(source)});`;
    const results = await Promise.all(Array.from({ length: 4 }, () => evaluate(program)));
    assert.deepEqual(results, Array(4).fill({ code: 0, stderr: "" }));
    await assertUnpacked(folder);
    await unpack(folder, FILES, below(source)); // the record may be of a file that another process replaced
    await Deno.remove(source, { recursive: true });
    await unpack(folder, FILES, below(source));
  });
});

Deno.test("unpack() leaves nothing behind when the embedded file is not the pinned one", async () => {
  await withFolder(async (folder, source) => {
    const [file] = FILES;
    await assert.rejects(unpack(folder, [{ ...file!, sha256: "0".repeat(64) }], below(source)), /damaged/);
    await assert.rejects(unpack(folder, [{ ...file!, size: 10 }], below(source)));
    assert.deepEqual(names(folder), []);
  });
});

Deno.test("unpack() leaves nothing behind when the disk takes only a part", { ignore: windows }, async () => {
  await withFolder(async (folder, source) => {
    const program = `import { unpack } from ${JSON.stringify(UNPACK)};
      await unpack(${JSON.stringify(folder)}, ${JSON.stringify(FILES)}, ${readerText(source)})
        .catch((error) => console.error(error.message));`;
    const { stderr } = await evaluate(program, 'ulimit -f 64; trap "" XFSZ; exec "$0" "$@"');
    assert.match(stderr, /File too large/);
    assert.deepEqual(names(folder), []);
  });
});

Deno.test("privateFolder() makes the folder, and refuses a link, a file and a folder open to others", async () => {
  await withFolder(async (folder) => {
    const fresh = join(folder, "a", "b");
    assert.equal(privateFolder(fresh), fresh);
    assert.equal((await Deno.stat(fresh)).mode! & 0o777, 0o700);
    await Deno.symlink(fresh, join(folder, "link"));
    assert.throws(() => privateFolder(join(folder, "link")), /only you can write to/);
    await Deno.writeTextFile(join(folder, "file"), "");
    assert.throws(() => privateFolder(join(folder, "file")));
    await Deno.chmod(fresh, 0o770);
    assert.throws(() => privateFolder(fresh), /only you can write to/);
  });
});

Deno.test("privateFolder() refuses a folder of someone else, and one that cannot be made", {
  ignore: windows,
}, async () => {
  await withFolder(async (folder) => {
    let foreign = "/usr";
    if (Deno.uid() === 0) {
      foreign = join(folder, "foreign");
      await Deno.mkdir(foreign, { mode: 0o700 });
      await Deno.chown(foreign, 12345, null);
    }
    assert.throws(() => privateFolder(foreign), /only you can write to/);
    assert.throws(() => privateFolder("/dev/null/ascii-gen"));
  });
});

Deno.test("privateFolder() refuses a folder in one that anyone may write to unless that is sticky", {
  ignore: windows,
}, async () => {
  await withFolder(async (folder) => {
    privateFolder(join(folder, "a"));
    await Deno.chmod(folder, 0o777);
    assert.throws(() => privateFolder(join(folder, "a")), /anyone can write to/);
    assert.throws(() => privateFolder(join(folder, "a", "b")), /anyone can write to/);
    await Deno.chmod(folder, 0o1777);
    privateFolder(join(folder, "a", "b"));
  });
});

/** Runs a module in a process of its own, started by the shell as `start` says. */
async function evaluate(
  program: string,
  start = 'exec "$0" "$@"',
): Promise<{ code: number; stderr: string }> {
  const config = join(import.meta.dirname!, "..", "..", "deno.json");
  const { code, stderr } = await new Deno.Command("bash", {
    args: ["-c", start, Deno.execPath(), "eval", "--config", config, "--quiet", "--no-lock", program],
    env: { NO_COLOR: "1" },
    stdout: "null",
    stderr: "piped",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

import assert from "node:assert/strict";
import { join } from "node:path";
import { privateFolder } from "../../../src/inference/runtime/private_folder.ts";

const windows = Deno.build.os === "windows";

/** Runs `test` with an empty folder. */
async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

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
    assert.throws(() => privateFolder(join(folder, "a")), /others can write to/);
    assert.throws(() => privateFolder(join(folder, "a", "b")), /others can write to/);
    await Deno.chmod(folder, 0o1777);
    privateFolder(join(folder, "a", "b"));
  });
});

Deno.test("privateFolder() refuses a folder in one that the group may write to, or of someone else", {
  ignore: windows,
}, async () => {
  await withFolder(async (folder) => {
    await Deno.chmod(folder, 0o770);
    assert.throws(() => privateFolder(join(folder, "a")), /others can write to/);
    assert.deepEqual([...Deno.readDirSync(folder)], [], "nothing is made there");
    if (Deno.uid() !== 0) return;
    for (const mode of [0o755, 0o1777]) {
      await Deno.chmod(folder, mode);
      await Deno.chown(folder, 12345, null);
      assert.throws(() => privateFolder(join(folder, "a", "b")), /belongs to someone else/);
    }
  });
});

Deno.test(
  "privateFolder() gives the real folder, so that links on the way can change",
  { ignore: windows },
  async () => {
    await withFolder(async (folder) => {
      await Deno.mkdir(join(folder, "real"));
      await Deno.symlink(join(folder, "real"), join(folder, "link"));
      assert.equal(privateFolder(join(folder, "link", "a")), join(folder, "real", "a"));
      await Deno.mkdir(join(folder, "open"));
      await Deno.chmod(join(folder, "open"), 0o777);
      await Deno.remove(join(folder, "link"));
      await Deno.symlink(join(folder, "open"), join(folder, "link"));
      assert.throws(() => privateFolder(join(folder, "link", "a")), /others can write to/);
    });
  },
);

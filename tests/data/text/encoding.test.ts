import assert from "node:assert/strict";
import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { UserError } from "../../../src/base/errors.ts";
import { inFolder, LONG, PLAIN, scanned, utf16, windows1252 } from "./made.ts";

const latin = PLAIN.replace(/[—“”]/g, "-");
const damaged = new TextEncoder().encode(PLAIN + "é".repeat(30));
damaged[5] = 0xff;

Deno.test("texts are read in each encoding, which is said, a line a kind", async () => {
  const files: Record<string, [label: RegExp, content: Uint8Array | string, text: string]> = {
    "a.txt": [/: UTF-8$/, LONG, PLAIN],
    "b.txt": [/: UTF-8 with a byte order mark$/, `\ufeff${LONG}`, PLAIN],
    "c.txt": [/: UTF-16 \(little-endian\)$/, utf16(`\ufeff${LONG}`, true), PLAIN],
    "d.txt": [/: UTF-16 \(big-endian\)$/, utf16(`\ufeff${LONG}`, false), PLAIN],
    "e.txt": [/: UTF-16 \(little-endian\), unmarked$/, utf16(latin, true), latin],
    "f.txt": [/: UTF-16 \(big-endian\), unmarked$/, utf16(latin, false), latin],
    "g.txt": [/: Windows-1252$/, windows1252(LONG), PLAIN],
    "h.txt": [/: Latin-1$/, windows1252(latin), latin],
    "i.txt": [/: UTF-8 with damage \(1 places become U\+FFFD\)$/, damaged, new TextDecoder().decode(damaged)],
  };
  const contents = Object.fromEntries(Object.entries(files).map(([name, [, content]]) => [name, content]));
  await inFolder(contents, async (folder) => {
    for (const [name, [label, , text]] of Object.entries(files)) {
      const { log, documents } = await scanned([join(folder, name)]);
      assert.equal(log.length, 1);
      assert.match(log[0]!, label);
      assert.deepEqual(documents, [text]);
    }
    const { log } = await scanned([folder]);
    assert.equal(log.length, Object.keys(files).length);
  });
});

Deno.test("what is no text is left out of a folder, and told once", async () => {
  const png = Uint8Array.of(137, 80, 78, 71, 0, 0);
  await inFolder({ "a.txt": LONG, "b.png": png, "c.png": png, ".hidden": LONG }, async (folder) => {
    const { log, documents } = await scanned([folder]);
    assert.deepEqual(documents, [PLAIN]);
    assert.deepEqual(log, ["a.txt: UTF-8", "left out (no text): b.png, c.png"]);
  });
});

Deno.test("what cannot be learned from is refused in one line", async () => {
  const noise = Uint8Array.from({ length: 5000 }, (_, i) => 1 + i * 31 % 255);
  const late = new TextEncoder().encode(PLAIN.repeat(5));
  late[late.length - 3] = 0;
  const files = {
    "notes.txt": LONG,
    "binary": new Uint8Array(5000),
    "noise": noise,
    "late": late,
    "utf32": Uint8Array.of(0xff, 0xfe, 0, 0, 65, 0, 0, 0),
    "short.txt": "hardly anything",
    "empty.txt": "",
    "blank.txt": "<|endoftext|>\n",
  };
  await inFolder(files, async (folder) => {
    await Deno.mkdir(join(folder, "none"));
    await Deno.mkdir(join(folder, "pictures"));
    await Deno.writeFile(join(folder, "pictures", "a.png"), Uint8Array.of(137, 80, 78, 71, 0, 0));
    const cases: [string, RegExp][] = [
      ["notse.txt", /there is no such file or folder; did you mean \S*notes\.txt[,?]/],
      ["notes", /did you mean \S*notes\.txt[,?]/],
      ["xyz.dat", /there is no such file or folder; there is \S*blank\.txt, \S*empty\.txt, /],
      ["far/off.txt", /there is no folder \S*far either$/],
      ["notes.txt/a", /there is no such file or folder/],
      ["binary", /is no text: it has bytes of 0/],
      ["late", /is no text: it has bytes of 0/],
      ["noise", /is no text: \d+ of its first 4096 bytes are control characters/],
      ["utf32", /it is in UTF-32; save it as UTF-8/],
      ["short.txt", /15 characters are too few; it takes 1000/],
      ["empty.txt", /empty\.txt: there is nothing in it; it takes 1000/],
      ["blank.txt", /there is nothing in it; it takes 1000/],
      ["none", /there are no files in what was named; it takes 1000/],
      ["pictures", /there is no text here: a\.png; it takes 1000/],
    ];
    for (const [name, expected] of cases) {
      await assert.rejects(scanned([join(folder, name)]), (error) => {
        assert.ok(error instanceof UserError && !error.message.includes("\n"), String(error));
        assert.match(error.message, expected);
        return true;
      });
    }
    await assert.rejects(scanned(["/dev/null"]), /is not a file/);
  });
});

Deno.test('"-" is read from what is handed in, once, and put away afterwards', async () => {
  const input = ReadableStream.from([new TextEncoder().encode(LONG)]);
  const { documents, scan } = await scanned(["-"], { input });
  assert.deepEqual(documents, [PLAIN]);
  await assert.rejects(Deno.stat(scan.texts[0]!.path), Deno.errors.NotFound);
  await assert.rejects(scanned(["-"]), /no standard input/);
  const twice = { ...quietly, input: ReadableStream.from([new Uint8Array(3)]) };
  await assert.rejects(scanned(["-", "-"], twice), /named twice/);
});

import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import { inFolder } from "../../operations/whole_way.ts";
import { areLabelledPictures, findPictures } from "../../../src/tasks/label/pictures/find.ts";
import { readIdx } from "../../../src/tasks/label/pictures/idx.ts";
import { dataDigest, pixelsAt } from "../../../src/tasks/label/pictures/read.ts";
import { splitPictures } from "../../../src/tasks/label/pictures/split.ts";
import { bmp, CLASSES, gzip, idx, read, SIDE, smallPictures, toyPicture } from "./toy.ts";
import { writeIdx, writeToys } from "./toy.ts";

Deno.test("a folder of pictures is read class by class, whatever the order of its entries", async () => {
  await inFolder(async (folder) => {
    await writeToys(folder, 3);
    await Deno.writeTextFile(join(folder, "bars", "notes.txt"), "no picture");
    await Deno.mkdir(join(folder, ".hidden"));
    assert.ok(await areLabelledPictures([folder]));
    const pictures = await read(await findPictures([folder], "learn"), { side: SIDE });
    assert.deepEqual(pictures.labels, CLASSES.flatMap((name) => [name, name, name]));
    assert.equal(pictures.channels, 1, "what has no colours needs none");
    for (const [i, label] of pictures.labels.entries()) {
      assert.deepEqual([...pixelsAt(pictures, i)], [...toyPicture(label, i % 3)]);
    }
  });
});

Deno.test("colours are kept where there are some, and pictures are brought to the size", async () => {
  await inFolder(async (folder) => {
    for (const [name, colour] of [["red", [255, 0, 0]], ["blue", [0, 0, 255]]] as const) {
      await Deno.mkdir(join(folder, name));
      const pixels = Uint8Array.from({ length: 3 * 20 * 10 }, (_, i) => colour[i % 3]!);
      await Deno.writeFile(join(folder, name, "1.bmp"), bmp(pixels, 20, 10));
    }
    const found = await findPictures([folder], "learn");
    const pictures = await read(found);
    assert.deepEqual([pictures.side, pictures.channels], [32, 3]);
    assert.deepEqual([...pixelsAt(pictures, 0)].slice(0, 6), [0, 0, 255, 0, 0, 255]);
    const gray = await read(found, { side: 4, channels: 1 });
    assert.deepEqual([...new Set(pixelsAt(gray, 1))], [Math.round(0.299 * 255)]);
  });
});

Deno.test("IDX files are read as they are, packed or not, and by their folder", async () => {
  await inFolder(async (folder) => {
    const [images, labels] = await writeIdx(folder, "train", 4, true);
    await writeIdx(folder, "t10k", 2);
    for (const paths of [[folder], [images!, labels!], [images!]]) {
      assert.ok(await areLabelledPictures(paths));
      const pictures = await read(await findPictures(paths, "learn"));
      assert.equal(pictures.names.length, 12, "what is to test with is not learned");
      assert.deepEqual([pictures.side, pictures.channels], [SIDE, 1]);
      assert.deepEqual([...pixelsAt(pictures, 5)], [...toyPicture("dots", 1)]);
      assert.equal(pictures.labels[5], "1");
    }
    const test = await read(await findPictures([folder], "test"));
    assert.equal(test.names.length, 6);
  });
});

Deno.test("texts are no labelled pictures", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "notes.txt"), "cats sit on mats");
    await Deno.mkdir(join(folder, "more"));
    await Deno.writeTextFile(join(folder, "more", "notes.txt"), "more of them");
    assert.equal(await areLabelledPictures([folder]), false);
    await writeToys(join(folder, "book"), 1);
    assert.equal(await areLabelledPictures([join(folder, "book")]), true);
    await Deno.writeTextFile(join(folder, "book", "chapter.md"), "with pictures beside it");
    assert.equal(await areLabelledPictures([join(folder, "book")]), false);
    assert.equal(await areLabelledPictures([join(folder, "notes.txt")]), false);
    assert.equal(await areLabelledPictures(["-"]), false);
    assert.equal(await areLabelledPictures([]), false);
  });
});

const BAD_IDX: [name: string, bytes: () => Uint8Array | Promise<Uint8Array>, error: RegExp][] = [
  ["empty", () => new Uint8Array(), /is no IDX file: it begins with nothing, not with 00 00 08 03/],
  ["text", () => new TextEncoder().encode("hello there"), /begins with 68 65 6c 6c, not with 00 00 08 03/],
  ["floats", () => idx([1, 2, 2], new Uint8Array(16), 0x0d), /holds no bytes: it begins with 00 00 0d 03/],
  ["labels", () => idx([4], new Uint8Array(4)), /holds no pictures: it begins with 00 00 08 01/],
  ["cut", () => idx([2, 2, 2], new Uint8Array(7)), /says that it is 2×2×2, 8 bytes; it has 7/],
  ["long", () => idx([2, 2, 2], new Uint8Array(9)), /says that it is 2×2×2, 8 bytes; it has 9/],
  ["head", () => idx([1, 1, 1], new Uint8Array(1)).slice(0, 9), /ends within its head/],
  ["none", () => idx([0, 2, 2], new Uint8Array()), /holds nothing: it is 0×2×2/],
  ["channels", () => idx([1, 2, 2, 2], new Uint8Array(8)), /has 2 channels; pictures have 1 or 3/],
  ["packed", async () => (await gzip(idx([1, 2, 2], new Uint8Array(4)))).slice(0, -9), /cannot be unpacked/],
];
for (const [name, bytes, error] of BAD_IDX) {
  Deno.test(`an IDX file that is wrong is refused: ${name}`, async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "images");
      await Deno.writeFile(path, await bytes());
      await assert.rejects(readIdx(path, "pictures"), { name: "UserError", message: error });
    });
  });
}

Deno.test("pictures that lack something are refused in a line", async () => {
  await inFolder(async (folder) => {
    const refused = (error: RegExp, ...paths: string[]) =>
      assert.rejects(async () => await read(await findPictures(paths, "learn")), {
        name: "UserError",
        message: error,
      });
    await Deno.mkdir(join(folder, "empty", "cats"), { recursive: true });
    await refused(/empty\/cats has no pictures/, join(folder, "empty"));
    await refused(
      /cats has no folders: pictures are in one folder for each class/,
      join(folder, "empty", "cats"),
    );
    await refused(/there is no such file or folder/, join(folder, "nowhere"));
    await Deno.writeTextFile(join(folder, "empty", "cats", "1.png"), "no picture");
    await refused(/cats\/1\.png is no PNG, JPEG/, join(folder, "empty"));
    await Deno.mkdir(join(folder, "parts", "train", "cats"), { recursive: true });
    await Deno.mkdir(join(folder, "parts", "val"));
    await refused(/parts has no classes but parts \(train, val\): name one of them/, join(folder, "parts"));
    await Deno.writeFile(join(folder, "a-images"), idx([2, 2, 2], new Uint8Array(8)));
    await refused(/a-images: the file of its labels is missing, such as a-labels/, join(folder, "a-images"));
    await Deno.writeFile(join(folder, "a-labels"), idx([3], new Uint8Array(3)));
    await refused(/a-images has 2 pictures, .*a-labels 3 labels/, join(folder, "a-images"));
    await refused(/a-labels are labels; name the file of their pictures/, join(folder, "a-labels"));
  });
});

const some = fc.array(
  fc.tuple(
    fc.constantFrom("a", "b", "c"),
    fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
  ),
  { minLength: 40, maxLength: 120 },
);

Deno.test("no picture is in both parts, and each class is in both", () => {
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: 0, max: 9 }),
      fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      (all, seed, validation) => {
        const pictures = smallPictures(all);
        let parts;
        try {
          parts = splitPictures(pictures, { validation, seed });
        } catch (error) {
          assert.match(String(error), /has one picture|is in another class as well/);
          return;
        }
        const shown = (numbers: readonly number[]) => new Set(numbers.map((i) => all[i]![1].join()));
        const [train, unseen] = [shown(parts.train), shown(parts.unseen)];
        assert.equal(train.intersection(unseen).size, 0);
        assert.deepEqual([...parts.train, ...parts.unseen].sort((a, b) => a - b), all.map((_, i) => i));
        const classes = (numbers: readonly number[]) => [...new Set(numbers.map((i) => all[i]![0]))].sort();
        const whole = classes(all.map((_, i) => i));
        assert.deepEqual([classes(parts.train), classes(parts.unseen)], [whole, whole]);
      },
    ),
  );
});

Deno.test("a split is drawn by its seed, in the share that was asked for", () => {
  const all = Array.from({ length: 200 }, (_, i) => [i % 2 ? "a" : "b", [i, 1, 2, 3]] as const);
  const pictures = smallPictures(all);
  const [first, again, other] = [1, 1, 2].map((seed) => splitPictures(pictures, { validation: 0.2, seed }));
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
  assert.equal(first!.unseen.length, 40);
  assert.equal(first!.unseen.filter((i) => i % 2).length, 20);
  // The same pictures in another order: the same are kept.
  const turned = splitPictures(smallPictures(all.toReversed()), { validation: 0.2, seed: 1 });
  assert.deepEqual(turned.unseen.map((i) => 199 - i).sort((a, b) => a - b), first!.unseen);
  assert.notEqual(dataDigest(pictures), dataDigest(smallPictures(all.toReversed())));
});

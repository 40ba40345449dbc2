import assert from "node:assert/strict";
import { openCorpus } from "../../src/data/store/store.ts";
import { UserError } from "../../src/base/errors.ts";
import { bestPopulated, loadPictures } from "../../src/evaluation/corpus.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";
import { picture } from "./shapes.ts";

Deno.test("loadPictures() has every picture but banners, with its labels, pieces and cluster", async () => {
  const folder = await Deno.makeTempDir();
  try {
    writeTinyCorpus(`${folder}/corpus.db`);
    using db = openCorpus(`${folder}/corpus.db`);
    db.exec(
      "UPDATE pictures SET style = 'banner' WHERE label = 'tree'; UPDATE pictures SET cluster = 7 WHERE label = 'dog'",
    );
    const pictures = loadPictures(db);
    assert.equal(pictures.length, 15);
    const cats = pictures.filter(({ labels }) => labels[0] === "cat");
    assert.deepEqual(cats[0]!.labels, ["cat", "animal"]);
    assert.deepEqual(cats.map(({ split }) => split), ["train", "train", "train", "validation", "test"]);
    assert.equal(cats[0]!.pieces.length, 6);
    assert.equal(cats[0]!.pieces[0]!.lines[0], " /\\_/\\");
    assert.equal(new Set(cats.map(({ cluster }) => cluster)).size, 5);
    assert.ok(pictures.every(({ labels, cluster }) => (labels[0] === "dog") === (cluster === 7)));

    db.exec("UPDATE pictures SET style = 'banner'");
    assert.throws(() => loadPictures(db), (error) => error instanceof UserError && error.kind === "corpus");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("bestPopulated() counts clusters, tags as well as main labels", () => {
  const pictures = [
    ...[1, 2, 3, 4].map((id) => picture(id, "dice", ["#"], { cluster: 1 })),
    picture(5, "cat", ["#"], { labels: ["cat", "animal"] }),
    picture(6, "dog", ["#"], { labels: ["dog", "animal"] }),
    picture(7, "cat", ["#"], { labels: ["cat", "animal"] }),
  ];
  assert.deepEqual(bestPopulated(pictures, 10), ["animal", "cat", "dice", "dog"]);
  assert.deepEqual(bestPopulated(pictures, 2), ["animal", "cat"]);
});

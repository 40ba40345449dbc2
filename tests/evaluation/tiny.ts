import { openCorpus } from "../../src/data/store/store.ts";
import { loadPictures } from "../../src/evaluation/corpus.ts";
import type { Evidence } from "../../src/evaluation/evaluation.ts";
import type { ModelSession } from "../../src/tasks/art/draw/session.ts";
import { loadDataset } from "../../src/evaluation/dataset.ts";
import { tokenizer } from "../tasks/art/toy.ts";
import { readAlbum } from "../../src/tasks/art/album/pictures.ts";
import { writeTinyCorpus } from "../tasks/art/corpus.ts";

/** The tiny corpus of the tests of training, as evidence about a toy model. */
export async function tinyEvidence(session: ModelSession): Promise<Evidence> {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/corpus.db`;
    writeTinyCorpus(path);
    using db = openCorpus(path);
    const [test, train] = [loadDataset(db, tokenizer, "test", 500), loadDataset(db, tokenizer, "train", 500)];
    const album = readAlbum(db, () => {});
    return { session, album, pictures: loadPictures(db), datasets: { test, train } };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

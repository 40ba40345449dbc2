/** A text, pictures of a few classes, and a corpus of drawings. */
import { join } from "node:path";
import { CLASSES, writeToys } from "../../../tests/tasks/label/toy.ts";
import type { Stage, Work } from "../stage.ts";
import { ROOT, sizeOf } from "./common.ts";
import { countedBits } from "./entropy.ts";

/** A text that is fetched, and its bytes at least. */
const NOVELS = "jane-austen", LEAST_NOVELS = 3e6;
/** Pictures in the corpus of drawings. */
const QUICK_PICTURES = 24, PICTURES = 200;
/** Bytes of the text that is put together here, at least; pictures of each class. */
const LEAST_TEXT = 1e5, EACH = 40;

export const data: Stage = {
  name: "data",
  about: "a text (in full fetched novels), pictures of classes, a corpus of drawings",
  async run(work) {
    const text = work.quick ? await documents(work) : await novels(work);
    const bytes = await Deno.readFile(text);
    work.note("bits a byte, by how often each comes", countedBits(bytes, 0).toFixed(3));
    work.note("bits a byte, by the byte before", countedBits(bytes, 1).toFixed(3));
    work.give("text", text);
    await pictures(work);
    await drawings(work);
  },
};

/** The repository's own pages, which are there without a network. */
async function documents(work: Work): Promise<string> {
  const folder = join(ROOT, "docs"), path = join(work.folder, "docs.txt");
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).filter((name) => name.endsWith(".md"));
  const pages = await Promise.all(names.sort().map((name) => Deno.readTextFile(join(folder, name))));
  await Deno.writeTextFile(path, pages.join("\n"));
  const size = await sizeOf(path);
  work.check("bytes of the documentation", size, `${LEAST_TEXT} or more`, size >= LEAST_TEXT);
  return path;
}

async function novels(work: Work): Promise<string> {
  const folder = join(work.folder, "texts");
  await work.task("data", "text", NOVELS, "--out", folder);
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  work.check("files", names.join(), "the text and its licence", names.length >= 2);
  const path = join(folder, `${NOVELS}.txt`), size = await sizeOf(path);
  work.check("bytes of the novels", size, `${LEAST_NOVELS} or more`, size >= LEAST_NOVELS);
  return path;
}

async function pictures(work: Work): Promise<void> {
  const [learned, others] = ["pictures", "others"].map((name) => join(work.folder, name));
  // Others begin with the same ones: those behind are new.
  await writeToys(learned!, EACH);
  await writeToys(others!, 2 * EACH);
  work.note("pictures of classes", `${EACH} each of ${CLASSES.join(", ")}`);
  work.give("pictures", learned!);
  work.give("others", others!);
}

async function drawings(work: Work): Promise<void> {
  const corpus = join(work.folder, "corpus.db"), wanted = work.quick ? QUICK_PICTURES : PICTURES;
  const limit = ["--limit", String(wanted), "--data", corpus];
  const { stderr } = await work.task("data", ...limit);
  const [, pictures = "", pieces = ""] = /(\d+) pictures and (\d+) pieces added/.exec(stderr) ?? [];
  work.check("pictures in the corpus", pictures, String(wanted), Number(pictures) === wanted);
  work.check("pieces of them", pieces, "more than pictures", Number(pieces) > wanted);
  const { stderr: again } = await work.task("data", ...limit);
  const [, more = ""] = /(\d+) pictures and \d+ pieces added/.exec(again) ?? ["", "0"];
  work.check("pictures added when asked again", more, "0", Number(more) === 0);
  work.give("corpus", corpus);
}

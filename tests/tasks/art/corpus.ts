import { openCorpus, pictureWriter } from "../../../src/data/store/store.ts";
import { mirrorArt } from "../../../src/rasterise/sketch/mirror.ts";
import { FINE_SIDE, packSketch, sketchOfArt } from "../../../src/rasterise/sketch/sketch.ts";

const WORDS = ["cat", "dog", "house", "tree"];
const ART = [
  [" /\\_/\\", "( o.o )", " > ^ <"],
  ["  __", "o'')}____//", " `_/      )", " (_(_/-(_/"],
  ["   /\\", "  /  \\", " /____\\", " |    |", " |____|"],
  ["   ^", "  ^^^", " ^^^^^", "^^^^^^^", "   |"],
];

/** Writes a corpus of a few small pictures: twelve to train on, four each to validate and test with. */
export function writeTinyCorpus(path: string): void {
  using db = openCorpus(path);
  const writer = pictureWriter(db);
  let number = 0;
  for (const split of ["train", "train", "train", "validation", "test"] as const) {
    for (const [i, label] of WORDS.entries()) {
      number++;
      const pieces = [];
      for (let size = 0; size < 3; size++) {
        const lines = [...ART[i]!, "=".repeat(7 + size) + String(number).padStart(2, "0")];
        for (const mirrored of [false, true]) {
          const turned = mirrored ? mirrorArt(lines) : lines;
          const art = turned.join("\n");
          const width = Math.max(...turned.map((line) => line.length));
          pieces.push({ art, width, height: turned.length, mirrored });
        }
      }
      writer.insert(
        {
          source: "made",
          sourceId: `${split}-${number}`,
          label,
          furtherLabels: i < 2 ? ["animal"] : [],
          style: i % 2 === 0 ? "line" : "solid",
          licence: "MIT",
          attribution: "made for the test",
          drawing: { kind: "svg", svg: "" },
        },
        {
          sketch: packSketch(sketchOfArt(ART[i]!)),
          fine: packSketch(sketchOfArt(ART[i]!, FINE_SIDE)),
          pieces,
        },
        split,
      );
    }
  }
  const popularity = db.prepare("INSERT INTO labels VALUES (?, ?)");
  for (const [i, label] of [...WORDS, "animal"].entries()) popularity.run(label, 5 - i);
}

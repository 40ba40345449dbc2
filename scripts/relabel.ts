/**
 * Drops from a trained model the words that are labels no more (src/data/words/unnameable.ts) and the pictures that no word
 * is left of, sorts its words anew, and makes its thesaurus anew; the weights stay as they are.
 *
 *     deno run -A scripts/relabel.ts weights/default weights/float16
 */
import { Command } from "commander";
import { jsonFile } from "../src/bundle/folder.ts";
import { ownWords, usualOf } from "../src/data/sources/own/candidates.ts";
import { SMALL } from "../src/data/words/small.ts";
import { popularity } from "../src/data/words/popularity.ts";
import { REFUSED } from "../src/data/words/thesaurus/refused.ts";
import { buildThesaurus, groupSubstitutes } from "../src/data/words/thesaurus/thesaurus.ts";
import { isNameable } from "../src/data/words/unnameable.ts";
import { withoutTaught } from "../src/operations/teach.ts";
import type { Album } from "../src/tasks/art/album/album.ts";
import {
  codeBytes,
  learnedPictures,
  packLists,
  TAUGHT_BYTES,
  TAUGHT_FILE,
  unpackLists,
} from "../src/tasks/art/album/packing.ts";
import { type Relation, RELATIONS, type Thesaurus } from "../src/words/thesaurus.ts";
import { readBundle } from "../src/tasks/art/bundle/read.ts";
import { renewFiles } from "./renew.ts";

/** An album of the labels that are left, the most popular first, and of their pictures. */
function relabelled(album: Album): Album {
  const { labels, pictures, small = {}, few = {}, aspects, codes, taught, decoder } = album;
  const kept = labels.filter(isNameable), weights = popularity(kept);
  kept.sort((a, b) => weights.get(b)! - weights.get(a)! || (a < b ? -1 : 1));
  const place = new Map(labels.map((label, index) => [label, index]));
  const listsOf = (text: string) => {
    const lists = unpackLists(text);
    return kept.map((label) => lists.at(place.get(label)!));
  };
  const relisted = (styles: Readonly<Record<string, string>>) =>
    Object.entries(styles).map(([style, text]) => [style, listsOf(text)] as const);
  const shown = relisted(pictures), first = relisted(small);
  const learned = learnedPictures(album), own = ownWords();
  const inLines = (styles: typeof shown) => styles.find(([style]) => style === "line")?.[1] ?? [];
  const lines = inLines(shown), chosen = inLines(first);
  // What was taught comes first in few columns as well, but for own drawings where others were chosen for that.
  chosen.forEach((list, word) => {
    const label = kept[word]!, [drawn = 0] = lines[word] ?? [];
    const isChosen = SMALL[label]?.includes(usualOf(label)) ?? false;
    if (!own.has(label) || drawn < learned || isChosen || list.length < 2) return;
    chosen[word] = list.filter((picture) => picture !== drawn);
  });
  const used = [...new Set(shown.flatMap(([, lists]) => lists.flat()))].sort((a, b) => a - b);
  const renamed = new Map(used.map((picture, index) => [picture, index]));
  const packed = (styles: typeof shown) =>
    Object.fromEntries(
      styles.map(([style, lists]) => [
        style,
        packLists(lists.map((list) => list.map((picture) => renamed.get(picture)!))),
      ]),
    );
  return {
    ...album,
    aspects: used.map((picture) => aspects[picture]!).join(""),
    labels: kept,
    pictures: packed(shown),
    small: packed(first),
    few: Object.fromEntries(
      Object.entries(few).map(([columns, styles]) => [columns, packed(relisted(styles))]),
    ),
    codes: records(codes, codeBytes(decoder.code), used.filter((picture) => picture < learned)),
    ...taught && {
      taught: records(
        taught,
        TAUGHT_BYTES,
        used.filter((picture) => picture >= learned).map((picture) => picture - learned),
      ),
    },
  };
}

/** Some of the records of a file, `size` bytes each, in the order of their numbers. */
function records(file: Uint8Array, size: number, numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const left = new Uint8Array(numbers.length * size);
  numbers.forEach((number, i) => left.set(file.subarray(number * size, (number + 1) * size), i * size));
  return left;
}

/** How many pictures an album has of each label, in all styles. */
function countsOf({ labels, pictures }: Album): Map<string, number> {
  const styles = Object.values(pictures).map(unpackLists);
  return new Map(
    labels.map((label, index) => [label, styles.reduce((sum, lists) => sum + lists.at(index).length, 0)]),
  );
}

/** What each word of a thesaurus is drawn as. */
function entriesOf(thesaurus: Thesaurus): Map<string, { why: Relation; label: string }> {
  return new Map(
    RELATIONS.flatMap((why) =>
      Object.entries(thesaurus[why] ?? {}).flatMap(([label, words]) =>
        words.split(",").map((word) => [word, { why, label }] as const)
      )
    ),
  );
}

/**
 * A thesaurus as it was, but for the words that are labels no more, those that were drawn as one, and what is told by hand. How many pictures have a
 * label as their main one only the corpus knows; the album tells of those that have it at all, which is enough for these.
 */
function renewedThesaurus(before: Thesaurus, album: Album): Thesaurus {
  const old = entriesOf(before), found = entriesOf(buildThesaurus(album.labels, countsOf(album)));
  const labels = new Set(album.labels);
  const kept = [...old].filter(([word, { label, why }]) =>
    labels.has(label) && isNameable(word) && why !== "related" && found.get(word)?.why !== "related" &&
    !REFUSED.has(word)
  );
  const known = new Set(kept.map(([word]) => word));
  const anew = [...found].filter(([word, { why }]) =>
    !known.has(word) && (old.has(word) || !isNameable(word) || why === "related")
  );
  return groupSubstitutes([...kept, ...anew].map(([word, { why, label }]) => ({ word, label, why })));
}

await new Command("relabel")
  .argument("<model...>", "model folders")
  .action(async (folders: string[]) => {
    for (const folder of folders) {
      const bundle = await readBundle(folder);
      const { album, thesaurus } = bundle, renewed = relabelled(album);
      const { codes, taught, ...index } = renewed;
      const left = ((album.taught?.length ?? 0) - (taught?.length ?? 0)) / TAUGHT_BYTES;
      await renewFiles(bundle, {
        "album.json": jsonFile(index, 0),
        "codes.bin": codes,
        ...taught && { [TAUGHT_FILE]: taught },
        "thesaurus.json": jsonFile(renewedThesaurus(thesaurus(), renewed), 0),
      }, { attributions: withoutTaught(bundle.manifest.attributions, left) });
      console.error(
        `${folder}: ${album.labels.length} words, now ${renewed.labels.length}; ` +
          `${album.aspects.length} pictures, now ${renewed.aspects.length}`,
      );
    }
  })
  .parseAsync(Deno.args, { from: "user" });

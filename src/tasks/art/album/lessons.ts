import type { Album } from "./album.ts";
import type { Sketch } from "./book.ts";
import { packSketch } from "../../../rasterise/sketch/sketch.ts";
import { packAspects, packLists, TAUGHT_BYTES, unpackLists } from "./packing.ts";

/** A picture that is taught: the word that it shows, and the style that it is drawn in. */
export interface Lesson {
  word: string;
  style: string;
  sketch: Sketch;
  /** Whether it is made for few columns. */
  small?: boolean;
}

/**
 * An album with further pictures, which are kept as they are. They come before those that their words had, the first lesson of a
 * word first, also where these are drawn small; those made for few columns come first there, and last elsewhere. Words that are new
 * come last.
 */
export function withLessons(album: Album, lessons: readonly Lesson[]): Album {
  const { aspects, taught: before = new Uint8Array() } = album, first = aspects.length;
  const sketches = new Uint8Array(before.length + lessons.length * TAUGHT_BYTES);
  sketches.set(before);
  lessons.forEach(({ sketch }, i) => sketches.set(packSketch(sketch.bits), before.length + i * TAUGHT_BYTES));
  const labels = [...new Set([...album.labels, ...lessons.map(({ word }) => word)])];
  const key = (style: string, word: string, small = false) => `${style} ${small} ${word}`;
  const groups = Map.groupBy(lessons.keys(), (i) => {
    const { style, word, small } = lessons[i]!;
    return key(style, word, small);
  });
  const taught = (style: string, word: string, small: boolean) =>
    groups.get(key(style, word, small))?.map((i) => first + i) ?? [];
  const styles = [...new Set([...Object.keys(album.pictures), ...lessons.map(({ style }) => style)])];
  /** Lists of a word's pictures, by style, made of those that it had. */
  const listed = (
    before: Readonly<Record<string, string>>,
    made: (style: string, word: string, known: number[]) => number[],
  ) =>
    Object.fromEntries(styles.flatMap((style) => {
      const lists = unpackLists(before[style] ?? "");
      const all = labels.map((word, i) => made(style, word, lists.at(i)));
      return all.some(({ length }) => length > 0) ? [[style, packLists(all)]] : [];
    }));
  return {
    ...album,
    aspects: aspects + packAspects(lessons.map(({ sketch }) => sketch.aspect)),
    taught: sketches,
    labels,
    pictures: listed(
      album.pictures,
      (style, word, known) => [...taught(style, word, false), ...known, ...taught(style, word, true)],
    ),
    small: listed(album.small ?? {}, (style, word, known) => {
      const made = taught(style, word, true);
      return made.length + known.length === 0 ? [] : [...made, ...taught(style, word, false), ...known];
    }),
  };
}

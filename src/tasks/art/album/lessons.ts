import type { Album } from "./album.ts";
import type { Sketch } from "./book.ts";
import { packSketch } from "../../../rasterise/sketch/sketch.ts";
import { packAspects, packLists, TAUGHT_BYTES, unpackLists } from "./packing.ts";

/** A picture that is taught: the word that it shows, and the style that it is drawn in. */
export interface Lesson {
  word: string;
  style: string;
  sketch: Sketch;
  /** The columns of a usual picture up to which it is to be drawn, where it is made for few. */
  columns?: number;
}

/**
 * An album with further pictures, which are kept as they are. They come before those that their words had, the first lesson of a
 * word first, also in few columns; those made for few columns come first there, and last elsewhere. Words that are new come last.
 */
export function withLessons(album: Album, lessons: readonly Lesson[]): Album {
  const { aspects, taught: before = new Uint8Array() } = album, first = aspects.length;
  const sketches = new Uint8Array(before.length + lessons.length * TAUGHT_BYTES);
  sketches.set(before);
  lessons.forEach(({ sketch }, i) => sketches.set(packSketch(sketch.bits), before.length + i * TAUGHT_BYTES));
  const labels = [...new Set([...album.labels, ...lessons.map(({ word }) => word)])];
  const key = (style: string, word: string, columns?: number) => `${style} ${columns} ${word}`;
  const groups = Map.groupBy(lessons.keys(), (i) => {
    const { style, word, columns } = lessons[i]!;
    return key(style, word, columns);
  });
  /** Pictures that are taught of a word: for so many columns, or for any number of them. */
  const taught = (style: string, word: string, columns?: number) =>
    groups.get(key(style, word, columns))?.map((i) => first + i) ?? [];
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
  const made = [...new Set(lessons.flatMap(({ columns }) => columns ?? []))];
  const few = Object.fromEntries(
    [...new Set([...Object.keys(album.few ?? {}), ...made.map(String)])].map((columns) => [
      columns,
      listed(album.few?.[columns] ?? {}, (style, word, known) => [
        ...taught(style, word, Number(columns)),
        ...taught(style, word).length > 0 ? [] : known,
      ]),
    ]),
  );
  return {
    ...album,
    aspects: aspects + packAspects(lessons.map(({ sketch }) => sketch.aspect)),
    taught: sketches,
    labels,
    pictures: listed(
      album.pictures,
      (style, word, known) => [
        ...taught(style, word),
        ...known,
        ...made.flatMap((columns) => taught(style, word, columns)),
      ],
    ),
    small: listed(
      album.small ?? {},
      (style, word, known) => known.length === 0 ? [] : [...taught(style, word), ...known],
    ),
    few,
  };
}

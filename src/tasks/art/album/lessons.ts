import type { Album } from "./album.ts";
import type { Sketch } from "./book.ts";
import { packSketch } from "../../../rasterise/sketch/sketch.ts";
import { packAspects, packLists, TAUGHT_BYTES, unpackLists } from "./packing.ts";

/** A picture that is taught: the word that it shows, and the style that it is drawn in. */
export interface Lesson {
  word: string;
  style: string;
  sketch: Sketch;
}

/**
 * An album with further pictures, which are kept as they are. They come before those that their words had, the first lesson of a
 * word first, also where these are drawn small; words that are new come last.
 */
export function withLessons(album: Album, lessons: readonly Lesson[]): Album {
  const { aspects, taught: before = new Uint8Array() } = album, first = aspects.length;
  const sketches = new Uint8Array(before.length + lessons.length * TAUGHT_BYTES);
  sketches.set(before);
  lessons.forEach(({ sketch }, i) => sketches.set(packSketch(sketch.bits), before.length + i * TAUGHT_BYTES));
  const labels = [...new Set([...album.labels, ...lessons.map(({ word }) => word)])];
  const taught = (style: string, word: string) =>
    lessons.flatMap((lesson, i) => lesson.style === style && lesson.word === word ? [first + i] : []);
  const styles = new Set([...Object.keys(album.pictures), ...lessons.map(({ style }) => style)]);
  const pictures = [...styles].map((style) => {
    const lists = unpackLists(album.pictures[style] ?? "");
    return [style, packLists(labels.map((word, i) => [...taught(style, word), ...lists.at(i)]))];
  });
  const small = Object.entries(album.small ?? {}).map(([style, text]) => {
    const lists = unpackLists(text);
    const firstSmall = (word: string, known: number[]) =>
      known.length > 0 ? [...taught(style, word), ...known] : [];
    return [style, packLists(labels.map((word, i) => firstSmall(word, lists.at(i))))];
  });
  return {
    ...album,
    aspects: aspects + packAspects(lessons.map(({ sketch }) => sketch.aspect)),
    taught: sketches,
    labels,
    pictures: Object.fromEntries(pictures),
    ...album.small && { small: Object.fromEntries(small) },
  };
}

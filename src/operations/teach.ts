/** Pictures of one's own that a model of drawings is taught, under words of one's own. */
import { basename, extname } from "node:path";
import { readPictureName } from "../art/few.ts";
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { checkTarget } from "../bundle/folder.ts";
import type { Attribution } from "../bundle/manifest.ts";
import { type Lesson, withLessons } from "../tasks/art/album/lessons.ts";
import { SKETCHED } from "../tasks/art/album/pictures.ts";
import type { Bundle } from "../tasks/art/bundle/read.ts";
import { rewriteBundle } from "../tasks/art/bundle/write.ts";
import { LABEL } from "../tasks/art/config.ts";
import { RELATIONS, type Thesaurus } from "../words/thesaurus.ts";
import { openBundle } from "./default_bundle.ts";
import { sketchesOf } from "./draw/picture.ts";
import { readPictureFile } from "./picture_file.ts";

/** What the manifest calls the source of pictures that were taught. */
const OWN = "taught";

export const TEACH_FIELDS = {
  model: {
    type: "text",
    value: "folder",
    short: "m",
    text: "model of drawings that is taught",
    usual: "the built-in one",
  },
  out: { type: "text", value: "folder", short: "o", text: "model folder to write" },
  style: {
    type: "choice",
    choices: SKETCHED,
    fallback: "line",
    text: "style that the pictures are drawn in",
  },
  licence: {
    type: "text",
    value: "id",
    text: "SPDX identifier of the pictures' licence, for the model's manifest",
  },
  attribution: { type: "text", value: "name", text: "whose pictures they are, for the manifest" },
} as const satisfies Fields;

/** Which pictures a model is to be taught, and how. */
export type TeachInput = Given<typeof TEACH_FIELDS> & {
  /** Files of pictures, each called by its word ("water-tower.svg", "cat-2.png", "cat.small-10.svg") or as `word=file`. */
  pictures: readonly string[];
};

export interface TeachResult {
  /** Folder of the model. */
  out: string;
  /** Words that pictures were taught of, those that the model did not know before apart. */
  words: { known: string[]; fresh: string[] };
}

/**
 * Writes a model of drawings anew that has further pictures, before those that their words had. The weights of its hand and all
 * other files stay as they are. Throws a UserError, of whatever is wrong with a picture or a folder, before anything is written.
 */
export async function teach(input: TeachInput, { log, signal }: Context): Promise<TeachResult> {
  const { pictures, ...given } = input;
  const { model, out, style, licence, attribution } = checked(TEACH_FIELDS, given);
  if (pictures.length === 0) throw new UserError("usage", "name the pictures that are to be taught");
  if (out === undefined) throw new UserError("usage", "name the model folder to write: --out");
  const named = pictures.map(readName);
  const bundle = await openBundle(model);
  await checkTarget(out);
  const lessons: Lesson[] = [];
  for (const { path, ...lesson } of named) {
    signal.throwIfAborted();
    const sketches = await sketchesOf(await readPictureFile(path), path, [style], log);
    lessons.push({ ...lesson, style, sketch: sketches.get(style)! });
  }
  const words = [...new Set(lessons.map(({ word }) => word))], before = new Set(bundle.album.labels);
  await rewriteBundle(bundle, out, {
    album: withLessons(bundle.album, lessons),
    thesaurus: withoutWords(bundle.thesaurus(), new Set(words)),
    attributions: attributed(bundle, { licence, attribution, pictures: lessons.length }),
  });
  return {
    out,
    words: { known: words.filter((w) => before.has(w)), fresh: words.filter((w) => !before.has(w)) },
  };
}

/** What a picture's name tells: "water-tower-2.svg" shows a water tower, "cat.small-10.svg" a cat in ten columns. */
function readName(picture: string): Omit<Lesson, "style" | "sketch"> & { path: string } {
  const [, told, path = picture] = /^([^=/\\.]+)=(.+)$/s.exec(picture) ?? [];
  const { name, ...made } = readPictureName(basename(path, extname(path)));
  const word = (told ?? name.replace(/[-_ ]?\d+$/, "")).replaceAll(/[-_]/g, " ").trim().toLowerCase();
  if (LABEL.test(word)) return { word, path, ...made };
  throw new UserError(
    "usage",
    `${path}: ${
      JSON.stringify(word)
    } is no word to draw by, which has 1 to 40 letters from a to z, or blanks; ` +
      `write word=${path}`,
  );
}

/** Attributions of a model that so many of its taught pictures left: told where all of them are one person's. */
export function withoutTaught(attributions: readonly Attribution[], left: number): Attribution[] {
  const isOnly = attributions.filter(({ source }) => source === OWN).length === 1;
  return attributions.map((each) =>
    isOnly && each.source === OWN ? { ...each, pictures: each.pictures - left } : each
  );
}

/** A thesaurus without words that are labels now. */
function withoutWords(thesaurus: Thesaurus, words: ReadonlySet<string>): Thesaurus {
  const left = (known: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(known).flatMap(([label, text]) => {
        const others = text.split(",").filter((word) => !words.has(word));
        return others.length === 0 ? [] : [[label, others.join(",")]];
      }),
    );
  return Object.fromEntries(
    RELATIONS.flatMap((why) => thesaurus[why] === undefined ? [] : [[why, left(thesaurus[why])]]),
  );
}

/** Whose pictures a model has, one's own among them, where something is told of these. */
function attributed(
  { manifest: { attributions } }: Bundle,
  { licence, attribution, pictures }: {
    licence?: string | undefined;
    attribution?: string | undefined;
    pictures: number;
  },
): Attribution[] {
  if (licence === undefined && attribution === undefined) return attributions;
  const own = { source: OWN, licence: licence ?? "NOASSERTION", attribution: attribution ?? "" };
  const isOwn = (each: Attribution) =>
    each.source === own.source && each.licence === own.licence && each.attribution === own.attribution;
  const before = attributions.filter(isOwn).reduce((sum, { pictures }) => sum + pictures, 0);
  return [...attributions.filter((each) => !isOwn(each)), { ...own, pictures: before + pictures }];
}

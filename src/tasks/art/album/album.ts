/**
 * The pictures that a model remembers: `album.json` says which words they show, `codes.bin` holds the codes of those that its decoder has
 * learned, `taught.bin` the sketches of those that it was taught afterwards, which are kept as they are.
 */
import * as z from "zod";
import { UserError } from "../../../base/errors.ts";
import { parseAs } from "../../../base/schema.ts";
import { LABEL } from "../config.ts";
import { decoderShapeSchema } from "./decoder.ts";
import { codeBytes, FIRST_ASPECT, TAUGHT_BYTES, TAUGHT_FILE, unpackLists } from "./packing.ts";
import { ASPECT_BINS } from "../../../tokenizer/grid/grid.ts";

/** Aspects as `packAspects` writes them. */
const ASPECTS = new RegExp(`^[0-${String.fromCharCode(FIRST_ASPECT + ASPECT_BINS - 1)}]*$`);

const STYLE = z.string().regex(/^[a-z]{1,16}$/), LISTS = z.string().regex(/^[0-9a-z ,]*$/);
const COLUMNS = z.string().regex(/^[1-9]\d{0,2}$/);

/** What `album.json` holds. */
export const albumSchema = z.strictObject({
  format: z.literal("ascii-gen-album"),
  version: z.literal(3, {
    error: "is another version's: export the model anew, or use the version it came with",
  }),
  decoder: decoderShapeSchema,
  /** Aspect bin of each picture, a character each, see `packAspects`. */
  aspects: z.string().min(1).max(1 << 20).regex(ASPECTS),
  /** Words that there are pictures of, the most popular first. */
  labels: z.array(z.string().regex(LABEL)).min(1).max(65536),
  /** By style the pictures of each word, see `packLists`: the plainest first, then those unlike the ones before. */
  pictures: z.record(STYLE, LISTS),
  /** By style those of a word's pictures that come first where they are drawn small; older models have none. */
  small: z.record(STYLE, LISTS).optional(),
  /** By the columns of a usual picture up to which they are drawn, and style, those of a word's pictures that were made for so few. */
  few: z.record(COLUMNS, z.record(STYLE, LISTS)).optional(),
}).refine(({ labels }) => new Set(labels).size === labels.length, {
  error: "a word is listed twice",
  path: ["labels"],
});
export type AlbumIndex = z.infer<typeof albumSchema>;

/** An album with its codes, packed, and the sketches that it was taught, `TAUGHT_BYTES` each, numbered behind those. */
export interface Album extends AlbumIndex {
  codes: Uint8Array<ArrayBuffer>;
  taught?: Uint8Array<ArrayBuffer>;
}

/** Checks an album from outside. Throws a UserError of kind "model" that names what is wrong. */
export function parseAlbum(
  value: unknown,
  codes: Uint8Array<ArrayBuffer>,
  taught?: Uint8Array<ArrayBuffer>,
): Album {
  const index = parseAs(albumSchema, value, "model", "album.json");
  const { aspects, labels, pictures, small = {}, few = {}, decoder } = index;
  const seen = new Uint8Array(labels.length);
  for (const [style, text] of Object.entries(pictures)) {
    const known = listsOf(`pictures.${style}`, text, labels);
    labels.forEach((label, word) => {
      const found = known.at(word);
      if (found.length > 0) seen[word] = 1;
      const stranger = found.find((picture) => picture >= aspects.length);
      if (stranger === undefined) return;
      throw new UserError(
        "model",
        `album.json: ${style} pictures of ${label}: there is no picture ${stranger}, only ${aspects.length}`,
      );
    });
  }
  const firsts = { small, ...Object.fromEntries(Object.entries(few).map(([n, made]) => [`few.${n}`, made])) };
  for (const [name, made] of Object.entries(firsts)) {
    for (const [style, text] of Object.entries(made)) {
      const known = unpackLists(pictures[style] ?? ""), first = listsOf(`${name}.${style}`, text, labels);
      labels.forEach((label, word) => {
        const own = known.at(word), stranger = first.at(word).find((picture) => !own.includes(picture));
        if (stranger === undefined) return;
        throw new UserError(
          "model",
          `album.json: ${name}.${style}: picture ${stranger} is none of the ${style} pictures of ${label}`,
        );
      });
    }
  }
  const unseen = labels.find((_, word) => seen[word] === 0);
  if (unseen !== undefined) throw new UserError("model", `album.json: there is no picture of ${unseen}`);
  const sketches = (taught?.length ?? 0) / TAUGHT_BYTES, learned = aspects.length - sketches;
  if (!Number.isInteger(sketches) || learned < 0) {
    throw new UserError(
      "model",
      `${TAUGHT_FILE} has ${taught?.length} bytes; at most ${aspects.length} sketches of ${TAUGHT_BYTES} are expected`,
    );
  }
  const expected = learned * codeBytes(decoder.code);
  if (codes.length !== expected) {
    throw new UserError("model", `codes.bin has ${codes.length} bytes; ${learned} codes have ${expected}`);
  }
  return { ...index, codes, ...taught && { taught } };
}

/** Lists of pictures, one a word. Throws a UserError of kind "model" where there are more or fewer. */
function listsOf(name: string, text: string, labels: readonly string[]): ReturnType<typeof unpackLists> {
  const lists = unpackLists(text);
  if (lists.count === labels.length) return lists;
  throw new UserError(
    "model",
    `album.json: ${name} has ${lists.count} entries; there are ${labels.length} words`,
  );
}

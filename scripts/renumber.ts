/**
 * Numbers the pictures of a trained model anew, as nameable.json, misleading.json and small.json of src/data/words have them; the
 * weights stay as they are. Which picture of the model is which drawing of the icon sets is found by their sketches.
 *
 *     deno run -A scripts/renumber.ts weights/default weights/float16 --words "cow,hen,traffic light"
 *     deno run -A scripts/renumber.ts weights/default --words cow --list    says which drawing each number is
 */
import { Command } from "commander";
import { jsonFile } from "../src/bundle/folder.ts";
import { UserError } from "../src/base/errors.ts";
import { listCandidates } from "../src/data/drawn/build.ts";
import type { Candidate } from "../src/data/drawn/picture.ts";
import { readClipart } from "../src/data/sources/openclipart/lines.ts";
import { usualOf } from "../src/data/sources/own/candidates.ts";
import { NAMEABLE, nameablePlace } from "../src/data/words/nameable.ts";
import { isMisleading } from "../src/data/words/misleading.ts";
import { SMALL, smallFirst } from "../src/data/words/small.ts";
import { numberPictures, rankOf } from "../src/data/words/numbering.ts";
import { loadNetwork } from "../src/inference/session.ts";
import { openPicture } from "../src/rasterise/picture.ts";
import { SvgError } from "../src/rasterise/resvg.ts";
import { FINE_SIDE, packSketch, SKETCH_SIDE } from "../src/rasterise/sketch/sketch.ts";
import { wrongPixels } from "../src/rasterise/sketch/wrong.ts";
import { openSketchBook } from "../src/tasks/art/album/book.ts";
import { packLists, unpackLists } from "../src/tasks/art/album/packing.ts";
import { type Bundle, readBundle } from "../src/tasks/art/bundle/read.ts";
import { renewFiles } from "./renew.ts";

const STYLE = "line";
/** A remembered sketch of which more of the 4,096 pixels are wrong is not that drawing's. */
const MOST_WRONG = 450;

/** A drawing of an icon set: its name as in nameable.json, its fine sketch, and the packed one by which twins are told. */
interface Known {
  picture: string;
  sketch: Uint8Array;
  coarse: Uint8Array;
}

/** The line drawings that each of some words has in the icon sets and other packages; what cannot be drawn is left out. */
async function drawingsOf(words: ReadonlySet<string>): Promise<Map<string, Known[]>> {
  const found = new Map<string, Known[]>();
  for (const candidate of await listCandidates()) {
    const shown = [candidate.label, ...candidate.furtherLabels].filter((word) => words.has(word));
    if (candidate.style !== STYLE || shown.length === 0) continue;
    const known = knownOf(candidate);
    for (const word of known === undefined ? [] : shown) found.set(word, [...found.get(word) ?? [], known!]);
  }
  return found;
}

/** A candidate and its sketches; undefined where it cannot be drawn. */
function knownOf({ source, sourceId, drawing }: Candidate): Known | undefined {
  if (drawing.kind === "banner") return undefined;
  try {
    const svg = drawing.kind === "svg" ? drawing.svg : readClipart(drawing.svg)?.lines;
    const picture = svg === undefined ? null : openPicture(svg, STYLE);
    return picture === null ? undefined : {
      picture: `${source}/${sourceId}`,
      sketch: picture.sketch(FINE_SIDE),
      coarse: packSketch(picture.sketch(SKETCH_SIDE)),
    };
  } catch (error) {
    if (error instanceof SvgError) return undefined;
    throw error;
  }
}

/**
 * The drawing that each sketch remembers, the surest pairs first; undefined where none is like it. Of drawings that are the same
 * in several sets the better chosen one goes to the lower number, so that numbers stay as they are.
 */
function recognise(
  word: string,
  sketches: readonly Uint8Array[],
  drawings: readonly Known[],
): (Known | undefined)[] {
  const rank = ({ picture }: Known) => nameablePlace(word, picture) ?? Infinity;
  const ranked = drawings.toSorted((a, b) => rank(a) < rank(b) ? -1 : Number(rank(a) > rank(b)));
  const pairs = sketches.flatMap((sketch, number) =>
    ranked.map((drawing) => ({ number, drawing, wrong: wrongPixels(sketch, drawing.sketch).all }))
  ).filter(({ wrong }) => wrong <= MOST_WRONG).sort((a, b) => a.wrong - b.wrong);
  const recognised = Array<Known | undefined>(sketches.length).fill(undefined);
  const taken = new Set<Known>();
  for (const { number, drawing } of pairs) {
    if (recognised[number] !== undefined || taken.has(drawing)) continue;
    recognised[number] = drawing;
    taken.add(drawing);
  }
  return recognised;
}

/** Those of some chosen drawings that no package here has: any picture that is not recognised may be one of them. */
function unrecognised(
  chosen: readonly string[] | undefined,
  names: readonly (string | undefined)[],
  drawings: readonly Known[],
): string[] {
  const known = new Set(drawings.map(({ picture }) => picture));
  return names.includes(undefined) ? (chosen ?? []).filter((picture) => !known.has(picture)) : [];
}

/** Indices of a word's pictures in their new order: the chosen ones, then the others as they were, but for misleading ones. */
function renumbered(word: string, recognised: readonly (Known | undefined)[]): number[] {
  const names = recognised.map((known) => known?.picture);
  const isChosen = (index: number) =>
    names[index] !== undefined && (names[index] === usualOf(word) || NAMEABLE[word]?.includes(names[index]));
  const misleads = (index: number) => names[index] !== undefined && isMisleading(word, names[index]);
  const chosen = [...names.keys()].filter(isChosen), others = [...names.keys()].filter((i) => !isChosen(i));
  // What is not recognised keeps its place: it may mislead as well.
  const behind = 1 + others.findLastIndex((index) => names[index] !== undefined && !misleads(index));
  const known = others.slice(0, behind);
  const left = [
    ...known.filter((index) => !misleads(index)),
    ...known.filter(misleads),
    ...others.slice(behind),
  ];
  const ranks = Float64Array.from(names, (picture) => {
    const [source = "", sourceId = ""] = picture?.split(/\/(.*)/) ?? [];
    return rankOf(word, { source, sourceId, label: word, edges: 0 });
  });
  const places = new Uint16Array(names.length);
  if (chosen.length > 0) {
    numberPictures(
      Uint32Array.from(chosen),
      ranks,
      (index) => recognised[index]!.coarse,
      places,
    );
  }
  chosen.sort((a, b) => places[a]! - places[b]! || ranks[a]! - ranks[b]!);
  return [...chosen, ...left];
}

/** Pictures of a word in a model, by their numbers from 0. */
async function openModel({ album, decoder, path }: Bundle) {
  const book = openSketchBook(album, await loadNetwork(path, "sketches.onnx", decoder));
  const listed = (text = "") => {
    const lists = unpackLists(text);
    return album.labels.map((_, word) => lists.at(word));
  };
  const all = listed(album.pictures[STYLE]), small = listed(album.small?.[STYLE]);
  return {
    ...{ all, small },
    sketchesOf: (word: string): Uint8Array[] => {
      const own = all[album.labels.indexOf(word)];
      if (own === undefined) throw new UserError("usage", `the model knows no word ${JSON.stringify(word)}`);
      return own.map((_, i) => book.sketch({ word, style: STYLE, seed: i + 1, variation: 0 }).bits);
    },
  };
}

/** Writes the pictures of a model. */
async function store(bundle: Bundle, lists: { all: number[][]; small: number[][] }): Promise<void> {
  const { codes: _, taught: __, ...index } = bundle.album;
  const album = {
    ...index,
    pictures: { ...index.pictures, [STYLE]: packLists(lists.all) },
    small: { ...index.small, [STYLE]: packLists(lists.small) },
  };
  await renewFiles(bundle, { "album.json": jsonFile(album, 0) });
}

await new Command("renumber")
  .argument("<model...>", "model folders")
  .option("--words <list>", "words, separated by commas (default: all of nameable.json and small.json)")
  .option("--list", "print which drawing each number is, and write nothing")
  .action(async (folders: string[], { words: list, list: isListed }: { words?: string; list?: boolean }) => {
    const words = list?.split(",").map((word) => word.trim()) ?? [
      ...new Set([...Object.keys(NAMEABLE), ...Object.keys(SMALL)]),
    ];
    const drawings = await drawingsOf(new Set(words));
    for (const folder of folders) {
      const bundle = await readBundle(folder);
      const { labels } = bundle.album;
      const { all, small, sketchesOf } = await openModel(bundle);
      for (const word of words.filter((word) => labels.includes(word))) {
        const recognised = recognise(word, sketchesOf(word), drawings.get(word) ?? []);
        const names = recognised.map((known) => known?.picture);
        if (isListed) {
          names.forEach((name, i) => console.log(`${word}\t${i + 1}\t${name ?? "-"}`));
          continue;
        }
        const number = labels.indexOf(word), own = all[number]!, known = drawings.get(word) ?? [];
        if (unrecognised(SMALL[word], names, known).length === 0) {
          const first = smallFirst(word, [...names.keys()], (index) => names[index] ?? "");
          small[number] = first.map((index) => own[index]!);
        }
        const unknown = unrecognised(NAMEABLE[word], names, known);
        if (unknown.length > 0) {
          console.error(
            `${folder}: ${word} keeps its order: which of its pictures is ${unknown.join(", ")}?`,
          );
          continue;
        }
        const order = renumbered(word, recognised);
        if (order.every((index, place) => index === place)) continue;
        all[number] = order.map((index) => own[index]!);
        console.error(`${folder}: ${word}: ${order.map((index) => index + 1).join(" ")}`);
      }
      if (!isListed) await store(bundle, { all, small });
    }
  })
  .parseAsync(Deno.args, { from: "user" });

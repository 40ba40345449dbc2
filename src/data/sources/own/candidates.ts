import { readPictureName } from "../../../art/few.ts";
import type { Candidate } from "../../drawn/picture.ts";

/** What the pictures made for this project are called as a source. */
export const OWN = "own";

/** Where a picture is, or their folder. */
const place = (name = "") => new URL(`./drawings/${name}`, import.meta.url);

/**
 * The pictures that were drawn for this project, of words that no set draws so that they are named in characters: plain lines, one
 * SVG a word, called by it ("water-tower.svg"), and further ones for few columns ("cat.small.svg", "cat.small-10.svg"). None where
 * the folder is not there, as in the executable.
 */
export function ownCandidates(): Candidate[] {
  return fileNames().map((name): Candidate => ({
    source: OWN,
    sourceId: name,
    label: wordOf(name),
    furtherLabels: [],
    style: "line",
    licence: "MIT",
    attribution: "Drawings by the ascii-gen authors (MIT)",
    drawing: { kind: "svg", svg: Deno.readTextFileSync(place(`${name}.svg`)) },
  }));
}

let words: ReadonlySet<string> | undefined;

/** The words that have such a picture. */
export const ownWords = (): ReadonlySet<string> => words ??= new Set(fileNames().map(wordOf));

/** The columns of a usual picture up to which a picture is to be drawn, where it is one of these and made for few. */
export const columnsOf = ({ source, sourceId }: { source: string; sourceId: string }): number | undefined =>
  source === OWN ? readPictureName(sourceId).columns : undefined;

/** The picture of a word, as source/id. */
export const usualOf = (word: string): string => `${OWN}/${word.replaceAll(" ", "-")}`;

const wordOf = (name: string) => readPictureName(name).name.replaceAll("-", " ");

/** Names of the pictures' files without their ending, in order. */
function fileNames(): string[] {
  try {
    return Array.from(Deno.readDirSync(place()), ({ name }) => name)
      .filter((name) => name.endsWith(".svg")).map((name) => name.slice(0, -4)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

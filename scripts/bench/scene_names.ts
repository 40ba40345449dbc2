/**
 * Names that others gave their pictures, with a relation between two words that the model knows ("canoe on pickup truck"): how many
 * there are in the icon sets of deno.json and, where it is here, in openclipart-svg; how many are read whole, and how many of
 * a random part are drawn with all that they name.
 */
import denoConfig from "../../deno.json" with { type: "json" };
import { random } from "../../src/base/random.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { PACKAGES } from "../../src/data/sources/icons/packages.ts";
import { readCatalogue } from "../../src/data/sources/openclipart/catalogue.ts";
import { openBundle } from "../../src/operations/default_bundle.ts";
import { openDrawer } from "../../src/operations/draw/drawer.ts";
import { knownLabel, type Vocabulary } from "../../src/words/resolve.ts";
import { parseScene } from "../../src/words/scene/parse.ts";
import { ARTICLES, relationAt } from "../../src/words/scene/phrases.ts";

/** Words of a noun at most. */
const NOUN = 3;
/** Variants of one picture, by tone of skin or by number. */
const VARIANT = /skin tone|tone\d|\d$/;
/** Words that join two things and are no relation of the lists. */
const FURTHER = new Set(["around", "through", "touching"]);
/** Ink of a thing that must be seen. */
const SEEN = 0.15;

/** Names of pictures by the package that they are of. */
async function* namesOf(clipart: string | undefined): AsyncGenerator<[string, Iterable<string>]> {
  for (const set of Object.keys(denoConfig.imports).filter((name) => name.startsWith("@iconify-json/"))) {
    const { default: { icons, aliases = {} } } = await import(`${set}/icons.json`, {
      with: { type: "json" },
    });
    yield [set, [...Object.keys(icons), ...Object.keys(aliases)]];
  }
  const { path, installed } = PACKAGES.openclipart;
  if (clipart === undefined && !installed()) return;
  yield ["openclipart-svg", [...readCatalogue(clipart ?? path)].flatMap(({ name }) => name ?? [])];
}

/** Whether words name one thing, all of them. */
function isNoun(words: readonly string[], vocabulary: Vocabulary): boolean {
  const own = words.filter((word) => !ARTICLES.has(word));
  return own.length > 0 && own.length <= NOUN && knownLabel(own.join(" "), vocabulary) !== undefined;
}

/** The relation between two known nouns that a name is made of; undefined where it is another name. */
function relationIn(name: string, vocabulary: Vocabulary): string | undefined {
  const words = name.split(" ");
  for (let at = 1; at < words.length - 1; at++) {
    const length = FURTHER.has(words[at]!) ? 1 : relationAt(words, at)?.length;
    if (length === undefined) continue;
    if (isNoun(words.slice(0, at), vocabulary) && isNoun(words.slice(at + length), vocabulary)) {
      return words.slice(at, at + length).join(" ");
    }
  }
  return undefined;
}

const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts].sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(", ");

/** Counts names, and draws so many of them at random. `clipart` is the folder of openclipart-svg, if it is not installed. */
export async function sceneNamesBench(drawings: number, seed: number, clipart?: string): Promise<void> {
  const { album: { labels }, thesaurus } = await openBundle(undefined);
  const vocabulary: Vocabulary = { labels, thesaurus };
  const found = new Set<string>(),
    bySource = new Map<string, number>(),
    byRelation = new Map<string, number>();
  for await (const [source, names] of namesOf(clipart)) {
    for (const raw of names) {
      const name = raw.toLowerCase().replaceAll(/[-_]+/g, " ").trim();
      const relation = VARIANT.test(name) || found.has(name) ? undefined : relationIn(name, vocabulary);
      if (relation === undefined) continue;
      found.add(name);
      for (const [counts, key] of [[bySource, source], [byRelation, relation]] as const) {
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
  }
  const read = new Map<string, number>();
  for (const name of found) {
    const scene = parseScene(name, vocabulary);
    const how = scene === undefined
      ? "a label of its own"
      : scene.omitted.length > 0 || (scene.relations.length === 0 && scene.things.length > 1)
      ? "in part"
      : "whole";
    read.set(how, (read.get(how) ?? 0) + 1);
  }
  writeOut(
    `${found.size} names: ${counted(bySource)}\nby relation: ${counted(byRelation)}\nread ${counted(read)}\n`,
  );
  await drawSome([...found], drawings, seed);
}

async function drawSome(names: readonly string[], count: number, seed: number): Promise<void> {
  const drawer = await openDrawer({ seed: 1, bestOf: 1 }, () => {}), { next } = random(seed);
  const some = names.map((name) => ({ name, at: next() })).sort((a, b) => a.at - b.at).slice(0, count);
  let whole = 0;
  for (const { name } of some) {
    const [drawing] = (await Array.fromAsync(drawer.draw(await drawer.plan(name)))).flat();
    const { subject, notes, text } = drawing!, things = subject?.things ?? [];
    const isWhole = !notes.some((note) => note.endsWith("not drawn")) &&
      things.every(({ visible }) => visible >= SEEN);
    if (isWhole) whole++;
    writeOut(`\n${name}${isWhole ? "" : " (not all of it)"}\n${text}\n`);
  }
  await drawer.close();
  writeOut(`\n${whole} of ${some.length} are drawn with all that they name\n`);
}

import type { Subject } from "../../../art/render/artwork.ts";
import { UserError } from "../../../base/errors.ts";
import type { Vocabulary } from "../../../words/resolve.ts";
import type { Scene } from "../../../words/scene/parse.ts";

/** What is drawn for a prompt, and what a user should know of that. */
export interface NotedSubject extends Subject {
  notes: string[];
  /** What is drawn where it is several things. */
  scene?: Scene;
}

/**
 * Finds the word that a prompt is drawn by. Throws a UserError of kind "input" when there is none or, with `strict`, when
 * it is not the very word that was asked for; with `any` the nearest word is drawn where there is none.
 */
export async function subjectOf(
  prompt: string,
  vocabulary: Vocabulary,
  { strict = false, any = false, color = false }: { strict?: boolean; any?: boolean; color?: boolean } = {},
): Promise<NotedSubject> {
  const { labels } = vocabulary;
  const plain = prompt.toLowerCase();
  // A label needs no more code and data to be read. All that the thesaurus says of labels are plurals.
  if (prompt === "" || (labels.includes(plain) && !plain.endsWith("s"))) {
    return { drawn: plain, why: "label", omitted: [], notes: [] };
  }
  const { isResolved, resolvePrompt } = await import("../../../words/resolve.ts");
  const { noteOn, omissionOf, refusalOf } = await import("../../../words/explain.ts");
  const { parseScene } = await import("../../../words/scene/parse.ts");
  const scene = parseScene(prompt, vocabulary);
  if (scene !== undefined) {
    return await notedScene(scene, { strict, color });
  }
  const result = resolvePrompt(prompt, vocabulary);
  if (!isResolved(result)) {
    const [nearest] = result.nearest;
    if (!any || nearest === undefined) throw new UserError("input", refusalOf(prompt, result));
    const subject = { drawn: nearest, why: "nearest" as const, omitted: [] };
    return { ...subject, notes: [noteOn({ ...subject, asked: prompt })!] };
  }
  const notes = [noteOn(result), omissionOf(result)].filter((note) => note !== undefined);
  if (strict && notes.length > 0) {
    throw refusedByStrict(notes);
  }
  return { drawn: result.drawn, why: result.why, omitted: result.omitted, notes };
}

/** A scene, and what there is to say of it. Throws a UserError of kind "input" for what `strict` refuses. */
export async function notedScene(
  scene: Scene,
  { strict, color }: { strict: boolean; color: boolean },
): Promise<NotedSubject> {
  const { sceneNotes } = await import("../../../words/explain.ts");
  const notes = sceneNotes(scene, color), { things, omitted } = scene;
  if (strict && notes.length > 0) throw refusedByStrict(notes);
  return { drawn: things.map(({ label }) => label).join(", "), why: "scene", omitted, notes, scene };
}

const refusedByStrict = (notes: readonly string[]): UserError =>
  new UserError("input", `${notes.join("; ")}: refused by --strict`);

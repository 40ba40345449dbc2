/** What a prompt asks for, before it is drawn and after. */
import { columnsOf } from "../../art/lines.ts";
import type { Artwork } from "../../art/render/artwork.ts";
import { type Done, type Job, loadJobWords, pageOf } from "../../tasks/art/draw/jobs.ts";
import type { Album } from "../../tasks/art/album/album.ts";
import { UserError } from "../../base/errors.ts";
import { hasRoom, innerSize } from "../../tasks/art/draw/layout.ts";
import { type NotedSubject, subjectOf } from "../../tasks/art/draw/subject.ts";
import { BANNER } from "../../tokenizer/grid/grid.ts";
import type { Scene } from "../../words/scene/parse.ts";
import type { Vocabulary } from "../../words/resolve.ts";
import type { Letterer } from "./banner.ts";
import type { DrawSettings } from "./fields.ts";
import type { OpenLayout } from "./hand_layout.ts";
import { captionNote, type Plan, seedOf } from "./plan.ts";

/** A finished drawing. */
export interface Drawing extends Artwork {
  /** Its lines as one text. */
  text: string;
  /** What there is to say of it: what was drawn instead of the prompt and why, which words were left out. */
  notes: readonly string[];
}

/** A drawing that is to be made; letters are there already. */
export type Drawable = Job | Done;

/** What the drawings of a prompt are planned by. */
export interface Planning {
  settings: DrawSettings;
  plan: Plan;
  vocabulary: Vocabulary;
  letters?: Letterer;
  /** What is placed by hand, instead of a prompt, and the pictures that there are of it. */
  hand?: OpenLayout & { album: Album };
}

/**
 * The drawings that a prompt asks for, in every style and of each seed; of a banner, which no seed changes, one. Throws a
 * UserError of kind "input" for a prompt that cannot be drawn.
 */
export async function jobsOf(
  prompt: string,
  planning: Planning,
): Promise<Drawable[]> {
  const { settings, plan, vocabulary, letters, hand } = planning;
  if (hand !== undefined) return await jobsByHand(prompt, hand, planning);
  if (settings.from === undefined) checkSaid(prompt);
  const jobs: Drawable[] = [];
  let noted: NotedSubject | undefined;
  for (const style of plan.styles) {
    if (style === BANNER && letters !== undefined) {
      jobs.push(letters(prompt));
      continue;
    }
    if (noted === undefined) {
      noted = await subjectOf(prompt, vocabulary, settings);
      await loadJobWords(plan, [noted]);
    }
    jobs.push(...seeded(prompt, noted, style, planning));
  }
  return jobs;
}

/** Throws a UserError of kind "usage" for a prompt that says nothing. */
export function checkSaid(prompt: string): void {
  if (prompt.trim() === "") throw new UserError("usage", "say what to draw: the prompt is empty");
}

/** The drawings of a subject in a style, one for each seed. */
function seeded(
  prompt: string,
  { notes: told, scene: asked, ...subject }: NotedSubject,
  style: string,
  { plan, settings }: Planning,
): Job[] {
  const { scene, notes: asIs } = withRoom(asked, told, plan);
  const note = captionNote(settings, pageOf(plan, scene === undefined ? {} : { scene }));
  const notes = note === undefined ? asIs : [...asIs, note];
  // What a layout is of need not be what stands farthest behind.
  const [first = subject.drawn] = scene === undefined ? [] : subject.drawn.split(", ");
  return Array.from(
    { length: plan.count },
    (_, i) => ({ prompt, text: first, subject, notes, style, seed: seedOf(plan, i), ...scene && { scene } }),
  );
}

/** The drawings of things that are placed by hand. */
async function jobsByHand(
  prompt: string,
  hand: NonNullable<Planning["hand"]>,
  planning: Planning,
): Promise<Job[]> {
  const { settings, plan, vocabulary } = planning;
  if (prompt !== "") {
    throw new UserError(
      "usage",
      `a prompt, "${prompt}", does not go with --layout, which says what is drawn`,
    );
  }
  const { checkPictures, subjectOfLayout } = await import("./hand_scene.ts");
  const { pictureCounter } = await import("../../tasks/art/album/book.ts");
  const room = innerSize(plan.scenes ?? plan);
  const noted = await subjectOfLayout(hand, { ...settings, vocabulary, room });
  await loadJobWords(plan, [noted]);
  const count = pictureCounter(hand.album);
  return plan.styles.flatMap((style) => {
    if (noted.scene) checkPictures(hand, noted.scene, style, (word) => count(word, style));
    return seeded(hand.layout.prompt || noted.drawn, noted, style, planning);
  });
}

/** A scene without what there is no room to say within the limits, and that it is so. */
function withRoom(scene: Scene | undefined, notes: readonly string[], plan: Plan) {
  if (scene === undefined || hasRoom(pageOf(plan, { scene }))) return { scene, notes };
  const sleeps = scene.things.some(({ attributes }) => attributes.includes("sleeping"));
  if (scene.saying === undefined && !sleeps) return { scene, notes };
  const { saying: _, ...rest } = scene;
  const things = rest.things.map((thing) => ({
    ...thing,
    attributes: thing.attributes.filter((attribute) => attribute !== "sleeping"),
  }));
  return { scene: { ...rest, things }, notes: [...notes, "there is no room for what is said, or for sleep"] };
}

/** A job that is done as a drawing of the model whose weights have this SHA-256. */
export function drawingOf(
  { prompt, subject, notes = [], style, seed, lines, font }: Done,
  model = "none",
): Drawing {
  const size = { width: columnsOf(lines), height: lines.length };
  const told = subject === undefined || prompt === "" ? {} : { subject };
  const by = font === undefined ? { model } : { model: "none", font };
  return { lines, prompt, ...told, style, seed, ...size, ...by, text: lines.join("\n"), notes };
}

import { loadWords, type Words } from "../../../art/bubble.ts";
import type { Place } from "../../../art/colouring.ts";
import { gridCharacters, type Limits } from "../../../art/constraints.ts";
import type { PlacedThing, Subject } from "../../../art/render/artwork.ts";
import { aspectRatio } from "../../../tokenizer/grid/grid.ts";
import type { Scene } from "../../../words/scene/parse.ts";
import { isHue } from "../../../words/scene/hues.ts";
import { isSign } from "../../../words/scene/surfaces.ts";
import { type Sketch, turnOf } from "../album/book.ts";
import { saysOf, toldThing } from "../scene/by_hand.ts";
import { composeScene, type SceneSketch } from "../scene/compose.ts";
import { isMarked, withMarks } from "../scene/marks.ts";
import { withWritten } from "../scene/written.ts";
import { picturesOf } from "../scene/album.ts";
import { chooseSketches, drawingPass, drawSketches, type GenerateRequest } from "./generate.ts";
import { lawfulAspect } from "./lawful.ts";
import { drawingLimits, finish, inCharacters, innerSize, type Page, placeIn } from "./layout.ts";
import type { DrawingSampling } from "./sampling.ts";
import type { ModelSession } from "./session.ts";

/** How drawings are made and laid out. */
export interface DrawingPlan extends Page {
  /** Another page for scenes, which take more room. */
  scenes?: Page;
  /** Seed whose sketch is drawn, if not each drawing's own. */
  like?: number;
  sampling: DrawingSampling;
}

/** One drawing to be made. */
export interface Job {
  /** What was asked for. */
  prompt: string;
  /** The words that it is drawn by. */
  text: string;
  /** What is told of that in JSON. */
  subject?: Subject;
  /** What there is to say of it, in words. */
  notes?: readonly string[];
  style: string;
  seed: number;
  /** Several things, and how they stand to each other. */
  scene?: Scene;
}

/** A job done. */
export interface Done extends Job {
  /** The finished lines, border and all. */
  lines: string[];
  /** Where the drawing itself stands within them; all of them unless told otherwise. */
  place?: Place;
  /** The font of letters, which no model has drawn. */
  font?: string;
}

/** Sketches that are given, by style. */
export type Given = ReadonlyMap<string, Sketch>;

/** Drawings that are made together: enough to be decoded side by side, few enough to deal among cores. */
export const BATCH = 16;
/** Lines per column of a usual picture. */
const USUAL_RATIO = 0.5;

/** Jobs in groups that are drawn together. */
export function batches(jobs: readonly Job[]): Job[][] {
  return Array.from(
    { length: Math.ceil(jobs.length / BATCH) },
    (_, i) => jobs.slice(i * BATCH, (i + 1) * BATCH),
  );
}

export const isDone = (job: Job | Done): job is Done => "lines" in job;

/** All jobs in their order: those that are done already, and between them the others as they are drawn. */
export async function* among(
  jobs: readonly (Job | Done)[],
  drawn: AsyncIterable<Done[]>,
): AsyncGenerator<Done[]> {
  let next = 0;
  const ready = (): Done[] => {
    const first = next;
    for (let job = jobs[next]; job !== undefined && isDone(job); job = jobs[next]) next++;
    return jobs.slice(first, next).filter(isDone);
  };
  yield ready();
  for await (const works of drawn) {
    yield works.flatMap((work) => {
      next++;
      return [work, ...ready()];
    });
  }
}

/** Does some jobs side by side; `given` are the sketches of each style, if they are not the model's own. */
export async function drawJobs(
  session: ModelSession,
  plan: DrawingPlan,
  jobs: readonly Job[],
  given?: Given,
): Promise<Done[]> {
  await loadJobWords(plan, jobs);
  const { sketches, requests } = sketchJobs(session, plan, jobs, given);
  const drawings = await drawSketches(session, requests, sketches);
  return jobs.map((job, i) => finished(plan, job, sketches[i]!, drawings[i]!.lines));
}

/**
 * Does one job and hands out its text as it is decoded. The sketch is that of `drawJobs`, but it is drawn only once; the
 * layout, which needs finished lines, is left out.
 */
export async function streamJob(
  session: ModelSession,
  plan: DrawingPlan,
  job: Job,
  onText: (text: string) => void,
  given?: Given,
): Promise<Done> {
  // Words and marks have their places when the drawing is finished.
  if (
    job.scene?.saying !== undefined || (job.scene && isMarked(job.scene)) ||
    pageOf(plan, job).layout.words?.length
  ) {
    const [done] = await drawJobs(session, plan, [job], given);
    onText(done!.lines.join("\n"));
    return done!;
  }
  await loadJobWords(plan, [job]);
  const { sketches, requests } = sketchJobs(session, plan, [job], given);
  const [drawing] = await drawingPass(session, requests, sketches, [0], onText);
  return { ...toldOf(job, sketches[0]!), lines: drawing!.lines };
}

/** Makes ready to measure what jobs say. */
export const loadJobWords = (plan: DrawingPlan, jobs: readonly Pick<Job, "scene">[]): Promise<void> =>
  loadWords([
    ...plan.layout.words ?? [],
    ...plan.scenes?.layout.words ?? [],
    ...jobs.flatMap(({ scene }) =>
      scene === undefined ? [] : [
        ...wordsOfScene(scene),
        ...scene.saying ? [{ kind: "say" as const, text: scene.saying.text }] : [],
      ]
    ),
  ]);

/** A job, of a scene with the places of its things. */
const toldOf = (job: Job, { things, linesPerColumn: aspect }: Partial<SceneSketch>): Job =>
  things === undefined || job.subject === undefined
    ? job
    : { ...job, subject: { ...job.subject, things, ...aspect !== undefined && { aspect } } };

/** A job that was drawn after a sketch, with all that stands around it. */
export const finished = (
  plan: DrawingPlan,
  job: Job,
  sketch: Sketch & Partial<SceneSketch>,
  lines: readonly string[],
): Done => {
  const page = pageOf(plan, job, sketch.things),
    marked = sketch.marks?.length ? withMarks(lines, sketch.marks) : undefined;
  const drawn = inCharacters(page, marked?.lines ?? lines);
  const written = sketch.written && withWritten(drawn, sketch.written), own = written ?? drawn;
  const whole = finish(page, own, sketch.bits);
  const place = placeIn(page, own, whole);
  const told = toldOf(job, sketch);
  const after = [
    ...sketch.notes ?? [],
    ...marked?.missed ?? [],
    ...sketch.written && written === undefined ? [NO_ROOM] : [],
    ...job.scene?.byHand === undefined ? [] : hiddenNotes(sketch.things),
  ];
  const notes = after.length > 0 ? [...told.notes ?? [], ...after] : told.notes;
  return { ...told, ...notes && { notes }, lines: whole, ...place && { place } };
};

/** Share of a thing's ink of which nobody sees what it is. */
const HARDLY = 0.1;
/** What a layout puts behind other things is there, but not seen. */
const hiddenNotes = (things: readonly PlacedThing[] = []): string[] =>
  things.filter(({ visible }) => visible < HARDLY).map(({ thing }) =>
    `"${thing}" is hidden by what stands before it`
  );

/** Said where words do not fit on what they should stand on. */
const NO_ROOM = "there is no room for the words: draw it larger (--width, --max-lines)";

/** The page that a job is drawn on, with what its things say, at their heads where their places are known. */
export function pageOf(
  plan: DrawingPlan,
  { scene }: Pick<Job, "scene">,
  places?: readonly PlacedThing[],
): Page {
  if (scene === undefined) return plan;
  const isOne = scene.things.length === 1 && scene.things[0]!.count === 1;
  const page = isOne ? plan : plan.scenes ?? plan, words = wordsOfScene(scene, places);
  if (words.length === 0) return page;
  return { ...page, layout: { ...page.layout, words: [...words, ...page.layout.words ?? []] } };
}

/** What a scene's things say, or that they sleep, and where each has its head. */
function wordsOfScene(scene: Scene, places: readonly PlacedThing[] = []): Words[] {
  const { things, saying } = scene;
  const headOf = (label: string | undefined) => {
    const place = things.length > 1 ? places.find(({ thing }) => thing === label) : undefined;
    return place === undefined ? {} : { head: place.x + place.width / 2 };
  };
  const said = saying?.how === "said"
    ? [{ kind: "say" as const, text: saying.text, ...headOf(things[saying.by]?.label) }]
    : [];
  const asleep = things.find(({ attributes }) => attributes.includes("sleeping"));
  return asleep === undefined ? said : [...said, { kind: "sleep", text: "", ...headOf(asleep.label) }];
}

/** Sketches of some jobs, and the requests to draw them by. */
export function sketchJobs(session: ModelSession, plan: DrawingPlan, jobs: readonly Job[], given?: Given) {
  const sketches = jobs.map((job) => sketchJob(session, plan, job, given));
  const requests = jobs.map((job, i) =>
    requestOf(plan, job, drawingLimits(pageOf(plan, job), aspectRatio(sketches[i]!.aspect)))
  );
  return { sketches, requests };
}

/** What a job is drawn after: a picture that is given, things put together, or a picture of the album. */
function sketchJob(
  session: ModelSession,
  plan: DrawingPlan,
  job: Job,
  given?: Given,
): Sketch & Partial<SceneSketch> {
  const usual = usualLimits(pageOf(plan, job)), { style, scene } = job;
  const seed = plan.like ?? job.seed;
  if (given !== undefined) {
    const { bits, aspect } = given.get(style)!;
    return { bits, aspect: lawfulAspect(aspect, usual) };
  }
  const alone = scene && thingAlone(scene);
  if (scene === undefined || alone !== undefined) {
    const [sketch] = chooseSketches(session, [requestOf(plan, { ...job, seed }, usual)]);
    return { ...sketch!, ...alone && { things: [alone] } };
  }
  const composed = composeScene(
    scene,
    (word) => picturesOf(session.book, { word, style, seed, variation: plan.sampling.variation }),
    turnOf(seed),
  );
  return { ...composed, aspect: lawfulAspect(composed.aspect, usual) };
}

/** The thing of a scene that has no other and is drawn as it is, whatever it says and in whatever colour. */
function thingAlone({ things: [thing, ...others], saying, byHand }: Scene): PlacedThing | undefined {
  if (thing === undefined || others.length > 0 || thing.count > 1 || isSign(thing.label)) return undefined;
  const isPlain = thing.attributes.every((attribute) => isHue(attribute) || attribute === "sleeping");
  if (!isPlain || saying?.how === "written" || byHand !== undefined) return undefined;
  return { ...toldThing(thing, { x: 0, y: 0, width: 1, height: 1 }, {}, 1), ...saysOf(saying, 0) };
}

/** Scenes have much in little room, and are drawn with a steadier hand: this share of the temperature. */
const STEADY = 0.3;

function requestOf(
  { sampling }: DrawingPlan,
  { text, style, seed, scene }: Job,
  { width, maxLines, maxChars }: Limits,
): GenerateRequest {
  const limits = maxChars === Infinity ? { width, maxLines } : { width, maxLines, maxChars };
  const temperature = (scene === undefined || thingAlone(scene) ? 1 : STEADY) * sampling.temperature;
  return { ...sampling, ...limits, temperature, prompt: text, style, seed };
}

/** Limits that the aspect of a sketch is chosen by: about as many characters as a picture of a usual shape may have. */
function usualLimits(page: Page): Limits {
  const box = drawingLimits(page, USUAL_RATIO);
  const { maxChars } = page.limits;
  if (maxChars === Infinity || box.maxChars !== Infinity) return box;
  return { ...innerSize(page), maxChars: gridCharacters({ width: box.width, height: box.maxLines }) };
}

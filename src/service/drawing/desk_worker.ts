/** A thread that does what takes its time around drawings: finds words, reads pictures, writes formats. */
import { loadWords } from "../../art/bubble.ts";
import type { Artwork } from "../../art/render/artwork.ts";
import { type Format, type MovingFormat, renderAll } from "../../art/render/render.ts";
import { openBundle } from "../../operations/default_bundle.ts";
import { openLetterer } from "../../operations/draw/banner.ts";
import { type Drawable, jobsOf } from "../../operations/draw/drawer.ts";
import { asksForLetters, asksForLettersOnly, type DrawInput } from "../../operations/draw/fields.ts";
import { sketchesOf } from "../../operations/draw/picture.ts";
import { openLayout } from "../../operations/draw/hand_layout.ts";
import { planOf, settingsOf, withLayout, wordsOf } from "../../operations/draw/plan.ts";
import type { ImageSettings } from "../../operations/image/fields.ts";
import { image, type ImageDrawing } from "../../operations/image/image.ts";
import { findLabels, labels, type LabelsResult } from "../../operations/labels.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";
import type { DrawingPlan, Given } from "../../tasks/art/draw/jobs.ts";
import { answerMany } from "../threads/answering.ts";

/** Which drawings prompts ask for. */
export interface PlanQuestion {
  kind: "plan";
  /** Folder of the model, if not the built-in one. */
  model: string | undefined;
  prompts: readonly string[];
  input: DrawInput;
  /** Bytes of the picture that is to be drawn. */
  picture: Uint8Array | undefined;
}

/** Drawings that are to be made, in order; letters are there already and need neither plan nor model. */
export interface Planned {
  jobs: Drawable[];
  plan?: DrawingPlan;
  given?: Given;
  /** SHA-256 of the model's weights. */
  model?: string;
  /** What there is to say of all. */
  notes: string[];
}

export interface ImageQuestion {
  kind: "image";
  picture: Uint8Array;
  settings: ImageSettings;
}

export interface RenderQuestion {
  kind: "render";
  format: Format | MovingFormat;
  arts: readonly Artwork[];
}

/** Which words the built-in model draws, or fonts there are. */
export interface LabelsQuestion {
  kind: "labels";
  /** Part of a word, or what something is to be drawn for. */
  text: string;
  fonts: boolean;
}

export type DeskQuestion = PlanQuestion | ImageQuestion | RenderQuestion | LabelsQuestion;
export type DeskAnswer =
  | { kind: "plan"; planned: Planned }
  | { kind: "image"; drawing: ImageDrawing }
  | { kind: "render"; content: string | Uint8Array }
  | { kind: "labels"; found: LabelsResult };

/** What a picture without a name is called. */
const PICTURE = "the picture";

/** The models whose words were asked for last, the latest at the end. */
const bundles = new Map<string | undefined, Promise<Bundle>>();
const MOST_BUNDLES = 3;

function bundleOf(model: string | undefined): Promise<Bundle> {
  const bundle = bundles.get(model) ?? openBundle(model);
  bundles.delete(model);
  bundles.set(model, bundle);
  bundle.catch(() => bundles.delete(model));
  if (bundles.size > MOST_BUNDLES) bundles.delete(bundles.keys().next().value);
  return bundle;
}

async function planned({ model, prompts, input, picture }: PlanQuestion): Promise<Planned> {
  const notes: string[] = [];
  const log = (line: string) => void notes.push(line);
  const hand = input.layout === undefined ? undefined : await openLayout(input.layout);
  const settings = settingsOf({ ...withLayout(input, hand?.layout), ...picture && { from: PICTURE } });
  await loadWords(wordsOf(settings));
  const letters = asksForLetters(settings) ? await openLetterer(settings, log) : undefined;
  if (letters !== undefined && asksForLettersOnly(settings)) return { jobs: prompts.map(letters), notes };
  const { tokenizer, album, thesaurus, manifest } = await bundleOf(model);
  const plan = planOf(settings, tokenizer);
  const given = picture && await sketchesOf(picture, PICTURE, plan.styles, log);
  const planning = {
    ...{ settings, plan, vocabulary: { labels: album.labels, thesaurus } },
    ...letters && { letters },
    ...hand && { hand: { ...hand, album } },
  };
  const jobs: Drawable[] = [];
  for (const prompt of prompts) jobs.push(...await jobsOf(prompt, planning));
  return {
    ...{ jobs, plan, notes, model: manifest.files["model.onnx"].sha256 },
    ...given && { given },
  };
}

async function found({ text, fonts }: LabelsQuestion): Promise<LabelsResult> {
  if (fonts) return await labels({ fonts, text });
  const { album, thesaurus } = await bundleOf(undefined);
  return findLabels(text.trim().toLowerCase(), { labels: album.labels, thesaurus });
}

answerMany<null, DeskQuestion, never, DeskAnswer>(async () => {
  await bundleOf(undefined);
  return async (question) => {
    switch (question.kind) {
      case "plan":
        return { kind: "plan", planned: await planned(question) };
      case "image": {
        const { picture, settings } = question;
        return { kind: "image", drawing: await image({ ...settings, picture, name: PICTURE }) };
      }
      case "render":
        return { kind: "render", content: await renderAll(question.format, question.arts) };
      case "labels":
        return { kind: "labels", found: await found(question) };
    }
  };
});

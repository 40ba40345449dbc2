/** The draft model of a model of drawings, which guesses ahead so that drawing takes half the time. */
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { checkTarget } from "../bundle/folder.ts";
import type { Fields, Given } from "../base/fields.ts";
import { initBackend } from "../engine/backend.ts";
import { packDraft } from "../tasks/art/draft/draft.ts";
import { drawExamples } from "../tasks/art/draft/examples.ts";
import { learnDraft } from "../tasks/art/draft/learn.ts";
import { readBundle } from "../tasks/art/bundle/read.ts";
import { rewriteBundle } from "../tasks/art/bundle/write.ts";
import { openSession } from "../tasks/art/draw/session.ts";

export const DRAFT_FIELDS = {
  out: {
    type: "text",
    value: "folder",
    short: "o",
    text: "model folder to write",
    usual: "the model itself",
  },
  drawings: { type: "integer", least: 1, most: 20_000, fallback: 1500, text: "drawings to learn from" },
  epochs: {
    type: "integer",
    least: 1,
    most: 1000,
    fallback: 8,
    text: "times that each of their cells is seen",
  },
  seed: { type: "integer", least: 0, most: 2 ** 32 - 1, fallback: 1, text: "of drawings and weights" },
} as const satisfies Fields;

/** Whose draft model is to be learned, and how. */
export type DraftInput = Given<typeof DRAFT_FIELDS> & { model: string };

export interface DraftResult {
  /** Bytes of draft.bin. */
  size: number;
  /** Cells that it has learned from. */
  cells: number;
  /** Mean loss of the last steps in nats. */
  loss: number;
}

/** Writes a model of drawings anew with a draft model that has learned from its drawings. */
export async function learnDraftModel(input: DraftInput, context: Context): Promise<DraftResult> {
  const { out = input.model, drawings, epochs, seed } = checked(DRAFT_FIELDS, input);
  const { signal, progress, log } = context;
  const bundle = await readBundle(input.model);
  // Before all the work rather than behind it.
  await checkTarget(out);
  const { ports, album: { labels, pictures } } = bundle;
  const session = await openSession(bundle);
  const examples = await drawExamples(
    session,
    { labels, styles: Object.keys(pictures) },
    { drawings, seed },
    (count) => {
      signal.throwIfAborted();
      progress("draws", count, drawings);
    },
  ).finally(() => session.close());
  const { name, blas } = await initBackend("auto", { blasThreads: 1 });
  log(`backend ${name}, BLAS ${blas ?? "none"}; ${examples.count} cells of ${drawings} drawings`);
  let last = 0;
  const weights = await learnDraft(ports, examples, { epochs, seed }, (step, steps, loss) => {
    last = loss;
    progress("learns", step, steps, `${loss.toFixed(3)} nats`);
  }, signal);
  const draft = packDraft(weights);
  const learned = { cells: examples.count, drawings, epochs, seed, loss: Number(last.toFixed(4)) };
  await rewriteBundle(bundle, out, { draft, training: { ...bundle.manifest.training, draft: learned } });
  return { size: draft.length, cells: examples.count, loss: last };
}

import { loadNetwork, loadSession, type Session } from "../../../inference/session.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import { openSketchBook, type SketchBook } from "../album/book.ts";
import type { Bundle } from "../bundle/read.ts";
import type { ModelConfig } from "../config.ts";
import { type Draft, openDraft } from "../draft/draft.ts";
import { type FeatureLayout, featureLayout } from "../sequence/features.ts";

/** A model of drawings, ready to run. */
export interface ModelSession extends Session {
  readonly tokenizer: GridTokenizer;
  readonly config: ModelConfig;
  readonly layout: FeatureLayout;
  /** The pictures that it remembers. */
  readonly book: SketchBook;
  /** Guesses ahead, where there is one. */
  readonly draft?: Draft;
}

/** Loads a verified bundle into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function openSession(bundle: Bundle): Promise<ModelSession> {
  const { path, tokenizer, config, album, ports, draft } = bundle;
  const [session, decoder] = await Promise.all([
    loadSession(bundle),
    loadNetwork(path, "sketches.onnx", bundle.decoder),
  ]);
  return {
    ...session,
    ...{ tokenizer, config, layout: featureLayout(tokenizer, config), book: openSketchBook(album, decoder) },
    ...draft && { draft: openDraft(draft, ports) },
    close: async () => {
      await session.close();
      decoder.close();
    },
  };
}

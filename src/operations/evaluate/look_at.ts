import type { DatabaseSync } from "node:sqlite";
import type { Context } from "../../base/context.ts";
import { type About, aboutOf } from "../../evaluation/about.ts";
import type { Bundle } from "../../tasks/art/bundle/read.ts";

/** Looks at what is judged. Warns of a corpus that the model was not trained on. */
export function lookAt(bundle: Bundle, db: DatabaseSync, data: string, { log }: Context): About {
  const about = aboutOf(bundle, db);
  if (!about.corpus.trainedOn) {
    log(`eval: ${data} is not the corpus that ${bundle.path} was trained on: unseen may mean seen`);
  }
  log(`eval: reading ${data}`);
  return about;
}

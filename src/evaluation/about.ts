import type { DatabaseSync } from "node:sqlite";
import { corpusDigest } from "../data/store/store.ts";
import type { Bundle } from "../tasks/art/bundle/read.ts";

/** What is judged, and by which corpus. */
export interface About {
  model: { path: string; created: string; training: unknown; sha256: string };
  corpus: {
    digest: string;
    /** Whether the model learned from it: else what counts as unseen may have been seen. */
    trainedOn: boolean;
  };
}

/** Looks at a model and an open corpus. */
export function aboutOf({ path, manifest }: Pick<Bundle, "path" | "manifest">, db: DatabaseSync): About {
  const digest = corpusDigest(db);
  const { created, training, files, corpus } = manifest;
  const { sha256 } = files["model.onnx"];
  return {
    model: { path, created, training, sha256 },
    corpus: { digest, trainedOn: digest === corpus },
  };
}

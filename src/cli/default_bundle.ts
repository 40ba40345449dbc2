import { join } from "node:path";

/** Folder of the built-in model: in the source tree, or at the same place inside a compiled binary. */
export function defaultBundle(): string {
  return join(import.meta.dirname!, "..", "..", "weights", "default");
}

/** Something is not as it must be: told in a line, the rest is in the log. */
export class StageError extends Error {
  override readonly name = "StageError";
}

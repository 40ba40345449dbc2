import { UserError } from "../../base/errors.ts";
import type { JobError } from "./queue.ts";

/** What is told of an error: what is none for a person is told with where it was. */
export function faultOf(error: unknown): JobError {
  if (error instanceof UserError) return { kind: error.kind, message: error.message };
  const text = error instanceof Error ? error.stack ?? error.message : String(error);
  return { kind: "internal", message: text.split("\n").slice(0, 6).join("\n") };
}

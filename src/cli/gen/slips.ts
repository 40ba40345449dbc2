import { UserError } from "../../base/errors.ts";
import type { Vocabulary } from "../../words/resolve.ts";
import { nearestCommand } from "../command_names.ts";

/** Throws a UserError of kind "input" for a prompt that looks like a mistyped command and is no word that is known. */
export async function refuseSlip(prompt: string, vocabulary: Vocabulary): Promise<void> {
  const command = nearestCommand(prompt);
  if (command === undefined) return;
  const { isResolved, resolvePrompt } = await import("../../words/resolve.ts");
  const result = resolvePrompt(prompt, vocabulary);
  if (isResolved(result) && result.why !== "spelling") return;
  const known = isResolved(result) ? `draw "${result.drawn}" by its name, or ` : "";
  throw new UserError("input", `"${prompt}" is unknown: ${known}did you mean "ascii-gen ${command}"?`);
}

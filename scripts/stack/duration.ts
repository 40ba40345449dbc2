/** Times as compose writes them. */
import { UserError } from "../../src/base/errors.ts";

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a time such as 500ms, 30s or 1m30s. Throws a UserError of kind "usage" for what is none. */
export function parseDuration(text: string): number {
  const parts = Array.from(text.matchAll(/(\d+)(ms|s|m|h)/g));
  if (parts.length === 0 || parts.map(([part]) => part).join("") !== text) {
    throw new UserError("usage", `compose.yaml: ${JSON.stringify(text)} is no time such as 30s`);
  }
  return parts.reduce((sum, [, count, unit = ""]) => sum + Number(count) * UNITS[unit]!, 0);
}

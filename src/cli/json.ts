import type { Fields } from "../base/fields.ts";
import { writeOut } from "./terminal.ts";

/** The flag of commands that can print JSON. */
export const JSON_FIELD = { json: { type: "switch", text: "as JSON" } } as const satisfies Fields;

/** Those of commands that work for a while and then tell one result. */
export const RESULT_FIELDS = {
  json: { ...JSON_FIELD.json, text: "print one JSON object" },
  quiet: { type: "switch", short: "q", text: "no progress on standard error" },
} as const satisfies Fields;

/** Writes a value to standard output as JSON for programs and people. */
export function writeJson(value: unknown): void {
  writeOut(JSON.stringify(value, null, 2) + "\n");
}

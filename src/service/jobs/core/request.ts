/** Requests, checked and filled. */
import { createHash } from "node:crypto";
import { faultOf, quoted } from "../../../base/check.ts";
import { UserError } from "../../../base/errors.ts";
import type { NumberField } from "../../../base/fields.ts";
import type { Json } from "../../../base/json.ts";
import type { JobRequest } from "../queue.ts";
import { newId } from "../ids.ts";
import type { Asked } from "./stored.ts";

const MAX_NAME = 200;

const NUMBERS: Readonly<Record<"priority" | "attempts" | "timeout" | "keep", NumberField>> = {
  priority: { type: "integer", least: 0, most: 9, text: "higher ones are done first" },
  attempts: { type: "integer", least: 1, most: 1000, text: "times it is tried at most" },
  timeout: { type: "number", above: 0, most: 1e6, text: "seconds that one try may take" },
  keep: { type: "number", least: 0, most: 1e10, text: "seconds that it is kept after its end" },
};

/** Throws a UserError of kind "usage" for values that no job can have. */
export function askedOf(request: JobRequest, now: number): Asked {
  const { operation, input, key, priority = 4, attempts = 3, timeout, keep } = request;
  checkName("operation", operation);
  if (key !== undefined) checkName("key", key);
  checkNumber("priority", priority);
  checkNumber("attempts", attempts);
  checkNumber("timeout", timeout);
  checkNumber("keep", keep);
  const limits = { ...timeout !== undefined && { timeout }, ...keep !== undefined && { keep } };
  const all = { operation, input, priority, attempts, ...limits };
  return {
    ...{ ...all, id: newId(), created: now, fingerprint: digest(all) },
    ...key !== undefined && { key },
  };
}

/** Throws a UserError of kind "usage" where a key that is known stands for something else. */
export function checkSame(known: Asked, asked: Asked): void {
  if (known.fingerprint === asked.fingerprint) return;
  throw new UserError(
    "usage",
    `key ${
      quoted(asked.key ?? "")
    } stands for job ${known.id}, which was asked for otherwise; take a new key`,
  );
}

function checkNumber(name: keyof typeof NUMBERS, value: number | undefined): void {
  const fault = value === undefined ? undefined : faultOf(NUMBERS[name], value);
  if (fault !== undefined) throw new UserError("usage", `${name} ${value} is not ${fault}`);
}

function checkName(what: string, name: string): void {
  // deno-lint-ignore no-control-regex -- they are what is looked for
  if (name !== "" && name.length <= MAX_NAME && !/[\x00-\x1f\x7f]/.test(name)) return;
  throw new UserError("usage", `${what} ${quoted(name)} is not 1 to ${MAX_NAME} plain characters`);
}

/** SHA-256 of a value's JSON with the names of objects in order. */
function digest(value: Json): string {
  return createHash("sha256").update(JSON.stringify(value, (_, each) => sorted(each))).digest("hex");
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}

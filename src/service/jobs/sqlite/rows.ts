/** Jobs as rows. */
import type { SQLInputValue, SQLOutputValue } from "node:sqlite";
import type { Json } from "../../../base/json.ts";
import { isProgress } from "../core/steps.ts";
import { type Asked, expiryOf, type Standing, type StoredJob } from "../core/stored.ts";
import { JOB_STATES, type JobError, type JobEvent } from "../queue.ts";

export type Row = Record<string, SQLOutputValue>;
export type Values = Record<string, SQLInputValue>;

export function valuesOfAsked({ input, ...asked }: Asked): Values {
  return { timeout: null, keep: null, key: null, ...asked, input: JSON.stringify(input) };
}

export function valuesOfStanding(asked: Asked, standing: Standing): Values {
  const { cancelling, progress, error, result, ...rest } = standing;
  return {
    ...{ lease: null, started: null, ended: null, heartbeat: null, worker: null, ...rest },
    cancelling: cancelling ? 1 : null,
    progress: jsonOrNull(progress),
    error: jsonOrNull(error),
    result: jsonOrNull(result),
    expires: expiryOf(asked, standing) ?? null,
  };
}

const jsonOrNull = (value: unknown) => value === undefined ? null : JSON.stringify(value);

export function jobOfRow(row: Row): StoredJob {
  const asked: Asked = {
    ...{ id: text(row, "id"), operation: text(row, "operation"), input: json(row, "input") ?? null },
    ...{ priority: number(row, "priority"), attempts: number(row, "attempts") },
    ...{ fingerprint: text(row, "fingerprint"), created: number(row, "created") },
    ...row.timeout !== null && { timeout: number(row, "timeout") },
    ...row.keep !== null && { keep: number(row, "keep") },
    ...row.key !== null && { key: text(row, "key") },
  };
  const state = JOB_STATES.find((name) => name === row.state);
  if (state === undefined) throw wrong("state", row.state);
  const [progress, error, result] = [json(row, "progress"), errorOf(json(row, "error")), json(row, "result")];
  return {
    asked,
    standing: {
      ...{ state, attempt: number(row, "attempt"), token: number(row, "token"), due: number(row, "due") },
      ...{ round: number(row, "round"), events: number(row, "events") },
      ...row.lease !== null && { lease: number(row, "lease") },
      ...row.started !== null && { started: number(row, "started") },
      ...row.ended !== null && { ended: number(row, "ended") },
      ...row.heartbeat !== null && { heartbeat: number(row, "heartbeat") },
      ...row.cancelling === 1 && { cancelling: true },
      ...isProgress(progress) && { progress },
      ...error && { error },
      ...result !== undefined && { result },
      ...row.worker !== null && { worker: text(row, "worker") },
    },
  };
}

const EVENT_TYPES: readonly JobEvent["type"][] = ["state", "progress", "log", "metrics"];

export function eventOfRow(row: Row): JobEvent {
  const type = EVENT_TYPES.find((name) => name === row.type);
  if (type === undefined) throw wrong("type", row.type);
  const time = new Date(number(row, "time")).toISOString();
  return { number: number(row, "number"), time, type, data: json(row, "data") ?? null };
}

export function text(row: Row, name: string): string {
  const value = row[name];
  if (typeof value !== "string") throw wrong(name, value);
  return value;
}

export function number(row: Row, name: string): number {
  const value = row[name];
  if (typeof value !== "number") throw wrong(name, value);
  return value;
}

function json(row: Row, name: string): Json | undefined {
  return row[name] === null ? undefined : JSON.parse(text(row, name));
}

function errorOf(value: Json | undefined): JobError | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { kind, message } = value;
  return typeof kind === "string" && typeof message === "string" ? { kind, message } : undefined;
}

function wrong(name: string, value: unknown): Error {
  return new Error(`a row of the queue has ${String(value)} as ${name}`);
}

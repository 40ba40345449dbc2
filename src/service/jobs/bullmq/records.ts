/** Jobs and events as Redis keeps them: JSON that only this program writes. */
import type { JobEvent } from "../queue.ts";
import type { Told } from "../core/steps.ts";
import type { Asked, Standing, StoredJob } from "../core/stored.ts";

/** A job as it was read. */
export interface Read {
  job: StoredJob;
  version: string;
  stamps: string;
}

/** [asked, standing, version, stamps] as a script gives them. */
export function recordOf(answer: unknown): Read | undefined {
  const [asked, standing, version, stamps] = list(answer);
  if (typeof asked !== "string" || typeof standing !== "string") return undefined;
  const [read, stands]: [Asked, Standing] = [JSON.parse(asked), JSON.parse(standing)];
  return { job: { asked: read, standing: stands }, version: String(version), stamps: String(stamps) };
}

export const eventText = ({ type, data }: Told, time: number): string => JSON.stringify({ time, type, data });

/** Events from a number on. */
export function eventsOf(answer: unknown, first: number): JobEvent[] {
  return list(answer).map((text, i) => {
    const { time, type, data }: { time: number } & Told = JSON.parse(String(text));
    return { number: first + i, time: new Date(time).toISOString(), type, data };
  });
}

export function list(answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer;
  throw new Error(`Redis answered ${Deno.inspect(answer)}, not a list`);
}

/** Pictures and what a model takes them for. */
import { forward } from "../../inference/forward.ts";
import { loadSession, type Session } from "../../inference/session.ts";
import type { LabelBundle } from "./bundle.ts";
import { type LabelModel, pictureState } from "./model.ts";
import { placesOf } from "./task.ts";

/** A model that labels pictures, ready to run. */
export interface LabelSession extends Session {
  readonly labels: LabelModel;
}

/** Loads a verified bundle into onnxruntime, on one thread. Throws a UserError of kind "model" if it cannot. */
export async function openLabelSession(bundle: LabelBundle): Promise<LabelSession> {
  return { ...await loadSession(bundle), labels: bundle.labels };
}

/** Pictures that are looked at side by side: more would hold more in memory and go no faster. */
const ROWS = 16;

/**
 * The log-probability of each class (nats), for each picture in turn: pixels are [side, side, channels] of the model, 0 to 255.
 * `seen` is told how many are done, and may throw to end it.
 */
export async function classify(
  session: LabelSession,
  pictures: readonly Uint8Array[],
  seen?: (done: number) => void | Promise<void>,
): Promise<Float64Array[]> {
  const { labels, ports } = session;
  const tokens = placesOf(labels), results: Float64Array[] = [];
  for (let start = 0; start < pictures.length; start += ROWS) {
    const rows = pictures.slice(start, start + ROWS)
      .map((pixels) => ({ tokens, state: pictureState(labels, ports, pixels) }));
    for (const logits of await forward(session, rows, false)) {
      results.push(logProbabilities(logits.subarray(-ports.vocabulary)));
    }
    await seen?.(results.length);
  }
  return results;
}

function logProbabilities(logits: Float32Array): Float64Array {
  const most = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const sum = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
  return Float64Array.from(logits, (logit) => logit - most - Math.log(sum));
}

/** The number of the likeliest class. */
export const likeliest = (logs: Float64Array): number =>
  logs.reduce((best, log, number) => log > logs[best]! ? number : best, 0);

/** What a draft model learns from: what the hand itself has put in cells. */
import { random } from "../../../base/random.ts";
import { decode } from "../../../inference/decode.ts";
import { DEFAULT_LINES, DEFAULT_WIDTH } from "../draw/defaults.ts";
import { chooseSketches } from "../draw/generate.ts";
import { drawingRow, type GenerateRequest, prepare } from "../draw/row.ts";
import { samplingOf } from "../draw/sampling.ts";
import type { ModelSession } from "../draw/session.ts";
import { beginDrawing } from "../sequence/sequence.ts";

/** Positions of drawings, and the token that the hand chose at each. */
export interface DraftExamples {
  count: number;
  /** [count, features] */
  indices: Int32Array<ArrayBuffer>;
  /** [count, field] */
  field: Float32Array<ArrayBuffer>;
  /** [count] */
  targets: Int32Array<ArrayBuffer>;
}

/** Columns and lines at most; of the usual size, the first, are more than half of all drawings. */
const SIZES = [[DEFAULT_WIDTH, DEFAULT_LINES], [24, 10], [60, 30], [76, 23], [16, 8]] as const;
/** Drawings that are made side by side. */
const TOGETHER = 16;
/** Stream of random numbers. */
const STREAM = 6;

/** Drawings of words at random, most in the first style and of the usual size. `drawn` is told after each few how many there are. */
export async function drawExamples(
  session: ModelSession,
  { labels, styles }: { labels: readonly string[]; styles: readonly string[] },
  { drawings, seed }: { drawings: number; seed: number },
  drawn: (count: number) => void,
): Promise<DraftExamples> {
  const { tokenizer: { data: { maxWidth, maxHeight } }, ports } = session;
  const { int } = random(seed, STREAM);
  /** The first one in half of the cases, else any of them. */
  const oneOf = <T>(all: readonly T[]): T => all[int(2) * int(all.length)]!;
  const requests = Array.from({ length: drawings }, (): GenerateRequest => {
    const [width, maxLines] = oneOf(SIZES);
    return {
      ...{ prompt: labels[int(labels.length)]!, style: oneOf(styles), seed: 1 + int(8) },
      ...{ width: Math.min(width, maxWidth), maxLines: Math.min(maxLines, maxHeight) },
      ...samplingOf({}),
    };
  });
  const parts: Pick<DraftExamples, "indices" | "field" | "targets">[] = [];
  for (let i = 0; i < requests.length; i += TOGETHER) {
    parts.push(...await drawTogether(session, requests.slice(i, i + TOGETHER)));
    drawn(Math.min(requests.length, i + TOGETHER));
  }
  const count = parts.reduce((sum, { targets }) => sum + targets.length, 0);
  const all: DraftExamples = {
    count,
    indices: new Int32Array(count * ports.features),
    field: new Float32Array(count * ports.field),
    targets: new Int32Array(count),
  };
  let at = 0;
  // Each part is let go when it has been copied.
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    const { indices, field, targets } = part;
    all.indices.set(indices, at * ports.features);
    all.field.set(field, at * ports.field);
    all.targets.set(targets, at);
    at += targets.length;
  }
  return all;
}

async function drawTogether(session: ModelSession, requests: readonly GenerateRequest[]) {
  const { tokenizer: { eos }, ports: { features, field: values } } = session;
  const sketches = chooseSketches(session, requests);
  const chosen = requests.map((): number[] => []);
  await decode(
    session,
    requests.map((request, i) => {
      const { sequences, next } = drawingRow(session, request, sketches[i]!, 0, () => {});
      return {
        sequences,
        next(logits) {
          const token = next(logits);
          chosen[i]!.push(token ?? eos);
          return token;
        },
      };
    }),
  );
  return requests.map((request, i) => {
    const { bits: sketch, aspect } = sketches[i]!, targets = Int32Array.from(chosen[i]!);
    const { prefix, state } = beginDrawing(session, { ...prepare(session, request), sketch, aspect });
    const indices = new Int32Array(targets.length * features);
    const field = new Float32Array(targets.length * values);
    // What was put down at the end of the prefix or behind it is a target, and what led there goes in.
    prefix.slice(0, -1).forEach((token) => state.advance(token, indices, 0, field, 0));
    [prefix.at(-1)!, ...targets.slice(0, -1)].forEach((token, t) => {
      state.advance(token, indices, t * features, field, t * values);
    });
    return { indices, field, targets };
  });
}

import assert from "node:assert/strict";
import { random } from "../../../src/base/random.ts";
import type { Scored } from "../../../src/evaluation/text/figures.ts";
import { openTally } from "../../../src/evaluation/text/tally.ts";
import { bootstrapError } from "../../../src/evaluation/statistics.ts";

const token = (place: number, how: Partial<Scored> = {}): Scored => ({
  ...{ id: 1, bytes: 1, nats: Math.LN2, rank: 0, confidence: 0.75, place, unknown: false },
  ...how,
});

const close = (value: number | null, expected: number) =>
  assert.ok(value !== null && Math.abs(value - expected) < 1e-9, `${value}, ${expected}`);

Deno.test("places, ranges of confidence and the calibration error are as counted by hand", () => {
  const tally = openTally();
  tally.add([
    token(0, { nats: 3 * Math.LN2, rank: 7, confidence: 0.25 }),
    token(1, { rank: 2, confidence: 0.95 }),
    token(2, { confidence: 0.95 }),
    token(3, { bytes: 3, nats: 2 * Math.LN2, confidence: 1 }),
  ]);
  tally.endDocument();
  const { byPlace, calibration, errors } = tally.told();
  assert.deepEqual(byPlace.map(({ from, to, tokens, accuracy }) => [from, to, tokens, accuracy]), [
    ...[[0, 0, 1, 0], [1, 1, 1, 0], [2, 3, 2, 1]],
  ]);
  close(byPlace[0]!.bitsPerToken, 3);
  close(byPlace[2]!.bitsPerToken, 1.5);
  close(byPlace[2]!.bitsPerByte, 0.75);
  assert.deepEqual(calibration.bins.map(({ from, to, tokens }) => [from, to, tokens]), [[0.2, 0.3, 1], [
    0.9,
    1,
    3,
  ]]);
  close(calibration.bins[1]!.confidence, 2.9 / 3);
  close(calibration.bins[1]!.accuracy, 2 / 3);
  // One token that is 0.25 off, three that are 0.3 off.
  close(calibration.expectedError, (0.25 + 3 * 0.3) / 4);
  // There is only one stretch.
  assert.deepEqual([errors.units, errors.by, errors.bitsPerByte, calibration.error], [
    1,
    "stretches",
    null,
    null,
  ]);
});

Deno.test("errors are over documents where there are many, as drawing them again gives them", () => {
  const { next } = random(3);
  const tally = openTally(), documents: number[][] = [];
  for (let number = 0; number < 60; number++) {
    const hard = 1 + next();
    const tokens = Array.from({ length: 20 + Math.floor(next() * 200) }, (_, place) => {
      const right = next() < 0.5;
      return token(place, {
        nats: hard * next(),
        bytes: 1 + place % 3,
        rank: right ? 0 : 9,
        confidence: next(),
      });
    });
    for (let at = 0; at < tokens.length; at += 50) tally.add(tokens.slice(at, at + 50));
    tally.endDocument();
    const sum = (of: (token: Scored) => number) => tokens.reduce((all, each) => all + of(each), 0);
    documents.push([sum(({ nats }) => nats / Math.LN2), sum(({ bytes }) => bytes), tokens.length]);
  }
  const { errors, calibration } = tally.told();
  assert.deepEqual([errors.units, errors.by], [60, "documents"]);
  const drawn = (over: number, by: number) =>
    bootstrapError(documents, (sums) => sums[over]! / sums[by]!, random(1), 2000);
  for (
    const [told, expected] of [[errors.bitsPerByte, drawn(0, 1)], [errors.bitsPerToken, drawn(0, 2)]] as const
  ) {
    assert.ok(Math.abs(told! / expected - 1) < 0.1, `${told} and ${expected}`);
  }
  assert.ok(calibration.error! > 0 && calibration.error! < calibration.expectedError);
});

Deno.test("of few documents errors are over stretches, of which there are never too many", () => {
  const tally = openTally();
  for (let at = 0; at < 30; at++) tally.add(Array.from({ length: 1000 }, (_, i) => token(1000 * at + i)));
  tally.endDocument();
  assert.deepEqual([tally.told().errors.units, tally.told().errors.by], [30, "stretches"]);
  assert.ok(tally.told().errors.bitsPerByte! < 1e-12);
  const long = openTally();
  for (let at = 0; at < 5000; at++) long.add([token(at, { bytes: 1000 })]);
  long.endDocument();
  const { errors, byPlace } = long.told();
  assert.ok(errors.units > 2000 && errors.units <= 4096, `${errors.units}`);
  assert.equal(byPlace.reduce((sum, { tokens }) => sum + tokens, 0), 5000);
});

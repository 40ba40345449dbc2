import assert from "node:assert/strict";
import fc from "fast-check";
import { random } from "../../../src/base/random.ts";
import { type Ladder, next, rungOf, rungsOf, type Turn } from "../../../src/experiment/sweep/schedule.ts";

interface Simulated extends Turn {
  reached: { rung: number; steps: number; minutes: number; value: number }[];
}

interface World {
  count: number;
  parallel: number;
  seed: number;
  /** How good a trial is at a rung; NaN for one that fails. */
  valueOf(trial: number, rung: number): number;
  /** Asked before each turn: whether all that is at work is broken off. */
  breaks?(): boolean;
}

/** Lets a schedule go on until it is done; what is at work ends in random order. Gives the trials and the shares spent. */
function simulate({ count, parallel, seed, valueOf, breaks = () => false }: World, ladder: Ladder) {
  const trials: Simulated[] = Array.from({ length: count }, () => ({ reached: [], isRunning: false }));
  const rng = random(seed), order: string[] = [];
  let spent = 0;
  for (let turn = 0; turn < 100 * count; turn++) {
    if (breaks()) { for (const trial of trials) trial.isRunning = false; }
    const running = trials.filter(({ isRunning }) => isRunning);
    const job = running.length < parallel ? next(trials, ladder) : "wait";
    if (job === "done") return { trials, spent, order };
    if (job === "wait") {
      assert.ok(running.length > 0, "there is something to wait for");
      const trial = running[rng.int(running.length)]!, number = trials.indexOf(trial), rung = trial.target!;
      const value = valueOf(number, rung);
      trial.isRunning = false;
      spent += ladder.rungs[rung]! - (ladder.rungs[rung - 1] ?? 0);
      if (Number.isNaN(value)) trial.failed = "it failed";
      else trial.reached.push({ rung, steps: 1, minutes: 1, value });
      continue;
    }
    order.push(`${job.trial}@${job.rung}`);
    const trial = trials[job.trial]!;
    assert.ok(!trial.isRunning && trial.failed === undefined, "only what is free is begun");
    assert.ok(job.rung === rungOf(trial) + 1, "no rung is left out or taken twice");
    Object.assign(trial, { target: job.rung, isRunning: true });
  }
  throw new Error("it goes on for ever");
}

const ladderOf = (method: "grid" | "asha", count: number, reduction = 4): Ladder => ({
  ...{ rungs: rungsOf(method, count, { reduction }), reduction, goal: "lowest" },
});

Deno.test("rungs grow by the reduction up to the whole budget, as many as the trials are enough for", () => {
  assert.deepEqual(rungsOf("grid", 99, { reduction: 4 }), [1]);
  assert.deepEqual(rungsOf("asha", 16, { reduction: 4 }), [1 / 16, 1 / 4, 1]);
  assert.deepEqual(rungsOf("asha", 27, { reduction: 3 }), [1 / 27, 1 / 9, 1 / 3, 1]);
  assert.deepEqual(rungsOf("asha", 3, { reduction: 4 }), [1 / 4, 1]);
  assert.deepEqual(rungsOf("asha", 100, { reduction: 2, rungs: 2 }), [1 / 2, 1]);
});

Deno.test("a grid takes each trial once, in order", () => {
  const { trials, order, spent } = simulate(
    { count: 5, parallel: 1, seed: 1, valueOf: (trial) => trial },
    ladderOf("grid", 5),
  );
  assert.deepEqual(order, ["0@0", "1@0", "2@0", "3@0", "4@0"]);
  assert.ok(trials.every((trial) => rungOf(trial) === 0));
  assert.equal(spent, 5);
});

Deno.test("asha leads the best of 16 to the whole budget in less than half of the grid's time, whatever the order", () => {
  fc.assert(fc.property(
    fc.shuffledSubarray(Array.from({ length: 16 }, (_, i) => i), { minLength: 16 }),
    fc.integer({ min: 1, max: 4 }),
    fc.nat(),
    (ranks, parallel, seed) => {
      const { trials, spent } = simulate(
        { count: 16, parallel, seed, valueOf: (trial, rung) => ranks[trial]! - rung / 10 },
        ladderOf("asha", 16),
      );
      const best = trials[ranks.indexOf(0)]!;
      assert.equal(rungOf(best), 2);
      assert.ok(trials.every((trial) => rungOf(trial) >= 0));
      assert.ok(spent < 8, `${spent} whole budgets`);
    },
  ));
});

Deno.test("failures and breaks lose nothing that was reached, and all comes to an end", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 2, max: 5 }),
    fc.nat(),
    (count, parallel, reduction, seed) => {
      const rng = random(seed, 1);
      let breaks = 20;
      const fails = Array.from({ length: count }, () => rng.int(4) === 0);
      const { trials } = simulate({
        ...{ count, parallel, seed },
        valueOf: (trial, rung) => fails[trial] && rung === trial % 2 ? NaN : rng.next(),
        breaks: () => rng.int(8) === 0 && breaks-- > 0,
      }, ladderOf("asha", count, reduction));
      for (const trial of trials) assert.ok(trial.failed !== undefined || rungOf(trial) === trial.target);
      const top = ladderOf("asha", count, reduction).rungs.length - 1;
      const sound = trials.filter(({ failed }) => failed === undefined);
      if (sound.length > 0) {
        assert.ok(sound.some((trial) => rungOf(trial) === top), "one has the whole budget");
      }
    },
  ));
});

Deno.test("with the goal highest the largest value goes on", () => {
  const ladder: Ladder = { ...ladderOf("asha", 16), goal: "highest" };
  const { trials } = simulate({ count: 16, parallel: 1, seed: 1, valueOf: (trial) => trial }, ladder);
  assert.equal(rungOf(trials[15]!), 2);
});

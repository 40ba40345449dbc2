import assert from "node:assert/strict";
import fc from "fast-check";
import { openTurns } from "../../../src/service/threads/turns.ts";

Deno.test("openTurns() lets a client who comes late go before another's hundredth", () => {
  const turns = openTurns<string>(100);
  for (let i = 0; i < 100; i++) turns.add("greedy", `greedy ${i}`);
  assert.deepEqual([turns.take(), turns.take()], ["greedy 0", "greedy 1"]);
  turns.add("late", "late 0");
  turns.add("late", "late 1");
  assert.deepEqual([turns.take(), turns.take(), turns.take()], ["late 0", "late 1", "greedy 2"]);
});

Deno.test("openTurns() gives none of a client that has its share at work, until one is done", () => {
  const turns = openTurns<number>(2);
  for (let i = 0; i < 3; i++) turns.add("a", i);
  assert.deepEqual([turns.take(), turns.take(), turns.take()], [0, 1, undefined]);
  turns.done("a");
  assert.equal(turns.take(), 2);
});

Deno.test("openTurns() loses nothing, keeps each client's order, and lets none have more turns than another that waits", () => {
  const what = fc.oneof(
    fc.record({ add: fc.constantFrom("a", "b", "c") }),
    fc.constant("take" as const),
    fc.constant("done" as const),
  );
  fc.assert(
    fc.property(fc.array(what, { maxLength: 200 }), fc.integer({ min: 1, max: 9 }), (whats, share) => {
      const turns = openTurns<string>(share);
      const waiting: string[] = [], atWork: string[] = [];
      const of = (list: string[], client: string) => list.filter((item) => item[0] === client);
      for (const [i, what] of whats.entries()) {
        if (what === "take") {
          const taken = turns.take();
          const may = ["a", "b", "c"].filter((client) =>
            of(waiting, client).length > 0 && of(atWork, client).length < share
          );
          assert.equal(taken !== undefined, may.length > 0);
          if (taken === undefined) continue;
          assert.equal(taken, of(waiting, taken[0]!)[0]);
          assert.ok(may.every((client) => of(atWork, client).length >= of(atWork, taken[0]!).length));
          waiting.splice(waiting.indexOf(taken), 1);
          atWork.push(taken);
        } else if (what === "done") {
          const done = atWork.shift();
          if (done !== undefined) turns.done(done[0]!);
        } else {
          waiting.push(`${what.add}${i}`);
          turns.add(what.add, `${what.add}${i}`);
        }
        assert.equal(turns.waiting, waiting.length);
      }
      assert.deepEqual(turns.clear().sort(), waiting.sort());
      assert.equal(turns.waiting, 0);
    }),
  );
});

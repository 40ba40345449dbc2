import assert from "node:assert/strict";
import { join } from "node:path";
import type { JobEvent } from "../../../src/service/jobs/queue.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { type Step, trialsAfter } from "../../../src/service/sweeps/journal.ts";
import { isCalledOff, SWEEP } from "../../../src/service/sweeps/sweep.ts";
import { inEmptyFolder } from "../../e2e/binary.ts";

type Told = Pick<JobEvent, "type" | "data">;
const did = (step: Step): Told => ({ type: "log", data: { line: "as a person reads it", step } });
const state = (state: string): Told => ({ type: "state", data: { state } });
const at = { trial: 0, rung: 0 };

Deno.test("what ended with its sweep goes on when that is tried again; what failed only where all did", () => {
  const begun = [state("queued"), state("running"), did({ did: "begin", ...at })];
  const asked = [...begun, did({ did: "ask", ...at, job: "a" })];
  assert.deepEqual(trialsAfter(2, begun).map(({ isOpen, job }) => [isOpen, job]), [
    [true, undefined],
    [false, undefined],
  ]);
  const cancelled = [...asked, state("cancelled")];
  assert.deepEqual(trialsAfter(1, cancelled)[0], {
    ...{ reached: [], isOpen: true, isAgain: true, target: 0, job: "a" },
  });
  const again = [...cancelled, state("queued"), state("running"), did({ did: "ask", ...at, job: "a" })];
  assert.equal(trialsAfter(1, again)[0]!.isAgain, false);
  const failed = [...again, did({ did: "fail", ...at, why: "no memory" })];
  assert.deepEqual(trialsAfter(1, failed)[0], {
    ...{ reached: [], isOpen: false, isAgain: false, target: 0, job: "a", failed: "no memory" },
  });
  assert.equal(trialsAfter(1, [...failed, state("failed")])[0]!.failed, "no memory");
  assert.deepEqual(trialsAfter(1, [...failed, state("failed"), state("queued")])[0], {
    ...{ reached: [], isOpen: true, isAgain: true, target: 0, job: "a" },
  });
  // After a crash it is queued without having failed.
  assert.equal(trialsAfter(1, [...failed, state("queued")])[0]!.failed, "no memory");
  // What others have told, or of trials that there are not, changes nothing.
  const strange = [did({ did: "fail", trial: 7, rung: 0, why: "?" }), { type: "log", data: null } as const];
  assert.deepEqual(trialsAfter(1, [...failed, ...strange]), trialsAfter(1, failed));
});

Deno.test("a trial that is taken when its sweep was called off is not begun", () =>
  inEmptyFolder(async (folder) => {
    await using queue = await openQueue({ path: join(folder, "queue.db") });
    const { id } = await queue.add({ operation: SWEEP, input: null });
    const trial = { input: { files: ["cats.txt"], trial: { sweep: id } } };
    assert.equal(await isCalledOff(queue, trial), false);
    const lease = await queue.take([SWEEP], "carrier", AbortSignal.timeout(5000));
    await queue.cancel(id);
    assert.equal(await isCalledOff(queue, trial), true, "it is being cancelled");
    await lease!.cancelled();
    assert.equal(await isCalledOff(queue, trial), true);
    assert.equal(await isCalledOff(queue, { input: { files: ["cats.txt"] } }), false);
    assert.equal(await isCalledOff(queue, { input: { trial: { sweep: "0123456789abcdef" } } }), false);
  }));

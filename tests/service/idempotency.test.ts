import assert from "node:assert/strict";
import { join } from "node:path";
import * as z from "zod";
import { openAnswers } from "../../src/service/idempotency.ts";
import { Problem } from "../../src/service/problem.ts";
import { route } from "../../src/service/route.ts";
import { withService } from "./harness.ts";

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A route that counts how often it did something, and takes its time. */
function counting() {
  const done: string[] = [];
  const counted = route({
    ...{ method: "POST", path: "/count", scope: "draw", tag: "service", summary: "counts", answers: {} },
    body: z.strictObject({ word: z.string() }),
    async handle({ body: { word } }) {
      await wait(30);
      done.push(word);
      if (word === "bad") throw new Problem(409, "not that one");
      return Response.json({ count: done.length }, {
        status: 202,
        headers: { location: `/count/${done.length}` },
      });
    },
  });
  return { done, routes: [counted] };
}

const post = (address: string, word: string, key: string) =>
  fetch(`${address}/count`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify({ word }),
  });

Deno.test("a POST with a key is done once: at once, again, and by a service started again", async () => {
  const { done, routes } = counting();
  await withService({ routes }, async ({ address }) => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(address, "cat", "k1")));
    const told = await Promise.all(answers.map((each) => each.json()));
    assert.deepEqual(new Set(told.map(({ count }) => count)), new Set([1]));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([202]));
    assert.deepEqual(new Set(answers.map(({ headers }) => headers.get("location"))), new Set(["/count/1"]));
    assert.equal(answers.filter(({ headers }) => headers.has("idempotency-replayed")).length, 19);
    assert.deepEqual(done, ["cat"]);
    const other = await post(address, "dog", "k1");
    assert.equal(other.status, 422);
    assert.match((await other.json()).detail, /was used for another request/);
    assert.equal((await (await post(address, "dog", "k2")).json()).count, 2);
  });
});

Deno.test("what failed is done anew", async () => {
  const { done, routes } = counting();
  await withService({ routes }, async ({ address }) => {
    for (let i = 0; i < 2; i++) assert.equal((await (await post(address, "bad", "k")).json()).status, 409);
    assert.deepEqual(done, ["bad", "bad"]);
  });
});

Deno.test("answers outlive the process, one at work in another process is told of, and scopes are apart", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, "answers.db"), body = new TextEncoder().encode("{}");
    const request = { key: "k", scope: "a", body };
    let made = 0;
    const make = () => Promise.resolve(Response.json(++made));
    {
      using answers = openAnswers(path, 1);
      await answers.once(request, make);
    }
    using answers = openAnswers(path, 1), other = openAnswers(path, 1);
    assert.equal(await (await answers.once(request, make)).json(), 1);
    assert.equal(await (await answers.once({ ...request, scope: "b" }, make)).json(), 2);
    const slow = answers.once({ ...request, key: "slow" }, async () => {
      await wait(50);
      return await make();
    });
    await assert.rejects(other.once({ ...request, key: "slow" }, make), /is at work/);
    assert.equal(await (await slow).json(), 3);
    assert.equal(await (await other.once({ ...request, key: "slow" }, make)).json(), 3);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

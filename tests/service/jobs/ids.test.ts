import assert from "node:assert/strict";
import { ID_PATTERN, idMaker, newId } from "../../../src/service/jobs/ids.ts";

Deno.test("ids keep their form, and the order that they were made in, whatever the clock does", () => {
  let now = 1_790_000_000_000;
  const make = idMaker(() => now);
  const ids: string[] = [];
  for (let i = 0; i < 50_000; i++) {
    if (i % 7000 === 6999) now += i % 2 ? 1 : -5;
    ids.push(make());
  }
  assert.ok(ids.every((id) => ID_PATTERN.test(id) && id.length === 24));
  assert.ok(ids.every((id, i) => i === 0 || ids[i - 1]! < id));
  assert.equal(new Set(ids.map((id) => id.slice(12))).size, ids.length);
});

Deno.test("ids of later milliseconds come later, of whichever process they are", () => {
  const at = (time: number) => idMaker(() => time)();
  const times = [0, 1, 35, 36, 36 ** 5, Date.now(), Date.now() + 1, 36 ** 9 - 1];
  const ids = times.map(at);
  assert.deepEqual(ids, ids.toSorted());
  assert.ok(newId() > at(Date.now() - 1000));
});

import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { isOutage } from "../../../src/service/jobs/core/engine.ts";
import { openQueue } from "../../../src/service/jobs/open.ts";
import { conformance } from "./conformance.ts";
import type { WithStore } from "./helpers.ts";
import { contend } from "./contend.ts";
import { agreesWithModel } from "./model.ts";

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const withFile: WithStore = (test) =>
  withFolder((folder) =>
    test((options) => openQueue({ path: join(folder, "jobs", "queue.db"), ...options }))
  );

conformance("SQLite", withFile);

Deno.test("SQLite: whatever is done, in any order, a queue stands as its model", async () => {
  const folder = await Deno.makeTempDir();
  let files = 0;
  await agreesWithModel(
    () => (options) => openQueue({ path: join(folder, `${files++}.db`), ...options }),
    25,
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("SQLite: processes are killed at random, and each job is done once", () =>
  withFolder((folder) => contend({ path: join(folder, "queue.db") }, { jobs: 40, kills: 8 })));

Deno.test("SQLite: a file that is no queue is left as it is, and said to be none", () =>
  withFolder(async (folder) => {
    const text = join(folder, "text");
    await Deno.writeTextFile(text, "not a database, but long enough to be taken for one".repeat(20));
    const newer = join(folder, "newer.db");
    using db = new DatabaseSync(newer);
    db.exec("PRAGMA user_version = 99");
    for (
      const [path, reason] of [[folder, /not a plain file/], [text, /not a database/], [
        newer,
        /newer version/,
      ]] as const
    ) {
      await assert.rejects(
        openQueue({ path }),
        (error: Error) => isOutage(error) && reason.test(error.message),
      );
    }
    assert.match(await Deno.readTextFile(text), /^not a database/);
  }));

Deno.test("SQLite: what the disk refuses is told as an outage, and nothing of it stays", () =>
  withFolder(async (folder) => {
    const path = join(folder, "queue.db");
    await using queue = await openQueue({ path });
    const { id } = await queue.add({ operation: "train", input: null });
    using db = new DatabaseSync(path);
    db.exec("CREATE TRIGGER full BEFORE INSERT ON events BEGIN SELECT raise(ABORT, 'the disk is full'); END");
    await assert.rejects(queue.add({ operation: "train", input: 2 }), isOutage);
    await assert.rejects(queue.cancel(id), isOutage);
    db.exec("DROP TRIGGER full");
    assert.deepEqual((await queue.list({})).jobs.map((job) => [job.id, job.state]), [[id, "queued"]]);
    assert.equal((await queue.cancel(id))?.state, "cancelled");
  }));

/** Jobs in a file of SQLite, for several processes of one machine. */
import type { DatabaseSync } from "node:sqlite";
import type { Engine } from "../core/engine.ts";
import { type Hub, WORK } from "../core/hub.ts";
import { FIRST, takenEvent, type Told } from "../core/steps.ts";
import type { StoredJob } from "../core/stored.ts";
import type { QueueOptions } from "../options.ts";
import type { JobState } from "../queue.ts";
import { openDatabase, unusable } from "./database.ts";
import { eventOfRow, jobOfRow, number, text, valuesOfAsked, valuesOfStanding } from "./rows.ts";
import { statementsOf } from "./statements.ts";
import { writerOf } from "./writer.ts";

/** Jobs that are forgotten in one transaction. */
const PURGED = 200;

/** Throws a UserError of kind "environment" where the file cannot be used. */
export async function sqliteEngine(
  path: string,
  { hub, lease, limits, poll, clock = Date.now }:
    & { hub: Hub; clock?: () => number }
    & Pick<QueueOptions, "lease" | "limits" | "poll">,
): Promise<Engine> {
  const db = await openDatabase(path);
  const run = statementsOf(db);
  const writer = writerOf(db);
  const timer = setInterval(otherChanges(db, () => hub.wake()), 1000 * poll);
  const room = JSON.stringify(limits);

  const read = (id: string): StoredJob | undefined => {
    const row = run.read.get({ id });
    return row && jobOfRow(row);
  };
  const tell = (id: string, told: readonly Told[], before: number, time: number) => {
    for (const [i, { type, data }] of told.entries()) {
      run.tell.run({ job: id, number: before + i + 1, time, type, data: JSON.stringify(data) });
    }
  };
  /** Calls of SQLite are not asynchronous; its errors are told in the queue's words. */
  const told = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const isSqlite = error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
      throw isSqlite || !db.isOpen ? unusable(path, error) : error;
    }
  };
  /** Changes a job, and wakes those who wait for it. */
  const write = <T extends StoredJob | undefined>(work: () => T): Promise<T> =>
    told(async () => {
      const job = await writer.write(work);
      if (job === undefined) return job;
      hub.wake(job.asked.id);
      // One that runs is neither work to take nor has it made room for another.
      if (job.standing.state !== "running") hub.wake(WORK);
      return job;
    });
  return {
    insert: (asked, events) =>
      write(() => {
        const known = asked.key === undefined ? undefined : run.byKey.get({ key: asked.key });
        if (known !== undefined) return jobOfRow(known);
        const standing = { ...FIRST, due: asked.created, events: events.length };
        run.insert.run({ ...valuesOfAsked(asked), ...valuesOfStanding(asked, standing) });
        tell(asked.id, events, 0, clock());
        return { asked, standing };
      }),
    read: (id) => told(() => read(id)),
    change: (id, step) =>
      write(() => {
        const [job, now] = [read(id), clock()];
        const change = job && step(job, now);
        if (job === undefined || change === undefined) return undefined;
        const { asked, standing: { events } } = job;
        const standing = { ...change.standing, events: events + change.told.length };
        run.update.run({ id, ...valuesOfStanding(asked, standing) });
        tell(id, change.told, events, now);
        return { asked, standing };
      }),
    claim: (operations, worker) =>
      write(() => {
        const [now, wanted] = [clock(), JSON.stringify(operations)];
        const leased = now + 1000 * lease;
        const row = run.claim.get({ operations: wanted, limits: room, worker, now, lease: leased });
        const job = row && jobOfRow(row);
        if (job) tell(job.asked.id, [takenEvent(job.standing.attempt, worker)], job.standing.events - 1, now);
        return job;
      }),
    overdue: () => told(() => run.overdue.all({ now: clock() }).map((row) => text(row, "id"))),
    purge: () => told(() => void run.purge.run({ now: clock(), limit: PURGED })),
    list: ({ state, operation, cursor, limit }) =>
      told(() => run.list(state, operation, cursor, limit).map(jobOfRow)),
    counts: () =>
      told(() => {
        const counts = new Map(run.counts.all().map((row) => [row.state, number(row, "count")]));
        const of = (state: JobState) => counts.get(state) ?? 0;
        const [queued, running, done] = [of("queued"), of("running"), of("done")];
        return { queued, running, done, failed: of("failed"), cancelled: of("cancelled") };
      }),
    events: (job, after, limit) => told(() => run.events.all({ job, after, limit }).map(eventOfRow)),
    ready: () => told(() => void run.ready.get()),
    close: () =>
      told(() => {
        clearInterval(timer);
        writer.flush();
        db.close();
      }),
  };
}

/**
 * Tells when other connections have changed the file, which costs next to nothing to ask. Where the file cannot be read,
 * those who wait find out by themselves.
 */
function otherChanges(db: DatabaseSync, tell: () => void): () => void {
  const statement = db.prepare("PRAGMA data_version");
  const version = () => {
    try {
      return statement.get()?.data_version;
    } catch {
      return undefined;
    }
  };
  let last = version();
  return () => {
    const now = version();
    if (now !== last) tell();
    last = now;
  };
}

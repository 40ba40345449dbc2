/** What is asked of the tables, prepared once. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { CLAIM } from "./schema.ts";

const ASKED = "id operation input priority attempts timeout keep key fingerprint created".split(" ");
const STANDING =
  ("state attempt token round events due lease started ended heartbeat cancelling progress error " +
    "result worker expires").split(" ");

export function statementsOf(db: DatabaseSync) {
  const columns = [...ASKED, ...STANDING];
  const lists = new Map<string, StatementSync>();
  return {
    insert: db.prepare(
      `INSERT INTO jobs (${columns.join(", ")}) VALUES (${columns.map((name) => `:${name}`).join(", ")})`,
    ),
    read: db.prepare("SELECT * FROM jobs WHERE id = :id"),
    byKey: db.prepare("SELECT * FROM jobs WHERE key = :key"),
    update: db.prepare(
      `UPDATE jobs SET ${STANDING.map((name) => `${name} = :${name}`).join(", ")} WHERE id = :id`,
    ),
    claim: db.prepare(CLAIM),
    overdue: db.prepare("SELECT id FROM jobs WHERE state = 'running' AND lease <= :now"),
    purge: db.prepare(
      `DELETE FROM jobs WHERE id IN
        (SELECT id FROM jobs WHERE expires <= :now ORDER BY expires LIMIT :limit)`,
    ),
    counts: db.prepare("SELECT state, count(*) AS count FROM jobs GROUP BY state"),
    tell: db.prepare(
      "INSERT INTO events (job, number, time, type, data) VALUES (:job, :number, :time, :type, :data)",
    ),
    events: db.prepare(
      "SELECT number, time, type, data FROM events WHERE job = :job AND number > :after ORDER BY number LIMIT :limit",
    ),
    ready: db.prepare("SELECT id FROM jobs LIMIT 1"),
    /** Jobs of a state and of an operation, where they are told, the newest first. */
    list(
      state: string | undefined,
      operation: string | undefined,
      cursor: string | undefined,
      limit: number,
    ) {
      const given = {
        ...state !== undefined && { state },
        ...operation !== undefined && { operation },
        ...cursor !== undefined && { cursor },
      };
      const conditions = Object.keys(given).map((name) =>
        name === "cursor" ? "id < :cursor" : `${name} = :${name}`
      );
      const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
      const statement = lists.get(where) ??
        db.prepare(`SELECT * FROM jobs ${where} ORDER BY id DESC LIMIT :limit`);
      lists.set(where, statement);
      return statement.all({ ...given, limit });
    },
  };
}

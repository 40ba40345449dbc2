/** Answers that are kept by the Idempotency-Key of a POST: asked again, the first answer is given and nothing is done. */
import { createHash } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { Problem } from "./problem.ts";

/** Bytes of an answer that is kept at most, and how many answers are. */
const MOST_BYTES = 1 << 18, MOST_ANSWERS = 50_000;
/** Milliseconds after which one who began is taken for dead. */
const PATIENCE = 60_000;
/** Headers that are kept with an answer. */
const KEPT = ["content-type", "location", "etag"];

/** A request that is to be done once. */
export interface Once {
  key: string;
  /** Who asks, for what: another client's key, or one for another path, is another. */
  scope: string;
  body: Uint8Array;
}

export interface Answers extends Disposable {
  /** Gives the answer that was kept, or else what `make` gives. Throws a Problem: 422 where the key was used for another body. */
  once(request: Once, make: () => Promise<Response>): Promise<Response>;
}

/** The header's value. Throws a Problem, 400, for what cannot be a key. */
export function keyIn(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key");
  if (key === null || /^[\x21-\x7e]{1,255}$/.test(key)) return key ?? undefined;
  throw new Problem(400, "the header Idempotency-Key has 1 to 255 visible characters of ASCII");
}

interface Row {
  hash: string;
  status: number | null;
  headers: string | null;
  body: Uint8Array<ArrayBuffer> | null;
  until: number;
}

/** Opens the database of answers, which are kept for so many hours. */
export function openAnswers(path: string, hours: number): Answers {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal; pragma busy_timeout = 5000; pragma synchronous = normal;
    create table if not exists answers (id text primary key, hash text not null, status integer, headers text, body blob,
      until integer not null) without rowid;
    create index if not exists answers_until on answers (until)`);
  const find = database.prepare(
    "select hash, status, headers, body, until from answers where id = ? and until > ?",
  );
  const begin = database.prepare("insert or replace into answers (id, hash, until) values (?, ?, ?)");
  const keep = database.prepare(
    "update answers set status = ?, headers = ?, body = ?, until = ? where id = ?",
  );
  const forget = database.prepare("delete from answers where id = ?");
  const clean = database.prepare("delete from answers where until <= ?");
  const shrink = database.prepare(
    "delete from answers where id in (select id from answers order by until limit max(0, (select count(*) from answers) - ?))",
  );
  /** What is in the making in this process. */
  const atWork = new Map<string, Promise<unknown>>();
  let begun = 0;

  async function doOnce({ id, hash }: { id: string; hash: string }, make: () => Promise<Response>) {
    // cast: these are the columns that it selects.
    const row = find.get(id, Date.now()) as unknown as Row | undefined;
    if (row !== undefined && row.hash !== hash) {
      throw new Problem(422, "this Idempotency-Key was used for another request; use a new one");
    }
    if (row !== undefined) return replayed(row);
    if (begun++ % 256 === 0) {
      clean.run(Date.now());
      shrink.run(MOST_ANSWERS);
    }
    begin.run(id, hash, Date.now() + PATIENCE);
    try {
      const response = await make();
      const bytes = await kept(response);
      if (bytes === undefined) forget.run(id);
      else {
        const until = Date.now() + hours * 3_600_000;
        keep.run(response.status, JSON.stringify(headersOf(response)), bytes, until, id);
      }
      return response;
    } catch (error) {
      forget.run(id);
      throw error;
    }
  }

  return {
    async once({ key, scope, body }, make) {
      const id = digest(`${scope}\n${key}`), hash = digest(body);
      // In turn: the second is given what the first made.
      while (atWork.has(id)) await atWork.get(id)?.catch(() => {});
      const done = doOnce({ id, hash }, make);
      atWork.set(id, done);
      try {
        return await done;
      } finally {
        atWork.delete(id);
      }
    },
    [Symbol.dispose]: () => database.close(),
  };
}

const digest = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const headersOf = (response: Response): Record<string, string> =>
  Object.fromEntries(KEPT.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  }));

/** The bytes of an answer that may be kept; undefined of a stream, a large one, and one that may be another the next time. */
async function kept(response: Response): Promise<Uint8Array | undefined> {
  const type = response.headers.get("content-type") ?? "";
  if (response.status >= 500 || response.status === 429 || !/^application\/(?:problem\+)?json/.test(type)) {
    return undefined;
  }
  const bytes = new Uint8Array(await response.clone().arrayBuffer());
  return bytes.length > MOST_BYTES ? undefined : bytes;
}

function replayed({ status, headers, body }: Row): Response {
  if (status === null) {
    throw new Problem(409, "a request with this Idempotency-Key is at work", {
      headers: { "retry-after": "1" },
    });
  }
  const known: Record<string, string> = JSON.parse(headers ?? "{}");
  return new Response(body, { status, headers: { ...known, "idempotency-replayed": "true" } });
}

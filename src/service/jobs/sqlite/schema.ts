/** The tables of a queue in SQLite. Times are milliseconds since 1970; what is null is not known or does not apply. */

/** The file's `user_version`. */
export const VERSION = 1;

export const SCHEMA = `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    operation TEXT NOT NULL,
    input TEXT NOT NULL,
    priority INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    timeout REAL,
    keep REAL,
    key TEXT UNIQUE,
    fingerprint TEXT NOT NULL,
    created INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    token INTEGER NOT NULL,
    round INTEGER NOT NULL,
    events INTEGER NOT NULL,
    due INTEGER NOT NULL,
    lease INTEGER,
    started INTEGER,
    ended INTEGER,
    heartbeat INTEGER,
    cancelling INTEGER,
    progress TEXT,
    error TEXT,
    result TEXT,
    worker TEXT,
    expires INTEGER
  ) STRICT;
  -- The next job of an operation and priority, in one step; how many there are of each state.
  CREATE INDEX jobs_in_turn ON jobs (state, operation, priority, due, id);
  CREATE INDEX jobs_by_operation ON jobs (operation, id);
  CREATE INDEX jobs_by_state ON jobs (state, id);
  CREATE INDEX jobs_by_expiry ON jobs (expires) WHERE expires IS NOT NULL;
  CREATE TABLE events (
    job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    time INTEGER NOT NULL,
    type TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (job, number)
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Takes the job that is next in one statement: for each operation with room left, and each priority, the head of the line
 * is found in the index; of these the one of highest priority that waits longest.
 */
export const CLAIM = `
  WITH
    wanted AS (
      SELECT value AS operation FROM json_each(:operations)
      WHERE (SELECT count(*) FROM jobs WHERE state = 'running' AND operation = value)
        < coalesce((SELECT room.value FROM json_each(:limits) AS room WHERE room.key = json_each.value), 1e9)
    ),
    heads AS MATERIALIZED (
      SELECT (
        SELECT id FROM jobs
        WHERE state = 'queued' AND operation = wanted.operation AND priority = level.value AND due <= :now
        ORDER BY due, id LIMIT 1
      ) AS id
      FROM wanted, json_each('[9,8,7,6,5,4,3,2,1,0]') AS level
    )
  UPDATE jobs SET
    state = 'running', attempt = attempt + 1, token = token + 1, events = events + 1, worker = :worker,
    started = :now, heartbeat = :now, lease = :lease, error = NULL, progress = NULL
  WHERE id = (
    SELECT jobs.id FROM heads JOIN jobs ON jobs.id = heads.id ORDER BY priority DESC, due, jobs.id LIMIT 1
  )
  RETURNING *
`;

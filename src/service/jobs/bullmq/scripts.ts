/**
 * What Redis does as one: a job's record and its events change together, with all that lists find it by. Keys begin with a
 * prefix in braces, so that all are on one node. A script that is run again since its answer was lost changes nothing.
 */

export interface Script {
  name: string;
  lua: string;
}

/** Stamps of changes that a record keeps, to know one that is asked for again. */
const STAMPS = 8;

/** ARGV[1] is the prefix in all of them. */
const SHARED = `
  local prefix = ARGV[1]
  local function key(...) return prefix .. table.concat({...}, ':') end
  local function now()
    local time = redis.call('TIME')
    return time[1] * 1000 + math.floor(time[2] / 1000)
  end
  local function index(command, id, operation, state)
    local names = { key('state', state), key('state', state, operation) }
    for _, name in ipairs(names) do
      if command == 'ZADD' then redis.call('ZADD', name, 0, id) else redis.call('ZREM', name, id) end
    end
  end
  local function record(id)
    return redis.call('HMGET', key('job', id), 'asked', 'standing', 'version', 'stamps')
  end
`;

const script = (name: string, lua: string): Script => ({ name: `asciiGen${name}`, lua: SHARED + lua });

/** id → [asked, standing, version, stamps, time], of nulls where there is none. */
export const READ = script(
  "Read",
  `
  local found = record(ARGV[2])
  found[5] = now()
  return found`,
);

/** id, key or "", operation, asked, standing, member of the outbox, events → id of the job that has the key. */
export const INSERT = script(
  "Insert",
  `
  local id, name, operation = ARGV[2], ARGV[3], ARGV[4]
  if redis.call('EXISTS', key('job', id)) == 1 then return id end
  if name ~= '' then
    local known = redis.call('GET', key('key', name))
    if known then return known end
    redis.call('SET', key('key', name), id)
  end
  redis.call('HSET', key('job', id), 'asked', ARGV[5], 'standing', ARGV[6], 'version', 1, 'stamps', '',
    'operation', operation, 'state', 'queued', 'key', name)
  redis.call('ZADD', key('all'), 0, id)
  redis.call('ZADD', key('operation', operation), 0, id)
  index('ZADD', id, operation, 'queued')
  redis.call('ZADD', key('outbox'), now(), ARGV[7])
  for i = 8, #ARGV do redis.call('RPUSH', key('events', id), ARGV[i]) end
  return id`,
);

/**
 * id, version, stamp, state, standing, lease or "", expiry or "", member for the outbox or "", events → 1 if it is changed, or
 * was by this stamp; 0 if another has changed it since.
 */
export const CHANGE = script(
  "Change",
  `
  local id, version, stamp, state = ARGV[2], ARGV[3], ARGV[4], ARGV[5]
  local job = key('job', id)
  local has = redis.call('HMGET', job, 'version', 'stamps', 'operation', 'state')
  if not has[1] then return 0 end
  if string.find(has[2], stamp, 1, true) then return 1 end
  if has[1] ~= version then return 0 end
  local stamps = string.sub(stamp .. ' ' .. has[2], 1, ${STAMPS} * (#stamp + 1))
  redis.call('HSET', job, 'standing', ARGV[6], 'version', version + 1, 'stamps', stamps, 'state', state)
  if has[4] ~= state then
    index('ZREM', id, has[3], has[4])
    index('ZADD', id, has[3], state)
  end
  if ARGV[7] ~= '' then redis.call('ZADD', key('leases'), ARGV[7], id) else redis.call('ZREM', key('leases'), id) end
  if ARGV[8] ~= '' then redis.call('ZADD', key('expiry'), ARGV[8], id) else redis.call('ZREM', key('expiry'), id) end
  if ARGV[9] ~= '' then redis.call('ZADD', key('outbox'), now(), ARGV[9]) end
  for i = 10, #ARGV do redis.call('RPUSH', key('events', id), ARGV[i]) end
  redis.call('PUBLISH', key('changes'), id)
  return 1`,
);

/** member → nothing: it is delivered; with "", only those who wait for work are woken. */
export const SENT = script(
  "Sent",
  `
  if ARGV[2] ~= '' then redis.call('ZREM', key('outbox'), ARGV[2]) end
  redis.call('PUBLISH', key('changes'), '')`,
);

/** milliseconds → members that have been in the outbox for longer, each with the record of its job. */
export const UNSENT = script(
  "Unsent",
  `
  local members = redis.call('ZRANGEBYSCORE', key('outbox'), '-inf', now() - ARGV[2], 'LIMIT', 0, 200)
  local found = {}
  for i, member in ipairs(members) do found[i] = { member, record(string.match(member, '^[^-]+')) } end
  return found`,
);

/** → ids of running jobs whose lease has ended. */
export const OVERDUE = script(
  "Overdue",
  `return redis.call('ZRANGEBYSCORE', key('leases'), '-inf', now(), 'LIMIT', 0, 200)`,
);

/** Forgets jobs whose time is over. */
export const PURGE = script(
  "Purge",
  `
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', key('expiry'), '-inf', now(), 'LIMIT', 0, 200)) do
    local has = redis.call('HMGET', key('job', id), 'operation', 'state', 'key')
    if has[1] then
      index('ZREM', id, has[1], has[2])
      redis.call('ZREM', key('operation', has[1]), id)
      if has[3] ~= '' then redis.call('DEL', key('key', has[3])) end
    end
    redis.call('ZREM', key('all'), id)
    redis.call('ZREM', key('expiry'), id)
    redis.call('UNLINK', key('job', id), key('events', id))
  end`,
);

/** name of an index, cursor or "", limit → records, the newest first. */
export const LIST = script(
  "List",
  `
  local most = '+'
  if ARGV[3] ~= '' then most = '(' .. ARGV[3] end
  local found = {}
  for i, id in ipairs(redis.call('ZREVRANGEBYLEX', key(ARGV[2]), most, '-', 'LIMIT', 0, ARGV[4])) do
    found[i] = record(id)
  end
  return found`,
);

/** states → how many there are of each. */
export const COUNTS = script(
  "Counts",
  `
  local counts = {}
  for i = 2, #ARGV do counts[i - 1] = redis.call('ZCARD', key('state', ARGV[i])) end
  return counts`,
);

/** id, after, limit → events. */
export const EVENTS = script(
  "Events",
  `return redis.call('LRANGE', key('events', ARGV[2]), ARGV[3], ARGV[3] + ARGV[4] - 1)`,
);

/**
 * Prefixes of BullMQ's queues → of each the priority and the name of what is next: "0" for what is brought again, "" where
 * there is nothing. What is due counts as waiting, though BullMQ puts it into its line only when it is asked for more.
 */
export const HEADS = script(
  "Heads",
  `
  local heads = {}
  for i = 2, #ARGV do
    local queue = ARGV[i]
    local first = redis.call('ZRANGE', queue .. 'prioritized', 0, 0)[1]
    local best = first and tonumber(redis.call('HGET', queue .. first, 'priority'))
    for _, name in ipairs(redis.call('ZRANGEBYSCORE', queue .. 'delayed', 0, (now() + 1) * 4096 - 1, 'LIMIT', 0, 100)) do
      local priority = tonumber(redis.call('HGET', queue .. name, 'priority') or 0)
      if not best or priority < best then best, first = priority, name end
    end
    if redis.call('LLEN', queue .. 'wait') > 0 then best, first = 0, '' end
    heads[#heads + 1] = { best and tostring(best) or '', first or '' }
  end
  return heads`,
);

export const SCRIPTS: readonly Script[] = [
  ...[READ, INSERT, CHANGE, SENT, UNSENT, OVERDUE, PURGE, LIST, COUNTS, EVENTS, HEADS],
];

/** The connection to Redis that a queue has: commands wait for it as long as an outage may last, and no longer. */
import { RedisConnection } from "bullmq";
import { UserError } from "../../../base/errors.ts";
import { type Script, SCRIPTS } from "./scripts.ts";

export type Client = Awaited<RedisConnection["client"]>;

export interface Redis extends AsyncDisposable {
  client: Client;
  /** Runs a script, again where the connection broke: each of them knows what it has done. */
  run(script: Script, ...args: (string | number)[]): Promise<unknown>;
  /** Whether commands can be sent now. */
  isUp(): boolean;
  /** Throws a UserError of kind "environment" at once where there is no connection. */
  ready(): Promise<void>;
}

/** Milliseconds that a command waits for a connection. */
const PATIENCE = 5000;
/** Milliseconds between tries to connect. */
const RECONNECT = 250;

/**
 * Connects; `onMessage` is given what is published on a channel, and nothing after a time in which some may have been missed.
 * Throws a UserError of kind "environment" where there is no Redis.
 */
export async function connect(
  url: string,
  { prefix, channel, onMessage }: {
    prefix: string;
    channel: string;
    onMessage: (message: string | undefined) => void;
  },
): Promise<Redis> {
  const connection = new RedisConnection({
    ...{ url: checkedUrl(url), retryStrategy: () => RECONNECT, connectTimeout: PATIENCE },
    // Commands that a broken connection left unanswered are for the callers to send again.
    ...{ maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false },
  }, { blocking: false });
  connection.on("error", () => {});
  const client = await within(connection.client).catch(async (error) => {
    await connection.close(true);
    throw unreachable(url, error);
  });
  for (const { name, lua } of SCRIPTS) client.defineCommand(name, { numberOfKeys: 0, lua });
  const listener = await subscribed(client, channel, onMessage);

  const connected = readiness(client);
  let closed = false;
  const isUp = () => !closed && client.status === "ready";
  return {
    ...{ client, isUp },
    async ready() {
      if (!isUp()) throw unreachable(url, new Error("no connection"));
      await client.info().catch((error) => {
        throw unreachable(url, error);
      });
    },
    async run({ name }, ...args) {
      for (const until = Date.now() + PATIENCE;;) {
        try {
          if (closed) throw new Error("it is closed");
          if (!isUp()) await connected(until - Date.now());
          return await client.runCommand(name, [prefix, ...args]);
        } catch (error) {
          if (closed || Date.now() >= until) throw unreachable(url, error);
          if (
            error instanceof Error && error.name === "ReplyError" && !/^LOADING|^READONLY/.test(error.message)
          ) {
            throw error;
          }
        }
      }
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      listener.disconnect();
      await connection.close(true);
    },
  };
}

/** Whether Redis answered that a command is wrong, which it would be the next time too. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && error.name === "ReplyError" && !/^(LOADING|READONLY)/.test(error.message);
}

/** A client that listens on a channel, again after each outage. */
async function subscribed(
  client: Client,
  channel: string,
  onMessage: (message: string | undefined) => void,
): Promise<Client> {
  // ioredis lets the process end where the connection breaks again while it subscribes by itself.
  const listener = client.duplicate({ autoResubscribe: false });
  listener.on("error", () => {});
  listener.on("message", (_, message: unknown) => onMessage(String(message)));
  const subscribe = async () => {
    // Not among the commands that clients of BullMQ are said to have, but all have it.
    if (!("subscribe" in listener && typeof listener.subscribe === "function")) return;
    await listener.subscribe(channel);
    onMessage(undefined);
  };
  await new Promise<void>((resolve) => listener.on("ready", () => void subscribe().then(resolve, () => {})));
  return listener;
}

/** Gives a function that waits until a client is connected, at most so many milliseconds. */
function readiness(client: Client): (milliseconds: number) => Promise<void> {
  let next: Promise<void> | undefined;
  return (milliseconds) => {
    next ??= new Promise<void>((resolve) => client.once("ready", resolve)).finally(() => next = undefined);
    return within(next, milliseconds);
  };
}

async function within<T>(work: Promise<T>, milliseconds = PATIENCE): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("no connection")), milliseconds);
  });
  return await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function checkedUrl(url: string): string {
  const parsed = URL.parse(url);
  if (parsed !== null && /^rediss?:$/.test(parsed.protocol)) return url;
  throw new UserError("environment", "the queue's URL is not one of Redis, such as redis://127.0.0.1:6379");
}

/** Without what the URL has of names and passwords. */
function unreachable(url: string, error: unknown): UserError {
  const { host } = new URL(url);
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError("environment", `the queue on Redis at ${host} cannot be reached (${reason})`, {
    cause: error,
  });
}

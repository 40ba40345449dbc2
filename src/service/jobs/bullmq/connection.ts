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
}

/** Milliseconds that a command waits for a connection. */
const PATIENCE = 8000;
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
  const listener = client.duplicate();
  listener.on("error", () => {});
  listener.on("message", (_, message: unknown) => onMessage(String(message)));
  listener.on("ready", () => onMessage(undefined));
  await subscribe(listener, channel);

  let closed = false;
  const isUp = () => !closed && client.status === "ready";
  return {
    ...{ client, isUp },
    async run({ name }, ...args) {
      for (const until = Date.now() + PATIENCE;;) {
        try {
          if (closed) throw new Error("it is closed");
          if (!isUp()) await ready(client, until - Date.now());
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

async function subscribe(client: Client, channel: string): Promise<void> {
  // Not among the commands that BullMQ's clients are said to have, but all have it.
  if (!("subscribe" in client) || typeof client.subscribe !== "function") {
    throw new UserError("environment", "this client of Redis cannot subscribe");
  }
  await client.subscribe(channel);
}

/** Waits until a client is connected, at most so many milliseconds. */
async function ready(client: Client, milliseconds: number): Promise<void> {
  let end = () => {};
  await within(
    new Promise<void>((resolve) => {
      end = resolve;
      client.once("ready", end);
    }),
    milliseconds,
  ).finally(() => client.removeListener("ready", end));
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

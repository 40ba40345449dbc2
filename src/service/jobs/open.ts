/** The queue of a service: in a file for the processes of one machine, on Redis for many machines. */
import { openHub } from "./core/hub.ts";
import { queueOf } from "./core/queue_of.ts";
import { QUEUE_DEFAULTS, type QueueOptions } from "./options.ts";
import type { Queue } from "./queue.ts";
import { sqliteEngine } from "./sqlite/engine.ts";

/** Where jobs are: a file, or a Redis by its URL, on which names tell queues apart. */
export type QueuePlace = { path: string } | { url: string; name?: string };

/** Throws a UserError of kind "environment" where the store cannot be used. */
export async function openQueue(place: QueuePlace & Partial<QueueOptions>): Promise<Queue> {
  const options: QueueOptions = { ...QUEUE_DEFAULTS, ...place };
  const hub = openHub();
  if ("path" in place) return queueOf(await sqliteEngine(place.path, { ...options, hub }), hub, options);
  const { bullmqEngine } = await import("./bullmq/engine.ts");
  const { url, name = "queue" } = place;
  return queueOf(await bullmqEngine({ url, name }, { hub, options }), hub, options);
}

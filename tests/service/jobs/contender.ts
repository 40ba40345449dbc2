/** A process that does jobs until it is killed; its argument is where the queue is, as JSON. */
import { setTimeout as sleep } from "node:timers/promises";
import { openQueue } from "../../../src/service/jobs/open.ts";

const queue = await openQueue(JSON.parse(Deno.args[0] ?? ""));
for (;;) {
  const lease = await queue.take(["train", "eval"], `process ${Deno.pid}`, new AbortController().signal);
  if (lease === null) break;
  for (let i = 0; i < 5 && !lease.signal.aborted; i++) {
    await lease.tell([{ type: "log", data: { token: lease.token, i } }]);
    await sleep(Math.random() * 100);
  }
  await lease.done({ token: lease.token });
}

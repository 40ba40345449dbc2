/** Who uses a service that is killed again and again: asks until there is an answer, and reads a stream until it ends. */
import assert from "node:assert/strict";
import { sleep } from "../../../src/base/sleep.ts";

/** JSON of an answer; asked again as long as there is none. */
export async function insist(url: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  for (;;) {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
      const text = await response.text();
      assert.ok(response.status < 400 || response.status === 429 || response.status === 503, text);
      if (response.ok) return JSON.parse(text);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
    }
    await sleep(100);
  }
}

/** Numbers and types of all events of a job, as a client has them that comes back by Last-Event-ID; how often it did. */
export async function follow(
  url: string,
): Promise<{ numbers: number[]; states: string[]; connections: number }> {
  const numbers: number[] = [], states: string[] = [];
  let connections = 0;
  for (;;) {
    try {
      const last = numbers.at(-1);
      const response = await fetch(url, {
        headers: last === undefined ? {} : { "last-event-id": String(last) },
      });
      if (response.status === 204) return { numbers, states, connections };
      if (!response.ok || response.body === null) {
        await response.body?.cancel();
        throw new Error("not yet");
      }
      connections++;
      let rest = "";
      for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
        const parts = (rest + text).split("\n\n");
        // What was cut off is no event.
        rest = parts.pop() ?? "";
        for (const part of parts) {
          const id = /^id: (\d+)$/m.exec(part)?.[1], data = /^data: (.*)$/m.exec(part)?.[1];
          if (id === undefined || data === undefined) continue;
          numbers.push(Number(id));
          const event: unknown = JSON.parse(data);
          const told = Object(Reflect.get(Object(event), "data"));
          if (Reflect.get(Object(event), "type") === "state") states.push(String(Reflect.get(told, "state")));
        }
      }
    } catch {
      // The server is gone; another comes.
    }
    await sleep(50);
  }
}

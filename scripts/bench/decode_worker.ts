/** A core of its own for `deno task bench decode`. */
import { readBundle } from "../../src/tasks/art/bundle/read.ts";
import { openSession } from "../../src/tasks/art/draw/session.ts";
import { answerQuestions } from "../../src/base/workers.ts";
import { rateBehind, replay } from "./decode_engine.ts";
import { benchStreams } from "./decode_streams.ts";

/** A share of the streams that all cores decode at once. */
export interface Share {
  /** Folder of the model. */
  model: string;
  streams: number;
  /** Steps behind the first full window. */
  steps: number;
  /** How many cores stand ready, an int32; they start together. */
  ready: SharedArrayBuffer;
  cores: number;
}

answerQuestions(async ({ model, streams, steps, ready, cores }: Share): Promise<{ rate: number }> => {
  const session = await openSession(await readBundle(model));
  const own = benchStreams(session).streams.slice(0, streams);
  const { window } = session.config;
  await replay(session, own, window); // compiles what the others would wait for
  const count = new Int32Array(ready);
  Atomics.add(count, 0, 1);
  Atomics.notify(count, 0);
  for (let now = 0; (now = Atomics.load(count, 0)) < cores;) Atomics.wait(count, 0, now);
  const times = await replay(session, own, window + steps);
  await session.close();
  return { rate: streams * rateBehind(times, window) };
});

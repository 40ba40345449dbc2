/** What a job tells on its way into the queue: in batches, and appended to the log in the folder of its run. */
import { join } from "node:path";
import type { Json } from "../../base/json.ts";
import { LOG_FILE } from "./checkpoints.ts";
import type { JobEvent, Lease } from "./queue.ts";

/** Milliseconds that events wait for others at most, and how many go together. */
const PAUSE = 200, MOST = 200;

/** Where the events of a job go. */
export interface Relay extends AsyncDisposable {
  /** Waits only where more is told than the queue takes. */
  tell(type: JobEvent["type"], data: Json): Promise<void>;
  /** Written to the log alone: the queue knows it by itself. */
  note(data: Json): Promise<void>;
  /** Waits until the queue has all that was told, or has given the job to another. */
  flush(): Promise<void>;
}

/** Relays events of a job; `lost` is told when the queue does not take them any more. */
export async function relayTo(lease: Lease, folder: string, lost: () => void): Promise<Relay> {
  const { attempt } = lease.job, file = await openLog(join(folder, LOG_FILE));
  let waiting: Pick<JobEvent, "type" | "data">[] = [], going = Promise.resolve();
  const write = (events: readonly Pick<JobEvent, "type" | "data">[]) => {
    const time = new Date().toISOString();
    return writeWhole(file, events.map((each) => `${JSON.stringify({ time, attempt, ...each })}\n`).join(""));
  };
  const send = async () => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    await write(batch);
    if (!await lease.tell(batch)) lost();
  };
  const flush = () => going = going.then(send);
  const timer = setInterval(flush, PAUSE);
  return {
    async tell(type, data) {
      waiting.push({ type, data });
      if (waiting.length >= MOST) await flush();
    },
    async note(data) {
      await flush();
      await write([{ type: "state", data }]);
    },
    flush,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await flush();
      file.close();
    },
  };
}

/** Opens a log to append to it; a line that was cut off by the end of its writer is ended. */
async function openLog(path: string): Promise<Deno.FsFile> {
  const file = await Deno.open(path, { read: true, append: true, create: true });
  const { size } = await file.stat();
  if (size === 0) return file;
  const last = new Uint8Array(1);
  await file.seek(-1, Deno.SeekMode.End);
  await file.read(last);
  if (last[0] !== 10) await writeWhole(file, "\n");
  return file;
}

async function writeWhole(file: Deno.FsFile, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
}

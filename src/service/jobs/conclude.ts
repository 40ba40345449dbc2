/** What a job leaves when it is done: artifacts, and a manifest in the folder of its run that links them with its log. */
import { join, resolve } from "node:path";
import { atomicWrite, isFile, sha256 } from "../../base/files.ts";
import type { Json } from "../../base/json.ts";
import { LOG_FILE, RUN_MANIFEST } from "./checkpoints.ts";
import type { Outcome } from "./child/protocol.ts";
import type { Job } from "./queue.ts";
import { runsOf, type Workplace } from "./workplace.ts";

/** Folder in that of a run of what is the same where inputs are, and its file. */
const MADE = "made", MADE_FILE = "made.json";

/** Puts what a job has left; gives its result. */
export async function conclude(
  place: Workplace,
  { id, attempt }: Job,
  folder: string,
  { left, metrics, made }: Outcome,
): Promise<{ [name: string]: Json }> {
  const { artifacts } = place;
  await Deno.mkdir(join(folder, MADE), { recursive: true });
  const text = `${JSON.stringify(made, null, 2)}\n`;
  await atomicWrite(join(folder, MADE, MADE_FILE), text);
  const all = [...left, { name: MADE, kind: "report" as const, folder: join(folder, MADE) }];
  const put: { name: string; kind: string; id: string }[] = [];
  for (const { name, kind, folder } of all) {
    put.push({ name, kind, id: await artifacts.put(kind, resolve(runsOf(place), folder)) });
  }
  const manifest = { digest: await sha256(new TextEncoder().encode(text)), artifacts: put };
  const logs = await logsOf(join(folder, LOG_FILE));
  const told = { format: 1, id, attempt, ...manifest, made, metrics, logs: { file: LOG_FILE, ...logs } };
  await atomicWrite(join(folder, RUN_MANIFEST), `${JSON.stringify(told, null, 2)}\n`);
  return { ...manifest, metrics };
}

/** Lines of a log so far, and their digest; more may be appended. */
async function logsOf(path: string): Promise<{ lines: number; sha256: string }> {
  const bytes = await isFile(path) ? await Deno.readFile(path) : new Uint8Array();
  return { lines: bytes.reduce((sum, byte) => sum + Number(byte === 10), 0), sha256: await sha256(bytes) };
}

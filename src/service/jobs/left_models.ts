/** Models that the jobs of a service have left, by the ids of these jobs. */
import { parseManifest } from "../../bundle/folder.ts";
import { MANIFEST_FILE, MAX_MANIFEST } from "../../bundle/manifest.ts";
import type { Artifacts } from "../artifacts/store.ts";
import { ID_PATTERN } from "./ids.ts";
import { restored } from "./prepare.ts";
import type { Job, Queue } from "./queue.ts";
import { ResultSchema } from "./result.ts";

/** A model as its manifest has it. */
export interface LeftModel {
  /** The id of the job. */
  name: string;
  task: string;
  /** Of all its files, in bytes. */
  size: number;
  /** ISO 8601, UTC. */
  created: string;
}

export interface LeftModels {
  /** Those of the newest jobs that are done. */
  list(): Promise<LeftModel[]>;
  /** The folder of the model that a job has left, brought here if it was not yet; undefined where there is none. */
  find(id: string): Promise<string | undefined>;
}

/** Jobs that are looked through. */
const NEWEST = 100;

const modelOf = ({ state, result }: Job): string | undefined =>
  state !== "done"
    ? undefined
    : ResultSchema.safeParse(result).data?.artifacts.find(({ kind }) => kind === "model")?.id;

export function leftModels(
  place: { queue: Pick<Queue, "get" | "list">; artifacts: Artifacts; root: string },
): LeftModels {
  const { queue, artifacts } = place;
  /** What an artifact is never changes; undefined for models of other programs. */
  const known = new Map<string, Promise<Omit<LeftModel, "name"> | undefined>>();
  const told = async (id: string): Promise<Omit<LeftModel, "name"> | undefined> => {
    const listed = await artifacts.manifest("model", id);
    const size = listed?.files.find(({ path }) => path === MANIFEST_FILE)?.size ?? Infinity;
    const stored = size > MAX_MANIFEST ? undefined : await artifacts.read("model", id, MANIFEST_FILE);
    if (stored === undefined) return undefined;
    const { task, created, files } = parseManifest(await new Response(stored.body).bytes(), MANIFEST_FILE);
    return { task, created, size: Object.values(files).reduce((sum, { size }) => sum + size, 0) };
  };
  return {
    async list() {
      const { jobs } = await queue.list({ state: "done", limit: NEWEST });
      const models = await Promise.all(jobs.map(async (job): Promise<LeftModel[]> => {
        const id = modelOf(job);
        if (id === undefined) return [];
        if (!known.has(id)) known.set(id, told(id));
        // One that cannot be read now may be read later.
        const model = await known.get(id)!.catch(() => void known.delete(id));
        return model ? [{ name: job.id, ...model }] : [];
      }));
      return models.flat();
    },
    async find(id) {
      const job = ID_PATTERN.test(id) ? await queue.get(id) : undefined;
      const model = job && modelOf(job);
      return model === undefined ? undefined : await restored(place, { kind: "model", id: model });
    },
  };
}

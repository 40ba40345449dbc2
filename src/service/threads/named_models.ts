/** Models as the service names them: those that are listed, and those that its jobs have left; never by a path. */
import { type FoundModel, listModels } from "../../operations/models.ts";
import type { LeftModels } from "../jobs/left_models.ts";
import { Problem } from "../problem.ts";

/** Milliseconds that a list of models holds. */
const FRESH = 2000;

export interface NamedModels {
  /** The model of that name; without any, the only one that there is. Throws a Problem, 422, that names what there is. */
  find(name: string | undefined): Promise<FoundModel>;
}

/** Models of a task in some places, and those that jobs have left. */
export function namedModels(
  task: "art" | "text",
  { places, left }: { places?: readonly string[] | undefined; left?: Pick<LeftModels, "find"> | undefined },
): NamedModels {
  let listed: Promise<FoundModel[]> | undefined, until = 0;
  const list = () => {
    if (listed === undefined || performance.now() > until) {
      listed = listModels({ task, places });
      until = performance.now() + FRESH;
    }
    return listed;
  };
  return {
    async find(name) {
      const found = await list();
      const model = name === undefined
        ? found.length === 1 ? found[0] : undefined
        : found.find((each) => each.name === name);
      if (model !== undefined) return model;
      const folder = name === undefined ? undefined : await left?.find(name);
      const own = folder &&
        (await listModels({ task, places: [folder] })).find(({ path }) => path === folder);
      if (own && name !== undefined) return { ...own, name };
      const names = found.slice(0, 20).map(({ name }) => name).join(", ");
      const what = name === undefined ? "say which model" : `there is no such model for ${task}`;
      throw new Problem(422, found.length === 0 ? `there is no model for ${task}` : `${what}: ${names}`);
    },
  };
}

/** What a worker does, as the settings have it. */
import { resolve } from "node:path";
import type { Program } from "../../base/child.ts";
import { UserError } from "../../base/errors.ts";
import { insteadOf } from "../../words/nearest_name.ts";
import type { Services } from "../services.ts";
import { SWEEP } from "../sweeps/sweep.ts";
import { corporaRoot } from "./ask.ts";
import { isJobOperation, JOB_OPERATION_NAMES } from "./operations.ts";
import { PATIENCE, type Workplace } from "./workplace.ts";

/** What a process knows of itself. */
export interface Own {
  program: Program;
  name: string;
  log(line: string): void;
}

/** Where a worker of some settings works. Throws a UserError of kind "usage" for limits that are none. */
export function workplaceOf(
  { settings, queue, artifacts }: Pick<Services, "settings" | "queue" | "artifacts">,
  own: Own,
): Workplace {
  return {
    ...own,
    ...{ queue, artifacts, root: resolve(settings.root), corpora: resolve(corporaRoot(settings)) },
    concurrency: settings.queue.concurrency,
    kinds: kindsOf(settings.queue.kinds),
    keepsCheckpoints: settings.artifacts.bucket !== undefined,
    patience: { ...PATIENCE, drain: settings.limits.drain * 1000 },
  };
}

/** Limits such as "train=1", by operation. */
function kindsOf(limits: readonly string[]): Record<string, number> {
  return Object.fromEntries(limits.map((text) => {
    const [, name = "", count = ""] = /^([a-z-]+)=(\d{1,3})$/.exec(text) ?? [];
    if (isJobOperation(name) || name === SWEEP) return [name, Number(count)];
    const right = name === ""
      ? "an operation and a number, such as train=1"
      : insteadOf(name, [...JOB_OPERATION_NAMES, SWEEP]);
    throw new UserError("usage", `queue.kinds: ${text} is no limit; ${right}`);
  }));
}

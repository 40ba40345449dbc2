/** The services of compose.yaml on this machine, without containers. */
import { join } from "node:path";
import { type Service, servicesOf } from "./compose.ts";
import { isHealthy, logOf, ready, running, start, stop } from "./processes.ts";
import { variablesOf } from "./secrets.ts";

const ROOT = join(import.meta.dirname!, "..", "..");
/** Milliseconds that a service may take to be ready. */
const MOST = 120_000;

export interface Stack {
  services: readonly Service[];
  /** The values that hold, secrets too. */
  variables: Readonly<Record<string, string>>;
  /** Starts what does not run, each when what it needs is ready; tells of each. */
  up(told: (line: string) => void): Promise<void>;
  /** Ends all, the last that was started first. */
  down(told: (line: string) => void): Promise<void>;
  status(): Promise<{ name: string; pid?: number; state: "ready" | "starting" | "stopped"; log: string }[]>;
}

/** A stack that keeps all it has in a folder, which is made where there is none. */
export async function openStack(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<Stack> {
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  const variables = await variablesOf(join(folder, "env"), environment);
  const services = servicesOf(await Deno.readTextFile(join(ROOT, "compose.yaml")), {
    root: ROOT,
    volumes: join(folder, "volumes"),
    program: [Deno.execPath(), "run", "-q", "-A", join(ROOT, "main.ts")],
    variables,
  });
  return {
    services,
    variables,
    async up(told) {
      for (const service of services) {
        const { name } = service, there = await running(folder, name);
        for (const each of service.folders) await Deno.mkdir(each, { recursive: true, mode: 0o700 });
        const pid = there ?? await start(folder, service);
        await ready(folder, service, MOST);
        told(`${name}: ${there === undefined ? "started" : "runs already"}, process ${pid}`);
      }
    },
    async down(told) {
      for (const service of services.toReversed()) {
        told(`${service.name}: ${await stop(folder, service) ? "stopped" : "did not run"}`);
      }
    },
    status: () =>
      Promise.all(services.map(async (service) => {
        const { name } = service, pid = await running(folder, name), log = logOf(folder, name);
        if (pid === undefined) return { name, state: "stopped" as const, log };
        return { name, pid, state: await isHealthy(service) ? "ready" as const : "starting" as const, log };
      })),
  };
}

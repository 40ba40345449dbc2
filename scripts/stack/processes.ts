/** Processes that outlive who started them, known by files with their ids. */
import { join } from "node:path";
import { atomicWrite } from "../../src/base/files.ts";
import { sleep } from "../../src/base/sleep.ts";
import { UserError } from "../../src/base/errors.ts";
import type { Service } from "./compose.ts";

/** Milliseconds between looks whether a process has ended. */
const POLL = 50;

export const logOf = (folder: string, name: string): string => join(folder, `${name}.log`);
const pidFile = (folder: string, name: string) => join(folder, `${name}.pid`);

/** Id of the process of a service that runs. */
export async function running(folder: string, name: string): Promise<number | undefined> {
  const text = await Deno.readTextFile(pidFile(folder, name)).catch(() => "");
  const [pid = "", ...begun] = text.trim().split(" ");
  if (!/^[1-9]\d*$/.test(pid)) return undefined;
  // The number may be another's by now.
  return begun.join(" ") === await beginOf(Number(pid)) ? Number(pid) : undefined;
}

/** When a process began, as the system tells it; undefined where there is none. */
async function beginOf(pid: number): Promise<string | undefined> {
  const { success, stdout } = await new Deno.Command("ps", {
    args: ["-o", "stat=,lstart=", "-p", String(pid)],
    env: { LC_ALL: "C", TZ: "UTC" },
  }).output();
  const [state = "", ...begun] = new TextDecoder().decode(stdout).trim().split(/\s+/);
  // What has ended and nobody asked for is none.
  return success && !state.startsWith("Z") ? begun.join(" ") : undefined;
}

/** Starts a service; gives its id. Throws a UserError of kind "environment" where its program is not there. */
export async function start(folder: string, { name, command, environment }: Service): Promise<number> {
  // The shell is replaced by the program, whose words it never reads.
  const child = new Deno.Command("sh", {
    args: ["-c", 'log=$1; shift; exec "$@" >>"$log" 2>&1 </dev/null', "sh", logOf(folder, name), ...command],
    ...{ env: environment, stdin: "null", stdout: "null", stderr: "null", detached: true },
  }).spawn();
  child.unref();
  const begun = await beginOf(child.pid);
  if (begun === undefined) throw ended(name, await lastLines(folder, name));
  await atomicWrite(pidFile(folder, name), `${child.pid} ${begun}\n`);
  return child.pid;
}

/** Waits until a service is ready. Throws a UserError of kind "environment" where it ends before, or is not in time. */
export async function ready(folder: string, service: Service, most: number): Promise<void> {
  const until = Date.now() + most, { name, health } = service;
  for (;;) {
    if (await running(folder, name) === undefined) throw ended(name, await lastLines(folder, name));
    if (await isHealthy(service)) return;
    if (Date.now() > until) {
      throw new UserError(
        "environment",
        `${name} is not ready after ${most / 1000} s${await lastLines(folder, name)}`,
      );
    }
    await sleep(Math.min(health?.interval ?? 1000, 500));
  }
}

/** Whether a service says that it is ready; what has no way to say so is. */
export async function isHealthy({ health, environment }: Service): Promise<boolean> {
  const [program, ...args] = health?.command ?? [];
  if (program === undefined) return true;
  const { success } = await new Deno.Command(program, { args, env: environment, stdin: "null" }).output();
  return success;
}

/** Tells a service to end, and ends it where it does not in its time; whether it ran. */
export async function stop(folder: string, { name, grace }: Service): Promise<boolean> {
  const pid = await running(folder, name);
  if (pid !== undefined) {
    Deno.kill(pid, "SIGTERM");
    const until = Date.now() + grace;
    while (await running(folder, name) !== undefined && Date.now() < until) await sleep(POLL);
    if (await running(folder, name) !== undefined) Deno.kill(pid, "SIGKILL");
    while (await running(folder, name) !== undefined) await sleep(POLL);
  }
  await Deno.remove(pidFile(folder, name)).catch(() => {});
  return pid !== undefined;
}

async function lastLines(folder: string, name: string): Promise<string> {
  const text = await Deno.readTextFile(logOf(folder, name)).catch(() => "");
  const lines = text.trimEnd().split("\n").slice(-5).filter(Boolean);
  return lines.length === 0 ? "" : `; it said:\n${lines.join("\n")}`;
}

const ended = (name: string, said: string): UserError =>
  new UserError("environment", `${name} has ended${said}`);

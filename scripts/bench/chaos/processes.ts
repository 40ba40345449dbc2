/** Processes of a service, started again whenever they were killed. */
import { join } from "node:path";

/** A process that is there as long as it is wanted. */
export interface Kept {
  pid(): number;
  /** Kills it (SIGKILL); another takes its place at once. */
  kill(): void;
  /** Ends it for good, by SIGTERM. */
  end(): Promise<void>;
}

/** Where a service is: its folder, its port, and Redis where jobs are on one. */
export interface Place {
  folder: string;
  port: number;
  redis?: string | undefined;
}

/** Keeps a process of a role at work. */
export function keep(role: "server" | "worker", { folder, port, redis }: Place): Kept {
  const start = () =>
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "-q",
        "-A",
        "--no-check",
        join(import.meta.dirname!, "role.ts"),
        role,
        folder,
        String(port),
        ...redis === undefined ? [] : [redis],
      ],
      ...{ stdin: "null", stdout: "null", stderr: "inherit" },
    }).spawn();
  let child = start(), isWanted = true;
  const keeping = async () => {
    for (;;) {
      await child.status;
      if (!isWanted) return;
      child = start();
    }
  };
  const kept = keeping();
  const signal = (name: Deno.Signal) => {
    try {
      child.kill(name);
    } catch {
      // It has ended by itself.
    }
  };
  return {
    pid: () => child.pid,
    kill: () => signal("SIGKILL"),
    async end() {
      isWanted = false;
      signal("SIGTERM");
      await kept;
    },
  };
}

/** Processes that a process has started, as `ps` knows them. */
export async function childrenOf(pid: number): Promise<number[]> {
  const { stdout } = await new Deno.Command("ps", { args: ["-A", "-o", "pid=,ppid="] }).output();
  return new TextDecoder().decode(stdout).trim().split("\n").map((line) =>
    line.trim().split(/\s+/).map(Number)
  )
    .filter(([, parent]) => parent === pid).map(([child]) => child!);
}

/** Ends a process at once. */
export function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** Whether there is such a process, which has not just ended. */
export async function isAlive(pid: number): Promise<boolean> {
  const text = await Deno.readTextFile(`/proc/${pid}/stat`).catch(() => undefined);
  return text !== undefined && text.slice(text.lastIndexOf(")") + 2, text.lastIndexOf(")") + 3) !== "Z";
}

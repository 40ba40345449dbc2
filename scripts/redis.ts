/** A Redis of one's own, for tests and benches, with what it is told on disk. */
import { join } from "node:path";
import { sleep } from "../src/base/sleep.ts";
import { freePort } from "./free_port.ts";

/** What brings redis-server where it is missing. */
export const INSTALL_REDIS = "apt-get install -y --no-install-recommends redis-server";

export async function hasRedis(): Promise<boolean> {
  return (await new Deno.Command("sh", { args: ["-c", "command -v redis-server"] }).output()).success;
}

export interface RedisServer extends AsyncDisposable {
  url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** Starts Redis on a free port of loopback. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await Deno.makeTempDir();
  const port = freePort();
  let child: Deno.ChildProcess | undefined;
  const start = async () => {
    child = new Deno.Command("redis-server", {
      args: [
        ...["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--appendonly", "yes"],
        ...["--save", "", "--logfile", join(folder, "log")],
      ],
      ...{ stdin: "null", stdout: "null", stderr: "null" },
    }).spawn();
    for (let left = 200;; left--) {
      const connection = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => undefined);
      connection?.close();
      if (connection !== undefined) return;
      if (left === 0) throw new Error(await Deno.readTextFile(join(folder, "log")));
      await sleep(25);
    }
  };
  const kill = async () => {
    child?.kill("SIGKILL");
    await child?.status;
    child = undefined;
  };
  await start();
  return {
    ...{ url: `redis://127.0.0.1:${port}`, kill, start },
    async [Symbol.asyncDispose]() {
      await kill();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

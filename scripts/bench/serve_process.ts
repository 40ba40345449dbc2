/** A service in a process of its own, whose memory and processor time are read. Linux only. */
import { join } from "node:path";
import { UserError } from "../../src/base/errors.ts";
import { sleep } from "../../src/base/sleep.ts";

export interface Served extends AsyncDisposable {
  address: string;
  /** Each is a client of its own. */
  tokens: readonly string[];
  /** Bytes of memory in use, and seconds of processors so far. */
  memory(): number;
  processor(): number;
}

const CLIENTS = 8;
/** Milliseconds that it may take to be ready. */
const PATIENCE = 120_000;
/** Ticks of a second in /proc, on every Linux. */
const TICKS = 100;

/** Starts it with a folder for its data; it takes as many requests as come. */
export async function startService(root: string): Promise<Served> {
  const tokens = Array.from({ length: CLIENTS }, () => crypto.randomUUID());
  const main = join(import.meta.dirname!, "..", "..", "main.ts");
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-q",
      "-A",
      main,
      "serve",
      "--port",
      "0",
      "--root",
      root,
      "--limits-rate",
      "0",
      "--queue-concurrency",
      "0",
    ],
    env: { ASCII_GEN__TOKENS__DRAW: tokens.join(",") },
    ...{ stdin: "null", stdout: "piped", stderr: "inherit" },
  }).spawn();
  const end = async () => {
    process.kill("SIGTERM");
    await process.status;
  };
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";
  while (!told.includes("\n")) {
    const { done, value } = await lines.read();
    if (done) throw new UserError("environment", "the service did not start; its messages are above");
    told += value;
  }
  const address = told.split("\n")[0]!.trim();
  const until = performance.now() + PATIENCE;
  while (!(await fetch(`${address}/readyz`).then((response) => response.text().then(() => response.ok)))) {
    if (performance.now() > until) {
      await end();
      throw new UserError("environment", "the service did not get ready in two minutes");
    }
    await sleep(200);
  }
  const read = (file: string) => Deno.readTextFileSync(`/proc/${process.pid}/${file}`);
  return {
    ...{ address, tokens },
    memory: () => Number(/^VmRSS:\s+(\d+) kB/m.exec(read("status"))?.[1]) * 1024,
    processor() {
      const fields = read("stat").slice(read("stat").lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) / TICKS;
    },
    async [Symbol.asyncDispose]() {
      lines.cancel().catch(() => {});
      await end();
    },
  };
}

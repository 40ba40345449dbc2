import assert from "node:assert/strict";
import { join } from "node:path";
import { until } from "../../src/cli/interrupt.ts";

/** Waits to be told to stop, and a little longer, at most so many seconds. */
const PROGRAM = `
  import { interruptible } from ${JSON.stringify(import.meta.resolve("../../src/cli/interrupt.ts"))};
  await interruptible(async (signal) => {
    console.log("working");
    for (let i = 0; i < 50 && !signal.aborted; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log(signal.aborted ? "stopping" : "done");
    if (Deno.args[0] === "slow") await new Promise((resolve) => setTimeout(resolve, 20_000));
    console.log("saved");
  });
  Deno.exit(Deno.exitCode);
`;

/** Runs the program and sends it signals, each when it has printed a line more; returns all that it printed. */
async function told(
  signals: readonly Deno.Signal[],
  { nohup = false, slow = false, env = {} }: {
    nohup?: boolean;
    slow?: boolean;
    env?: Record<string, string>;
  } = {},
): Promise<{ lines: string[]; code: number }> {
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-test-" });
  try {
    const script = join(folder, "program.ts");
    await Deno.writeTextFile(script, PROGRAM);
    const command = [Deno.execPath(), "run", "-q", "-A", "--no-check", script, ...slow ? ["slow"] : []];
    const [program, ...args] = nohup ? ["nohup", ...command] : command;
    const child = new Deno.Command(program!, {
      args,
      env: { _: "", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    let output = "";
    const waiting = [...signals];
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
      output += text;
      const printed = output.split("\n").length - 1;
      while (waiting.length > 0 && printed > signals.length - waiting.length) child.kill(waiting.shift()!);
    }
    return { lines: output.trim().split("\n"), code: (await child.status).code };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const STOPPED = { lines: ["working", "stopping", "saved"], code: 130 };
const POSIX = { ignore: Deno.build.os === "windows" };

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  Deno.test(
    `interruptible() lets work come to its end on ${signal}, and the process ends with 130`,
    POSIX,
    async () => {
      assert.deepEqual(await told([signal]), STOPPED);
    },
  );
}

Deno.test("interruptible() ends the process at once when told twice", POSIX, async () => {
  assert.deepEqual(await told(["SIGINT", "SIGTERM"], { slow: true }), {
    lines: ["working", "stopping"],
    code: 130,
  });
});

Deno.test(
  "interruptible() goes on when the terminal of a process that nohup started closes",
  POSIX,
  async () => {
    assert.deepEqual(await told(["SIGHUP"], { nohup: true }), {
      lines: ["working", "done", "saved"],
      code: 0,
    });
    assert.deepEqual(await told(["SIGTERM"], { nohup: true }), STOPPED);
  },
);

Deno.test(
  "interruptible() believes the shell where a program in between has made SIGHUP usual again",
  POSIX,
  async () => {
    const env = { _: "/usr/bin/nohup" };
    assert.deepEqual(await told(["SIGHUP"], { env }), { lines: ["working", "done", "saved"], code: 0 });
  },
);

Deno.test("until() passes on what comes before an abort, and leaves what would come after it", async () => {
  const stop = new AbortController();
  let ended = false;
  const items = async function* (then: () => Promise<void>) {
    try {
      yield 1;
      yield 2;
      await then();
      yield 3;
    } finally {
      ended = true;
    }
  };
  assert.deepEqual(await Array.fromAsync(until(stop.signal, items(() => Promise.resolve()))), [1, 2, 3]);
  ended = false;
  for await (const item of until(stop.signal, items(() => Promise.resolve()))) if (item === 2) break;
  assert.ok(ended);
  ended = false;
  const never = () => {
    stop.abort();
    return new Promise<void>(() => {});
  };
  assert.deepEqual(await Array.fromAsync(until(stop.signal, items(never))), [1, 2]);
  assert.ok(!ended);
  assert.deepEqual(await Array.fromAsync(until(stop.signal, items(never))), []);
});

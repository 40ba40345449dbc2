/** Ranks that die or are told to stop; a run goes on with any number of ranks. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { endOf, mpiTest, startRanks } from "../../engine/mpi/launcher.ts";
import { alone, assertSame, checkpointIn, ranks, succeeded, training, untilSaved, withText } from "./runs.ts";

const FLAGS = ["--workers", "2"];
const LONG = ["--steps", "1000000", ...FLAGS];

/** Processes that run a training in a folder, by what Linux tells of them: those of Deno, in the order of their start. */
async function processesOf(out: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const words = (await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "")).split("\0");
    if (words[0] === Deno.execPath() && words.includes(out)) found.push(Number(name));
  }
  return found.sort((a, b) => a - b);
}

/** Of processes, the one that is a rank. */
async function rankOf(pids: readonly number[], rank: number): Promise<number> {
  for (const pid of pids) {
    const variables = (await Deno.readTextFile(`/proc/${pid}/environ`)).split("\0");
    if (variables.some((each) => each === `PMI_RANK=${rank}` || each === `OMPI_COMM_WORLD_RANK=${rank}`)) {
      return pid;
    }
  }
  throw new Error(`no process is rank ${rank}`);
}

/** Processes are told apart by what Linux tells of them. */
const NEVER = Deno.build.os !== "linux";

mpiTest(
  "a rank that is killed ends the run; its checkpoint goes on with one process, with two or three",
  async (mpi) => {
    await withText(async (folder, text) => {
      const victim = mpi === "mpich" ? 1 : 0;
      const out = join(folder, `killed-${victim}`);
      const child = startRanks(mpi, [
        ranks(2, training(text, out, ...LONG, "--distributed", "--shard-optimizer")),
      ]);
      const ended = endOf(child);
      await untilSaved(out, child);
      Deno.kill(await rankOf(await processesOf(out), victim), "SIGKILL");
      const { code } = await ended;
      assert.notEqual(code, 0);
      assert.deepEqual(await processesOf(out), []);
      const before = await checkpointIn(out);
      assert.ok(before.step >= 4 && before.step % 4 === 0);
      const copies = await Promise.all([1, 2, 3].map(async (count) => {
        const copy = join(folder, `killed-${victim}-${count}`);
        await Deno.mkdir(copy);
        for await (const { name, isFile } of Deno.readDir(out)) {
          if (isFile) await Deno.copyFile(join(out, name), join(copy, name));
        }
        return copy;
      }));
      const steps = ["--resume", "--steps", `${before.step + 4}`];
      await succeeded(alone(training(text, copies[0]!, ...steps)));
      const distributed = [...steps, "--distributed"];
      await succeeded(endOf(startRanks(mpi, [ranks(2, training(text, copies[1]!, ...distributed))])));
      const sharded = [...distributed, "--shard-optimizer"];
      await succeeded(endOf(startRanks(mpi, [ranks(3, training(text, copies[2]!, ...sharded))])));
      const [one, two, three] = await Promise.all(copies.map(checkpointIn));
      assert.equal(one!.step, before.step + 4);
      assertSame(one!, two!, 0);
      assertSame(one!, three!, 1e-5);
    });
  },
  NEVER,
);

mpiTest("mpirun that is told to stop saves a checkpoint", async (mpi) => {
  await withText(async (folder, text) => {
    const out = join(folder, "run");
    const child = startRanks(mpi, [ranks(2, training(text, out, ...LONG, "--distributed"))]);
    const ended = endOf(child);
    await untilSaved(out, child);
    // Open MPI's passes a Ctrl-C on too late, and this signal at once.
    child.kill(mpi === "mpich" ? "SIGINT" : "SIGUSR2");
    const { code, stderr } = await ended;
    // MPICH's mpirun, which is interrupted itself, at times ends before it knows what its ranks ended with.
    assert.ok(code === 130 || mpi === "mpich" && code === 0, `${code}: ${stderr}`);
    assert.equal(stderr.match(/stopping after this step/g)?.length, 1);
    assert.deepEqual(await processesOf(out), []);
    const { step } = await checkpointIn(out);
    assert.match(stderr, new RegExp(`^stopped after step ${step}$`, "m"));
  });
}, NEVER);

mpiTest("one rank that is told to stop stops all of them", async (mpi) => {
  await withText(async (folder, text) => {
    const out = join(folder, "run");
    const child = startRanks(mpi, [ranks(2, training(text, out, ...LONG, "--distributed"))]);
    const ended = endOf(child);
    await untilSaved(out, child);
    Deno.kill(await rankOf(await processesOf(out), 1), "SIGTERM");
    const { stderr } = await ended;
    assert.match(stderr, /another rank was told to stop: stopping after this step/);
    assert.deepEqual(await processesOf(out), []);
    assert.ok((await checkpointIn(out)).step >= 4);
  });
}, NEVER);

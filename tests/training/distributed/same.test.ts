/** What several ranks come to is what one process comes to with the same batches. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { endOf, LIBRARIES, mpiTest, startRanks } from "../../engine/mpi/launcher.ts";
import { alone, assertSame, checkpointIn, metricsIn, ranks, succeeded, training, withText } from "./runs.ts";

const FLAGS = ["--steps", "8", "--workers", "2", "--dropout", "0.1", "--callbacks", "ema,guard"];

mpiTest("two ranks of one worker are one process of two, sharded or not", async (mpi) => {
  await withText(async (folder, text) => {
    const [one, two, shards] = [join(folder, "one"), join(folder, "two"), join(folder, "shards")];
    await succeeded(alone(training(text, one, ...FLAGS)));
    const distributed = [...FLAGS, "--distributed"];
    const plain = await succeeded(
      endOf(startRanks(mpi, [ranks(2, training(text, two, ...distributed))])),
    );
    // Rank 0 alone tells: each line is there once.
    assert.equal(plain.stderr.match(/2 worker\(s\)/g)?.length, 1);
    assert.equal(plain.stderr.match(/^step 8 /gm)?.length, 1);
    await succeeded(
      endOf(startRanks(mpi, [ranks(2, training(text, shards, ...distributed, "--shard-optimizer"))])),
    );
    const [a, b, c] = await Promise.all([one, two, shards].map(checkpointIn));
    // a + b is b + a: with two there is no other order.
    assertSame(a!, b!, 0);
    assertSame(a!, c!, 0);
    const figures = await metricsIn(one);
    assert.ok(figures.some(({ type }) => type === "validation"));
    assert.deepEqual(await metricsIn(two), figures);
    assert.deepEqual(await metricsIn(shards), figures);
    const names = async (out: string) =>
      (await Array.fromAsync(Deno.readDir(out))).map(({ name }) => name).sort();
    assert.deepEqual(await names(two), await names(one));
  });
});

mpiTest(
  "four workers are shared out among three ranks, with any optimizer's state in shares",
  async (mpi) => {
    await withText(async (folder, text) => {
      const optimizer = mpi === "mpich" ? "adafactor" : "sgd";
      const [one, three] = [join(folder, `${optimizer}-one`), join(folder, `${optimizer}-three`)];
      const flags = ["--steps", "4", "--workers", "4", "--optimizer", optimizer];
      await succeeded(alone(training(text, one, ...flags)));
      const args = training(text, three, ...flags, "--distributed", "--shard-optimizer");
      await succeeded(endOf(startRanks(mpi, [ranks(3, args)])));
      const [a, b] = await Promise.all([one, three].map(checkpointIn));
      assertSame(a!, b!, 1e-5);
      const losses = (checkpoint: typeof a) => Object.values(checkpoint!.losses);
      for (const [i, loss] of losses(a).entries()) assert.ok(Math.abs(losses(b)[i]! / loss - 1) < 1e-3);
    });
  },
);

Deno.test("--distributed and what goes with it is refused where no mpirun started it", async () => {
  await withText(async (folder, text) => {
    const out = join(folder, "run");
    const { code, stderr } = await alone(training(text, out, "--steps", "1", "--distributed"));
    assert.equal(code, 2);
    assert.match(stderr, /mpirun -n 2 deno task train/);
    const sharded = await alone(training(text, out, "--steps", "1", "--shard-optimizer"));
    assert.equal(sharded.code, 2);
    assert.match(sharded.stderr, /engine\.shardOptimizer is of use with --distributed only/);
  });
});

Deno.test({
  name: "ranks that differ, and a rank that fails, end all with one line",
  ignore: LIBRARIES.length === 0,
  async fn() {
    await withText(async (folder, text) => {
      const out = join(folder, "run"), other = join(folder, "other.txt");
      await Deno.writeTextFile(other, (await Deno.readTextFile(text)).replace("cats", "dogs"));
      const flags = ["--steps", "4", "--workers", "2", "--distributed"];
      const cases: [second: string[], code: number, told: RegExp][] = [
        [
          training(text, out, ...flags, "--dropout", "0.1"),
          2,
          /rank 1 differs from rank 0: training\.dropout 0\.1, not none$/,
        ],
        [
          training(other, out, ...flags),
          2,
          /rank 1 differs from rank 0: corpus sha256 \w{12}, not sha256 \w{12}$/,
        ],
        [training(join(folder, "none.txt"), out, ...flags), 7, /rank 1: .*none\.txt/],
        [
          training(text, out, ...flags, "--optimizer", "adamw"),
          2,
          /rank 1 differs .*optimizer\.name "adamw", not none$/,
        ],
      ];
      for (const [second, code, told] of cases) {
        const first = training(text, out, ...flags);
        const mpi = LIBRARIES[0]!;
        const ended = await endOf(startRanks(mpi, [ranks(1, first), ranks(1, second)]));
        assert.equal(ended.code, code, ended.stderr);
        const lines = ended.stderr.split("\n").filter((line) => line.startsWith("ascii-gen: "));
        assert.equal(lines.length, 1, ended.stderr);
        assert.match(lines[0]!, told);
        // What was refused leaves nothing that stands in the way.
        await assert.rejects(Deno.stat(out));
      }
      const few = training(text, out, "--steps", "4", "--workers", "1", "--distributed");
      const { code, stderr } = await endOf(startRanks(LIBRARIES[0]!, [ranks(2, few)]));
      assert.equal(code, 2);
      assert.match(stderr, /--workers 1 are those of all 2 ranks: give 2 or more/);
    });
  },
});

import assert from "node:assert/strict";
import { launchOf } from "../../../src/engine/mpi/launch.ts";
import { endOf, mpiTest, script, startRanks } from "./launcher.ts";

Deno.test("launchOf() knows the launcher by its variables, and no other", () => {
  const of = (variables: Record<string, string>) => launchOf((name) => variables[name]);
  assert.deepEqual(of({ PMI_RANK: "1", PMI_SIZE: "4", MPI_LOCALNRANKS: "2" }), {
    ...{ mpi: "mpich", rank: 1, size: 4, local: 2 },
  });
  const open = { OMPI_COMM_WORLD_RANK: "0", OMPI_COMM_WORLD_SIZE: "2", OMPI_COMM_WORLD_LOCAL_SIZE: "2" };
  assert.deepEqual(of(open), { mpi: "openmpi", rank: 0, size: 2, local: 2 });
  assert.equal(of({ PMI_RANK: "0", PMI_SIZE: "1" })?.local, 1);
  for (const rank of ["", "-1", "x", "2", "1.5"]) {
    assert.equal(of({ PMI_RANK: rank, PMI_SIZE: "2" }), undefined);
  }
  assert.equal(of({}), undefined);
  assert.equal(of({ PMI_RANK: "0" }), undefined);
});

mpiTest("three ranks sum, broadcast, send and receive in place, and end together", async (mpi) => {
  const args = script("tests/engine/mpi/rank.ts", "all");
  const { code, stdout, stderr } = await endOf(startRanks(mpi, [{ count: 3, args }]));
  assert.equal(code, 0, stderr);
  const lines = stdout.trim().split("\n").map((line) => JSON.parse(line)).sort((a, b) => a.rank - b.rank);
  assert.equal(lines.length, 3);
  for (const [rank, line] of lines.entries()) {
    assert.deepEqual(
      { ...line, ticks: 0 },
      {
        ...{ rank, size: 3, broken: false, launch: { mpi, rank, size: 3, local: 3 } },
        // Sums of sums: 6, of three ranks.
        ...{ first: 18, middle: 6, last: 1.5, few: [3, 0.1 + 0.1 + 0.1, 3 * 2 ** 40 + 3] },
        ...{ told: "héllo", part: [2, 2, 2, 2, 2] },
        shifted: rank === 0 ? [0, 0, 7, 8, 9, 0, 0, 0] : new Array(8).fill(0),
        ticks: 0,
      },
    );
  }
});

mpiTest("a rank that waits too long for another says so and ends all", async (mpi) => {
  const args = script("tests/engine/mpi/rank.ts", "late", "1.5");
  const began = performance.now();
  const { code, stdout } = await endOf(startRanks(mpi, [{ count: 2, args }]));
  assert.notEqual(code, 0);
  assert.ok(performance.now() - began < 40_000);
  const told = JSON.parse(stdout.trim());
  assert.deepEqual({ rank: told.rank, broken: told.broken }, { rank: 0, broken: true });
  assert.match(told.message, /rank 0 waited 1\.5 s for the other ranks \(MPI_Ibarrier\)/);
});

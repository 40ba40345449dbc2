/** Tests with ranks that a real mpirun starts, which are ignored where there is none. */
import { INSTALL, LIBRARIES } from "../../../scripts/bench/distributed/launch.ts";
import type { MpiName } from "../../../src/engine/mpi/launch.ts";

export {
  type Ended,
  endOf,
  LIBRARIES,
  type Ranks,
  script,
  startRanks,
} from "../../../scripts/bench/distributed/launch.ts";

if (LIBRARIES.length < 2) console.error(`not all of MPI is here, so not all of it is tested: ${INSTALL}`);

/** A test for each library, ignored where it is not installed, or altogether. */
export function mpiTest(name: string, work: (mpi: MpiName) => Promise<void>, never = false): void {
  for (const mpi of ["mpich", "openmpi"] as const) {
    const ignore = never || !LIBRARIES.includes(mpi);
    Deno.test({ name: `${name} (${mpi})`, ignore, fn: () => work(mpi) });
  }
}

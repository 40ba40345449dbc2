/** Programs started as ranks by a real mpirun, and tests that are ignored where there is none. */
import { fileURLToPath } from "node:url";
import type { MpiName } from "../../../src/engine/mpi/launch.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MPIRUN: Readonly<Record<MpiName, string>> = { mpich: "mpirun.mpich", openmpi: "mpirun.openmpi" };
const INSTALL = "apt-get install -y --no-install-recommends mpich libopenmpi3 openmpi-bin";

const isThere = (program: string): boolean =>
  (Deno.env.get("PATH") ?? "").split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });

export const LIBRARIES = (["mpich", "openmpi"] as const).filter((mpi) => isThere(MPIRUN[mpi]));
if (LIBRARIES.length < 2) console.error(`not all of MPI is here, so not all of it is tested: ${INSTALL}`);

/** A test for each library, ignored where it is not installed, or altogether. */
export function mpiTest(name: string, work: (mpi: MpiName) => Promise<void>, never = false): void {
  for (const mpi of ["mpich", "openmpi"] as const) {
    const ignore = never || !LIBRARIES.includes(mpi);
    Deno.test({ name: `${name} (${mpi})`, ignore, fn: () => work(mpi) });
  }
}

/** What Open MPI wants to be told: that it may run as root, on fewer cores than ranks. */
const environment = (): Record<string, string> => ({
  OMPI_ALLOW_RUN_AS_ROOT: "1",
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1",
  OMPI_MCA_rmaps_base_oversubscribe: "1",
  NO_COLOR: "1",
});

/** Ranks that run `args` of Deno, each. */
export interface Ranks {
  count: number;
  args: readonly string[];
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts ranks, those of the first group first; `flags` are of mpirun. */
export function startRanks(mpi: MpiName, groups: readonly Ranks[], flags: readonly string[] = []) {
  const words = groups.flatMap(({ count, args }, i) => [
    ...i > 0 ? [":"] : [],
    ...["-n", `${count}`, Deno.execPath(), ...args],
  ]);
  return new Deno.Command(MPIRUN[mpi], {
    args: [...flags, ...words],
    env: environment(),
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
}

/** Waits for ranks to end. */
export async function endOf(child: Deno.ChildProcess): Promise<Ended> {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Arguments of Deno that run a script of this repository. */
export const script = (path: string, ...args: string[]): string[] => [
  ...["run", "-q", "-A", "--no-check", "--config", `${ROOT}deno.json`, `${ROOT}${path}`],
  ...args,
];

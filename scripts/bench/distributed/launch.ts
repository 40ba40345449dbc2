/** Starts ranks by a real mpirun, on this machine or on two that are namespaces. */
import { fileURLToPath } from "node:url";
import type { MpiName } from "../../../src/engine/mpi/launch.ts";

export const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
export const INSTALL = "apt-get install -y --no-install-recommends mpich libopenmpi3 openmpi-bin";
const MPIRUN: Readonly<Record<MpiName, string>> = { mpich: "mpirun.mpich", openmpi: "mpirun.openmpi" };

const isThere = (program: string): boolean =>
  (Deno.env.get("PATH") ?? "").split(":").some((folder) => {
    try {
      return Deno.statSync(`${folder}/${program}`).isFile;
    } catch {
      return false;
    }
  });

/** The libraries whose mpirun is installed, as Debian calls them. */
export const LIBRARIES = (["mpich", "openmpi"] as const).filter((mpi) => isThere(MPIRUN[mpi]));

/** What Open MPI wants to be told: that it may run as root, on fewer cores than ranks. */
const OPEN_MPI = {
  OMPI_ALLOW_RUN_AS_ROOT: "1",
  OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1",
  OMPI_MCA_rmaps_base_oversubscribe: "1",
};

/** Ranks that run `args` of a program, each. */
export interface Ranks {
  count: number;
  /** Deno unless told otherwise. */
  program?: string;
  args: readonly string[];
}

/** How an mpirun is started: with flags of its own, by another program, with variables. */
export interface Manner {
  flags?: readonly string[];
  prefix?: readonly string[];
  env?: Readonly<Record<string, string>>;
}

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Starts ranks, those of the first group first. */
export function startRanks(
  mpi: MpiName,
  groups: readonly Ranks[],
  { flags = [], prefix = [], env = {} }: Manner = {},
): Deno.ChildProcess {
  const words = groups.flatMap(({ count, program = Deno.execPath(), args }, i) => [
    ...i > 0 ? [":"] : [],
    ...["-n", `${count}`, program, ...args],
  ]);
  const [program, ...args] = [...prefix, MPIRUN[mpi], ...flags, ...words];
  return new Deno.Command(program!, {
    ...{ args, env: { ...OPEN_MPI, NO_COLOR: "1", ...env } },
    ...{ stdin: "null", stdout: "piped", stderr: "piped" },
  }).spawn();
}

/** Waits for what was started to end. */
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

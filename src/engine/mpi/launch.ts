/** Who started this process: what an mpirun tells the processes that it starts. */

/** Families of MPI, each with a library of its own. */
export type MpiName = "mpich" | "openmpi";

/** What the launcher says, before a library is open. */
export interface Launch {
  mpi: MpiName;
  rank: number;
  size: number;
  /** Ranks on this machine. */
  local: number;
}

/** By whose environment the launcher is known, with the names of its variables. */
const LAUNCHERS = [
  { mpi: "mpich", rank: "PMI_RANK", size: "PMI_SIZE", local: "MPI_LOCALNRANKS" },
  {
    mpi: "openmpi",
    rank: "OMPI_COMM_WORLD_RANK",
    size: "OMPI_COMM_WORLD_SIZE",
    local: "OMPI_COMM_WORLD_LOCAL_SIZE",
  },
] as const;

/** The variables that tell how a process was started. */
export const LAUNCH_VARIABLES: readonly string[] = LAUNCHERS.flatMap(({ mpi: _, ...names }) =>
  Object.values(names)
);

/** How this process was started, by the variables of the environment; undefined where no mpirun did. */
export function launchOf(variable: (name: string) => string | undefined): Launch | undefined {
  const number = (name: string) => {
    const text = variable(name);
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  for (const { mpi, ...names } of LAUNCHERS) {
    const rank = number(names.rank), size = number(names.size);
    if (rank === undefined || size === undefined || rank >= size) continue;
    return { mpi, rank, size, local: number(names.local) ?? 1 };
  }
}

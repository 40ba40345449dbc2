/** Libraries of MPI, opened by FFI: functions of one shape, and the handles that each has in its own way. */
import { UserError } from "../../base/errors.ts";
import type { Launch, MpiName } from "./launch.ts";

const FUNCTIONS = {
  MPI_Init_thread: { parameters: ["usize", "usize", "i32", "buffer"], result: "i32" },
  MPI_Comm_rank: { parameters: ["usize", "buffer"], result: "i32" },
  MPI_Comm_size: { parameters: ["usize", "buffer"], result: "i32" },
  MPI_Comm_set_errhandler: { parameters: ["usize", "usize"], result: "i32" },
  MPI_Error_string: { parameters: ["i32", "buffer", "buffer"], result: "i32" },
  MPI_Abort: { parameters: ["usize", "i32"], result: "i32" },
  MPI_Finalize: { parameters: [], result: "i32", nonblocking: true },
  // deno-fmt-ignore
  MPI_Iallreduce: { parameters: ["usize", "usize", "i32", "usize", "usize", "usize", "usize"], result: "i32" },
  MPI_Ibcast: { parameters: ["usize", "i32", "usize", "i32", "usize", "usize"], result: "i32" },
  MPI_Ibarrier: { parameters: ["usize", "usize"], result: "i32" },
  MPI_Test: { parameters: ["usize", "buffer", "usize"], result: "i32" },
  // Long ones have a thread of their own, and the event loop goes on.
  MPI_Allreduce: {
    parameters: ["usize", "usize", "i32", "usize", "usize", "usize"],
    result: "i32",
    nonblocking: true,
  },
  MPI_Bcast: { parameters: ["usize", "i32", "usize", "i32", "usize"], result: "i32", nonblocking: true },
  MPI_Send: {
    parameters: ["usize", "i32", "usize", "i32", "i32", "usize"],
    result: "i32",
    nonblocking: true,
  },
  // deno-fmt-ignore
  MPI_Recv: { parameters: ["usize", "i32", "usize", "i32", "i32", "usize", "usize"], result: "i32", nonblocking: true },
} as const;

/** Open MPI's handles are addresses of these. */
const OPEN_MPI = {
  ompi_mpi_comm_world: { type: "pointer" },
  ompi_mpi_byte: { type: "pointer" },
  ompi_mpi_float: { type: "pointer" },
  ompi_mpi_double: { type: "pointer" },
  ompi_mpi_op_sum: { type: "pointer" },
  ompi_mpi_errors_return: { type: "pointer" },
} as const;

/** What functions are given; numbers of 32 bits in MPICH's ABI, addresses in Open MPI. */
interface Handles {
  world: bigint;
  byte: bigint;
  float: bigint;
  double: bigint;
  sum: bigint;
  errorsReturn: bigint;
  /** In the place of what is sent: it is where the result goes. */
  inPlace: bigint;
  /** In the place of a status that nobody reads. */
  noStatus: bigint;
}

/** A library of MPI that is open. */
export interface Library {
  readonly name: MpiName;
  /** The file that it was loaded from. */
  readonly file: string;
  readonly functions: Deno.DynamicLibrary<typeof FUNCTIONS>["symbols"];
  readonly handles: Handles;
}

const FILES: Readonly<Record<MpiName, readonly string[]>> = {
  mpich: ["libmpich.so.12", "libmpi.so.12"],
  openmpi: ["libmpi.so.40"],
};
const PACKAGES: Readonly<Record<MpiName, string>> = { mpich: "mpich", openmpi: "libopenmpi3 openmpi-bin" };

/** The ABI that MPICH, Intel MPI and MVAPICH share. */
const MPICH: Handles = {
  ...{ world: 0x44000000n, byte: 0x4c00010dn, float: 0x4c00040an, double: 0x4c00080bn, sum: 0x58000003n },
  ...{ errorsReturn: 0x54000001n, inPlace: 2n ** 64n - 1n, noStatus: 1n },
};

function openMpiHandles(file: string): Handles {
  const { symbols } = Deno.dlopen(file, OPEN_MPI);
  const at = (symbol: Deno.PointerValue) => Deno.UnsafePointer.value(symbol);
  return {
    world: at(symbols.ompi_mpi_comm_world),
    byte: at(symbols.ompi_mpi_byte),
    float: at(symbols.ompi_mpi_float),
    double: at(symbols.ompi_mpi_double),
    sum: at(symbols.ompi_mpi_op_sum),
    errorsReturn: at(symbols.ompi_mpi_errors_return),
    ...{ inPlace: 1n, noStatus: 0n },
  };
}

/**
 * Opens the library of the launcher that started this process. Throws a UserError of kind "environment" where it is not
 * installed.
 */
export function openLibrary({ mpi }: Launch): Library {
  const failures: string[] = [];
  for (const file of FILES[mpi]) {
    try {
      const { symbols } = Deno.dlopen(file, FUNCTIONS);
      return { name: mpi, file, functions: symbols, handles: mpi === "mpich" ? MPICH : openMpiHandles(file) };
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw new UserError(
    "environment",
    `--distributed: started by the mpirun of ${mpi}, and its library does not open (${failures[0]}); ` +
      `on Debian: apt-get install ${PACKAGES[mpi]}`,
  );
}

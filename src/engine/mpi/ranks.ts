/** The ranks of a run: processes that mpirun started, on one machine or many. */
import { setImmediate } from "node:timers";
import { UserError } from "../../base/errors.ts";
import { sleep } from "../../base/sleep.ts";
import type { Launch } from "./launch.ts";
import { type Library, openLibrary } from "./library.ts";

/** This process among all that mpirun started. Every rank calls the same functions in the same order. */
export interface Ranks {
  readonly rank: number;
  readonly size: number;
  /** The library, by its file. */
  readonly library: string;
  /** Whether a call has failed: the others may wait for ever, and only `abort` helps. */
  readonly broken: boolean;
  /** Sums few values over all ranks, in place. Who waits for the others leaves the processor to them. */
  sum(values: Float64Array): Promise<void>;
  /** Sums many values over all ranks, in place: in order of ranks as the library has it, the same on every rank. */
  sumFloats(values: Float32Array): Promise<void>;
  /** Few values of `root`, in the place of those of the others. Who waits leaves the processor to others. */
  broadcast(values: Float64Array | Uint8Array, root: number): Promise<void>;
  broadcastFloats(values: Float32Array, root: number): Promise<void>;
  send(values: Float32Array, to: number): Promise<void>;
  receive(values: Float32Array, from: number): Promise<void>;
  /** Waits for all ranks. */
  barrier(): Promise<void>;
  /** Ends all ranks at once, with an exit code; this process too. */
  abort(code: number): never;
  /** To be called last, by every rank. */
  finalize(): Promise<void>;
}

/** Values that one call takes at most: counts are of 32 bits. */
const MOST = 1 << 28;
const MULTIPLE = 3;
const TAG = 1;
/** Milliseconds that an end is waited for, and that a launcher has to read why all is ended. */
const FAREWELL = 5000, LAST_WORDS = 500;
/** Milliseconds that are waited for others without a pause, and between looks then, at first and at last. */
const EAGER = 2, PAUSE = 1, LONGEST_PAUSE = 20;

/**
 * Joins the other ranks. `patience` is in seconds: a call that takes longer fails, for want of an answer. Throws a UserError
 * of kind "environment" for a library that does not open or cannot do what is needed; so do calls that fail.
 */
export function joinRanks(launch: Launch, patience: number): Ranks {
  const library = openLibrary(launch);
  const { functions: mpi, handles } = library;
  const number = new Int32Array(new ArrayBuffer(64));
  let broken = false;
  const check = (name: string, code: number) => {
    if (code === 0) return;
    broken = true;
    throw failureOf(library, name, code);
  };
  check("MPI_Init_thread", mpi.MPI_Init_thread(0n, 0n, MULTIPLE, number));
  if (number[0]! < MULTIPLE) {
    throw new UserError("environment", `--distributed: ${library.file} was built without threads`);
  }
  check("MPI_Comm_set_errhandler", mpi.MPI_Comm_set_errhandler(handles.world, handles.errorsReturn));
  check("MPI_Comm_rank", mpi.MPI_Comm_rank(handles.world, number));
  const rank = number[0]!;
  check("MPI_Comm_size", mpi.MPI_Comm_size(handles.world, number));
  const size = number[0]!;

  const late = (name: string) => {
    broken = true;
    return new UserError(
      "environment",
      `--distributed: rank ${rank} waited ${patience} s for the other ranks (${name}): one of them is gone or hangs`,
    );
  };
  const settled = async (name: string, call: Promise<number>, values: ArrayBufferView = done) => {
    held.add(values);
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(late(name)), 1000 * patience);
    try {
      check(name, await Promise.race([call, promise]));
      if (values !== done) held.delete(values);
    } finally {
      clearTimeout(timer);
    }
  };

  const request = new BigUint64Array(new ArrayBuffer(64)), done = new Int32Array(new ArrayBuffer(64));
  const requestAt = addressOf(request);
  // Memory that only the library knows of would be taken away.
  const held = new Set<ArrayBufferView>([request, done]);
  /** Waits for the one call that is under way, by looking at it again and again. */
  const finished = async (name: string, code: number, values: ArrayBufferView = done) => {
    held.add(values);
    check(name, code);
    const began = performance.now();
    for (let pause = PAUSE;;) {
      check(name, mpi.MPI_Test(requestAt, done, handles.noStatus));
      if (done[0] !== 0) {
        if (values !== done) held.delete(values);
        return;
      }
      const waited = performance.now() - began;
      if (waited > 1000 * patience) throw late(name);
      if (waited < EAGER) await new Promise<void>((resolve) => void setImmediate(resolve));
      else {
        await sleep(pause);
        if (waited > 200) pause = Math.min(LONGEST_PAUSE, pause * 1.1);
      }
    }
  };
  /** A call for every part of many values, of which the library takes not too many at once. */
  const inParts = async (
    name: string,
    values: Float32Array,
    call: (at: bigint, count: number) => Promise<number>,
  ) => {
    for (let begin = 0; begin < values.length; begin += MOST) {
      const part = values.subarray(begin, begin + MOST);
      await settled(name, call(addressOf(part), part.length), part);
    }
  };

  const barrier = () => finished("MPI_Ibarrier", mpi.MPI_Ibarrier(handles.world, requestAt));

  return {
    ...{ rank, size, library: library.file },
    get broken() {
      return broken;
    },
    sum(values) {
      const at = addressOf(values), { inPlace, double, sum, world } = handles;
      const { length } = values;
      return finished(
        "MPI_Iallreduce",
        mpi.MPI_Iallreduce(inPlace, at, length, double, sum, world, requestAt),
        values,
      );
    },
    sumFloats: (values) =>
      inParts(
        "MPI_Allreduce",
        values,
        (at, count) =>
          mpi.MPI_Allreduce(handles.inPlace, at, count, handles.float, handles.sum, handles.world),
      ),
    broadcast(values, root) {
      const { byteLength } = values;
      return finished(
        "MPI_Ibcast",
        mpi.MPI_Ibcast(addressOf(values), byteLength, handles.byte, root, handles.world, requestAt),
        values,
      );
    },
    broadcastFloats: (values, root) =>
      inParts(
        "MPI_Bcast",
        values,
        (at, count) => mpi.MPI_Bcast(at, count, handles.float, root, handles.world),
      ),
    send: (values, to) =>
      inParts(
        "MPI_Send",
        values,
        (at, count) => mpi.MPI_Send(at, count, handles.float, to, TAG, handles.world),
      ),
    receive: (values, from) =>
      inParts(
        "MPI_Recv",
        values,
        (at, count) => mpi.MPI_Recv(at, count, handles.float, from, TAG, handles.world, handles.noStatus),
      ),
    barrier,
    abort(code): never {
      // What this process has said is lost where the launcher has not read it by then.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_WORDS);
      mpi.MPI_Abort(handles.world, code);
      throw new Error("MPI_Abort returned");
    },
    async finalize() {
      await barrier();
      // Over UCX and TCP, MPICH 4.0's may wait for an answer that nobody gives any more; all is done by then.
      const waited = Promise.withResolvers<number>();
      const timer = setTimeout(() => waited.resolve(0), FAREWELL);
      check("MPI_Finalize", await Promise.race([mpi.MPI_Finalize(), waited.promise]));
      clearTimeout(timer);
    },
  };
}

/** Where values lie. Those in memory of their own stay there, however small: looking at `buffer` takes them off V8's heap. */
function addressOf({ buffer, byteOffset }: ArrayBufferView<ArrayBufferLike>): bigint {
  // cast: Deno takes views of shared memory here as well, which its types leave out
  const all = new Uint8Array(buffer) as Uint8Array<ArrayBuffer>;
  return Deno.UnsafePointer.value(Deno.UnsafePointer.of(all)) + BigInt(byteOffset);
}

function failureOf({ functions, file }: Library, name: string, code: number): UserError {
  const text = new Uint8Array(new ArrayBuffer(2048)), length = new Int32Array(new ArrayBuffer(64));
  const told = functions.MPI_Error_string(code, text, length) === 0;
  const words = told ? new TextDecoder().decode(text.subarray(0, length[0])).trim() : `code ${code}`;
  return new UserError("environment", `--distributed: ${name} of ${file} failed: ${words}`);
}

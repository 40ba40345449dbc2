/** As much of Linux's C library as opens a file, tells what it is, and makes one in memory. All throw if it refuses. */

/** What a descriptor leads to. */
export interface LinuxStat {
  isFile: boolean;
  uid: number;
  mode: number;
  size: number;
  /** Device, inode, size, times of the last writing and of the last change of any kind, to the nanosecond. */
  identity: string;
}

/** Flags of fcntl.h, of which one has another value on each processor. */
const CLOSE_ON_EXEC = 0o2000000, NON_BLOCKING = 0o4000;
const NO_LINK = Deno.build.arch === "aarch64" ? 0o100000 : 0o400000;
const EMPTY_PATH = 0x1000, BASIC_STATS = 0x7ff, STATX_SIZE = 256;
const FILE_KIND = 0o170000, PLAIN_FILE = 0o100000;
const MEMORY_FILE = 3; // closed on exec, can be sealed
const ADD_SEALS = 1033, ALL_SEALS = 15; // no writing, no other size, no further seals
const READABLE = 4;

/** Binding a function takes half a millisecond: every start needs the first three, the others hardly any. */
const CHECKING = {
  open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
  statx: { parameters: ["i32", "buffer", "i32", "u32", "buffer"], result: "i32" },
  access: { parameters: ["buffer", "i32"], result: "i32" },
} as const;
const COPYING = {
  close: { parameters: ["i32"], result: "i32" },
  read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
  memfd_create: { parameters: ["buffer", "u32"], result: "i32" },
  fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
} as const;

/** What `bind` gives, bound once. */
function once<T>(bind: () => T): () => T {
  let bound: T | undefined;
  return () => bound ??= bind();
}
const checking = once(() => Deno.dlopen("libc.so.6", CHECKING).symbols);
const copying = once(() => Deno.dlopen("libc.so.6", COPYING).symbols);

/** Opens a file for reading, without following a link or waiting for anything; gives its descriptor. */
export function openDescriptor(path: string): number {
  return checked(checking().open(text(path), CLOSE_ON_EXEC | NON_BLOCKING | NO_LINK, 0), path);
}

/** What a descriptor leads to. */
export function statDescriptor(descriptor: number): LinuxStat {
  const bytes = new Uint8Array(STATX_SIZE);
  checked(checking().statx(descriptor, text(""), EMPTY_PATH, BASIC_STATS, bytes), "the library");
  const view = new DataView(bytes.buffer);
  const word = (at: number) => view.getUint32(at, true);
  const long = (at: number) => view.getBigUint64(at, true);
  const mode = view.getUint16(28, true);
  const [changed, written] = [96, 112].map((at) => `${long(at)}.${word(at + 8)}`);
  const identity = [word(136), word(140), long(32), long(40), written, changed].join(" ");
  return { isFile: (mode & FILE_KIND) === PLAIN_FILE, uid: word(20), mode, size: Number(long(40)), identity };
}

/** Whether a descriptor can be opened again by its path in /proc. */
export function isReachable(descriptor: number): boolean {
  return checking().access(text(`/proc/self/fd/${descriptor}`), READABLE) === 0;
}

/** Reads what comes next into a part of `chunk`; gives 0 at the end. */
export function readDescriptor(descriptor: number, chunk: Uint8Array<ArrayBuffer>): number {
  return checked(copying().read(descriptor, chunk, BigInt(chunk.length)), "the library");
}

export function closeDescriptor(descriptor: number): void {
  copying().close(descriptor);
}

/** Makes a file in memory that no one can change any more; gives its descriptor. */
export function makeSealed(name: string, bytes: Uint8Array<ArrayBuffer>): number {
  const { memfd_create, write, fcntl } = copying();
  const what = "a file in memory";
  const descriptor = checked(memfd_create(text(name), MEMORY_FILE), what);
  try {
    for (let rest = bytes; rest.length > 0;) {
      rest = rest.subarray(checked(write(descriptor, rest, BigInt(rest.length)), what));
    }
    checked(fcntl(descriptor, ADD_SEALS, ALL_SEALS), what);
    return descriptor;
  } catch (error) {
    closeDescriptor(descriptor);
    throw error;
  }
}

function checked(result: number | bigint, what: string): number {
  if (result < 0) throw new Error(`${what} cannot be opened, read or made`);
  return Number(result);
}

/** A string as C has it. */
const text = (value: string) => new TextEncoder().encode(`${value}\0`);

/** As much of Linux's C library as opens a file, tells what it is, and makes one in memory. */

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

let loaded: ReturnType<typeof load> | undefined;

/** The functions, loaded when they are first asked for. Each throws if the system refuses. */
export function libc() {
  return loaded ??= load();
}

function load() {
  const { symbols } = Deno.dlopen("libc.so.6", {
    open: { parameters: ["buffer", "i32", "i32"], result: "i32" },
    close: { parameters: ["i32"], result: "i32" },
    read: { parameters: ["i32", "buffer", "usize"], result: "isize" },
    write: { parameters: ["i32", "buffer", "usize"], result: "isize" },
    access: { parameters: ["buffer", "i32"], result: "i32" },
    statx: { parameters: ["i32", "buffer", "i32", "u32", "buffer"], result: "i32" },
    memfd_create: { parameters: ["buffer", "u32"], result: "i32" },
    fcntl: { parameters: ["i32", "i32", "i32"], result: "i32" },
  });
  const checked = (result: number | bigint, what: string): number => {
    if (result < 0) throw new Error(`${what} cannot be opened or read`);
    return Number(result);
  };
  const close = (descriptor: number) => void symbols.close(descriptor);
  return {
    /** Opens a file for reading, without following a link or waiting for anything; gives its descriptor. */
    open: (path: string) =>
      checked(symbols.open(text(path), CLOSE_ON_EXEC | NON_BLOCKING | NO_LINK, 0), path),
    close,
    read: (descriptor: number, chunk: Uint8Array<ArrayBuffer>) =>
      checked(symbols.read(descriptor, chunk, BigInt(chunk.length)), "the library"),
    stat(descriptor: number): LinuxStat {
      const bytes = new Uint8Array(STATX_SIZE);
      checked(symbols.statx(descriptor, text(""), EMPTY_PATH, BASIC_STATS, bytes), "the library");
      const view = new DataView(bytes.buffer);
      const word = (at: number) => view.getUint32(at, true);
      const long = (at: number) => view.getBigUint64(at, true);
      const mode = view.getUint16(28, true);
      const [changed, written] = [96, 112].map((at) => `${long(at)}.${word(at + 8)}`);
      const identity = [word(136), word(140), long(32), long(40), written, changed].join(" ");
      return {
        isFile: (mode & FILE_KIND) === PLAIN_FILE,
        uid: word(20),
        mode,
        size: Number(long(40)),
        identity,
      };
    },
    /** Whether a descriptor can be opened again by its path in /proc. */
    isReachable: (descriptor: number) => symbols.access(text(`/proc/self/fd/${descriptor}`), READABLE) === 0,
    /** A file in memory that no one can change any more; gives its descriptor. */
    makeSealed(name: string, bytes: Uint8Array<ArrayBuffer>): number {
      const descriptor = checked(symbols.memfd_create(text(name), MEMORY_FILE), "a file in memory");
      try {
        for (let rest = bytes; rest.length > 0;) {
          rest = rest.subarray(
            checked(symbols.write(descriptor, rest, BigInt(rest.length)), "a file in memory"),
          );
        }
        checked(symbols.fcntl(descriptor, ADD_SEALS, ALL_SEALS), "a file in memory");
        return descriptor;
      } catch (error) {
        close(descriptor);
        throw error;
      }
    },
  };
}

/** A string as C has it. */
const text = (value: string) => new TextEncoder().encode(`${value}\0`);

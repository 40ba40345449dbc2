/**
 * A file that stays the one that was looked at, whatever takes its name afterwards. Linux can load a library by the
 * descriptor that it was checked through; Deno keeps descriptors to itself, so there the C library opens it.
 */
import {
  closeDescriptor,
  isReachable,
  type LinuxStat,
  makeSealed,
  openDescriptor,
  readDescriptor,
  statDescriptor,
} from "./libc.ts";

/** What tells a file, and whether it has changed. */
export type FileFacts = LinuxStat;

/** A file that is open for reading. */
export interface OpenFile {
  /** By which it is opened again: the very file on Linux, elsewhere its name. */
  readonly path: string;
  facts(): FileFacts;
  /** Fills a part of `chunk` with what comes next; null at the end. */
  read(chunk: Uint8Array<ArrayBuffer>): number | null;
  close(): void;
}

/** Opens a file that is no link. Throws if it cannot. */
export function openFile(path: string): OpenFile {
  return Deno.build.os === "linux" ? openLinux(path) : openElsewhere(path);
}

/** A file without a name that holds `bytes` and can never be changed; undefined where the system has none. */
export function fileInMemory(name: string, bytes: Uint8Array<ArrayBuffer>): string | undefined {
  if (Deno.build.os !== "linux") return undefined;
  const descriptor = makeSealed(name, bytes);
  if (isReachable(descriptor)) return pathOf(descriptor);
  closeDescriptor(descriptor);
}

const pathOf = (descriptor: number) => `/proc/self/fd/${descriptor}`;

function openLinux(path: string): OpenFile {
  const descriptor = openDescriptor(path);
  return {
    // Without /proc there is the name, in a folder where no one else can change it.
    path: isReachable(descriptor) ? pathOf(descriptor) : path,
    facts: () => statDescriptor(descriptor),
    read: (chunk) => readDescriptor(descriptor, chunk) || null,
    close: () => closeDescriptor(descriptor),
  };
}

function openElsewhere(path: string): OpenFile {
  if (Deno.lstatSync(path).isSymlink) throw new Error(`${path} is a link`);
  const file = Deno.openSync(path);
  return {
    path,
    facts() {
      const { isFile, uid, mode, size, dev, ino, mtime, ctime } = file.statSync();
      const identity = [dev, ino, size, mtime?.getTime(), ctime?.getTime()].join(" ");
      return { isFile, uid: uid ?? 0, mode: mode ?? 0, size, identity };
    },
    read: (chunk) => file.readSync(chunk),
    close: () => file.close(),
  };
}

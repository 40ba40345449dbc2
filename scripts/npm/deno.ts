/**
 * As much of Deno as inference and its commands use, on Node.js 22. The bundler puts it in where the program says `Deno`,
 * `Worker` or `Float16Array` (scripts/npm.ts), so that nothing global changes for the program that imports the package.
 */
import { Buffer } from "node:buffer";
import fs from "node:fs";
import fsp, { type FileHandle } from "node:fs/promises";
import process from "node:process";
import { Readable } from "node:stream";
import { inspect } from "node:util";
import { Worker as Thread } from "node:worker_threads";

class NotFound extends Error {}
class AlreadyExists extends Error {}
class PermissionDenied extends Error {}
class NotADirectory extends Error {}
class IsADirectory extends Error {}
class BrokenPipe extends Error {}
/** Node.js gives every program all there is. */
class NotCapable extends Error {}

const BY_CODE: Readonly<Record<string, new (message: string, options: ErrorOptions) => Error>> = {
  ENOENT: NotFound,
  EEXIST: AlreadyExists,
  EACCES: PermissionDenied,
  EPERM: PermissionDenied,
  ENOTDIR: NotADirectory,
  EISDIR: IsADirectory,
  EPIPE: BrokenPipe,
};

/** An error of the system as Deno has it. */
function translated(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const Kind = BY_CODE[code];
  return Kind === undefined || !(error instanceof Error) ? error : new Kind(error.message, { cause: error });
}

function at<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw translated(error);
  }
}

const soon = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error) => {
    throw translated(error);
  });

const infoOf = (stat: fs.Stats) => ({
  isFile: stat.isFile(),
  isDirectory: stat.isDirectory(),
  isSymlink: stat.isSymbolicLink(),
  size: stat.size,
  mtime: stat.mtime,
  mode: stat.mode,
  uid: stat.uid,
  ino: stat.ino,
});

const entryOf = (entry: fs.Dirent) => ({
  name: entry.name,
  isFile: entry.isFile(),
  isDirectory: entry.isDirectory(),
  isSymlink: entry.isSymbolicLink(),
});

/** A file, read and written from where the last call ended. */
function fileOf(handle: FileHandle) {
  const close = () => void handle.close().catch(() => {});
  return {
    read: async (bytes: Uint8Array) => {
      if (bytes.length === 0) return 0;
      return (await soon(handle.read(bytes, 0, bytes.length, null))).bytesRead || null;
    },
    write: async (bytes: Uint8Array) => (await soon(handle.write(bytes))).bytesWritten,
    stat: async () => infoOf(await soon(handle.stat())),
    sync: () => soon(handle.sync()),
    close,
    [Symbol.dispose]: close,
  };
}

/** A file that is appended to at once: what a log needs. */
function appended(path: string, mode: number | undefined) {
  const descriptor = at(() => fs.openSync(path, "a", mode));
  return {
    statSync: () => infoOf(at(() => fs.fstatSync(descriptor))),
    writeSync: (bytes: Uint8Array) => at(() => fs.writeSync(descriptor, bytes)),
    close: () => fs.closeSync(descriptor),
  };
}

interface WriteOptions {
  append?: boolean;
  createNew?: boolean;
  mode?: number;
}

interface OpenOptions {
  write?: boolean;
  createNew?: boolean;
  append?: boolean;
  mode?: number;
}

/** A stream of the process that is written to at once; a pipe that is full is waited for. */
const streamOf = (descriptor: number, stream: { isTTY?: boolean }) => ({
  isTerminal: () => stream.isTTY === true,
  writeSync(bytes: Uint8Array): number {
    for (;;) {
      try {
        return fs.writeSync(descriptor, bytes);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw translated(error);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
    }
  },
});

const OS: Readonly<Record<string, string>> = { win32: "windows" };

export const Deno = {
  build: { standalone: true, os: OS[process.platform] ?? process.platform, arch: process.arch },
  errors: { NotFound, AlreadyExists, PermissionDenied, NotADirectory, IsADirectory, BrokenPipe, NotCapable },
  inspect: (value: unknown) => inspect(value),
  args: process.argv.slice(2),
  get exitCode(): number {
    return Number(process.exitCode ?? 0);
  },
  set exitCode(code: number) {
    process.exitCode = code;
  },
  exit: (code?: number): never => process.exit(code),
  pid: process.pid,
  uid: () => process.getuid?.() ?? null,
  execPath: () => process.execPath,
  noColor: (process.env.NO_COLOR ?? "") !== "",
  env: {
    get: (name: string) => process.env[name],
    has: (name: string) => process.env[name] !== undefined,
    set: (name: string, value: string) => void (process.env[name] = value),
    toObject: () => ({ ...process.env }),
  },
  /** There is nothing to give back here; native functions are not called. */
  permissions: {
    querySync: ({ name }: { name: string }) => ({ state: name === "ffi" ? "denied" : "granted" }),
    revokeSync: () => ({ state: "granted" }),
  },
  stdin: {
    isTerminal: () => process.stdin.isTTY === true,
    get readable() {
      return Readable.toWeb(process.stdin);
    },
  },
  stdout: streamOf(1, process.stdout),
  stderr: streamOf(2, process.stderr),
  consoleSize: () => ({ columns: process.stdout.columns ?? 0, rows: process.stdout.rows ?? 0 }),
  addSignalListener: (name: NodeJS.Signals, listener: () => void) => void process.on(name, listener),
  removeSignalListener: (name: NodeJS.Signals, listener: () => void) => void process.off(name, listener),

  stat: async (path: string) => infoOf(await soon(fsp.stat(path))),
  lstat: async (path: string) => infoOf(await soon(fsp.lstat(path))),
  realPath: (path: string) => soon(fsp.realpath(path)),
  readLink: (path: string) => soon(fsp.readlink(path)),
  rename: (from: string, to: string) => soon(fsp.rename(from, to)),
  mkdir: async (path: string, options: { recursive?: boolean; mode?: number } = {}) =>
    void await soon(fsp.mkdir(path, options)),
  async remove(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<void> {
    if (!recursive && (await soon(fsp.lstat(path))).isDirectory()) return await soon(fsp.rmdir(path));
    await soon(fsp.rm(path, { recursive }));
  },
  async *readDir(path: string) {
    for (const entry of await soon(fsp.readdir(path, { withFileTypes: true }))) yield entryOf(entry);
  },
  *readDirSync(path: string | URL) {
    for (const entry of at(() => fs.readdirSync(path, { withFileTypes: true }))) yield entryOf(entry);
  },
  async open(path: string, { write = false, createNew = false, append = false, mode }: OpenOptions = {}) {
    return fileOf(await soon(fsp.open(path, createNew ? "wx" : append ? "a" : write ? "r+" : "r", mode)));
  },
  chmod: (path: string, mode: number) => soon(fsp.chmod(path, mode)),
  readFile: (path: string | URL) => soon(fsp.readFile(path)),
  readTextFile: (path: string | URL) => soon(fsp.readFile(path, "utf8")),
  writeTextFile: (path: string | URL, text: string) => soon(fsp.writeFile(path, text)),
  /** With a buffer of its own: small ones of Node.js share theirs. */
  readFileSync: (path: string | URL) => new Uint8Array(at(() => fs.readFileSync(path))),
  readTextFileSync: (path: string | URL) => at(() => fs.readFileSync(path, "utf8")),
  openSync: (path: string, { mode }: WriteOptions) => appended(path, mode),
  writeTextFileSync: (path: string, text: string, { append, createNew, mode }: WriteOptions = {}) =>
    at(() => fs.writeFileSync(path, text, { flag: createNew ? "wx" : append ? "a" : "w", mode })),
  statSync: (path: string) => infoOf(at(() => fs.statSync(path))),
  lstatSync: (path: string) => infoOf(at(() => fs.lstatSync(path))),
  realPathSync: (path: string) => at(() => fs.realpathSync(path)),
  renameSync: (from: string, to: string) => at(() => fs.renameSync(from, to)),
  removeSync: (path: string) => at(() => fs.unlinkSync(path)),
  mkdirSync: (path: string, options: { recursive?: boolean; mode?: number } = {}) =>
    void at(() => fs.mkdirSync(path, options)),
};

/** Runs a module in a thread that has `self`, as the Worker of browsers does. */
const BOOT = `
  const { parentPort, workerData } = require("node:worker_threads");
  globalThis.self = { postMessage: (data, transfer) => parentPort.postMessage(data, transfer) };
  import(workerData).then(() => parentPort.on("message", (data) => self.onmessage?.({ data })));
`;

export class Worker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null = null;
  readonly #thread: Thread;

  constructor(url: URL) {
    this.#thread = new Thread(BOOT, { eval: true, workerData: url.href });
    this.#thread.on("message", (data) => this.onmessage?.({ data }));
    this.#thread.on("error", (error) =>
      this.onerror?.({
        message: error instanceof Error ? error.message : String(error),
        preventDefault: () => {},
      }));
  }

  postMessage(data: unknown): void {
    this.#thread.postMessage(data);
  }

  terminate(): void {
    void this.#thread.terminate();
  }
}

/** Half floats, to be read: Node.js has them from version 24 on. */
class HalfFloats {
  constructor(buffer: ArrayBufferLike) {
    return Float32Array.from(new Uint16Array(buffer), (bits) => {
      const sign = bits >> 15 ? -1 : 1, exponent = bits >> 10 & 31, fraction = bits & 1023;
      if (exponent === 0) return sign * fraction * 2 ** -24;
      if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
      return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
    });
  }
}
export const Float16Array = globalThis.Float16Array ?? HalfFloats;

/** For what packages made for Node.js expect. */
export { Buffer };

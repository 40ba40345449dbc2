/** The files of a data set in its folder. */
import { join } from "node:path";
import { UserError } from "../../base/errors.ts";
import { lockFile } from "../../base/files.ts";

/** Texts to learn from, and those of held-out subjects; a line `<|endoftext|>` stands behind each. */
export const LEARN_FILE = "learn.txt", HELD_OUT_FILE = "held_out.txt";
/** How far it has come, and what was found. */
export const STATE_FILE = "dataset.json";
/** What texts are known by, to find those that come again. */
export const SEEN_FILE = "seen.bin";
/** Held by who writes. */
const LOCK_FILE = ".lock";

/** Makes sure that nobody else writes into a folder, until it is disposed of. Throws a UserError of kind "usage" where someone does. */
export async function lockFolder(folder: string): Promise<Disposable> {
  const lock = await lockFile(join(folder, LOCK_FILE));
  if (lock !== undefined) return lock;
  throw new UserError("usage", `${folder}: texts are being written there already`);
}

/** A file that grows; what is appended is in memory until it is flushed. */
export interface Growing extends Disposable {
  /** Bytes, with those in memory. */
  size(): number;
  append(bytes: Uint8Array): void;
  /** Writes what is in memory, and waits until the disk has it. */
  flush(): Promise<void>;
  /** Fills an array with bytes from a place on. */
  read(at: number, into: Uint8Array): void;
}

/**
 * Opens a file that had so many bytes when that was noted; later ones are cut off. Throws a UserError of kind "input" where
 * it has fewer.
 */
export function openGrowing(path: string, noted: number): Growing {
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  try {
    const { size } = file.statSync();
    if (size < noted) {
      throw new UserError(
        "input",
        `${path} has ${size} bytes, and had ${noted}: it was changed; remove its folder to begin anew`,
      );
    }
    if (size > noted) file.truncateSync(noted);
  } catch (error) {
    file.close();
    throw error;
  }
  let flushed = noted, waiting: Uint8Array[] = [], waitingBytes = 0;
  const write = () => {
    if (waitingBytes === 0) return;
    file.seekSync(flushed, Deno.SeekMode.Start);
    for (const bytes of waiting) {
      for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
    }
    flushed += waitingBytes;
    [waiting, waitingBytes] = [[], 0];
  };
  return {
    size: () => flushed + waitingBytes,
    append(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
    },
    async flush() {
      if (waitingBytes === 0) return;
      write();
      await file.sync();
    },
    read(at, into) {
      if (at + into.length > flushed) write();
      file.seekSync(at, Deno.SeekMode.Start);
      for (let filled = 0; filled < into.length;) {
        const count = file.readSync(into.subarray(filled));
        if (count === null) throw new UserError("io", `${path} became shorter while it was read`);
        filled += count;
      }
    },
    [Symbol.dispose]: () => file.close(),
  };
}

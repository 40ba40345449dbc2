/**
 * Token ids on disk, made once: `tokens-<key>.bin` holds them, little-endian, those to learn from first, and
 * `tokens-<key>.json` says of what they are, and their sha256. The key is of the text and the tokenizer.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { atomicWrite, openPlainFile, syncFolder, temporaryBeside } from "../../base/files.ts";
import { firstIssue } from "../../base/schema.ts";
import type { PutTokens } from "./corpus.ts";
import { type Split, splitKey } from "./split.ts";
import { idsOver, type Tokens, type Width, widthFor } from "./tokens.ts";

/** Changes where texts are read, parted or stored otherwise. */
const FORMAT = 1;
/** Ids of so many bytes are in memory, all workers' in common; more are read from the file. */
const IN_MEMORY = 1 << 28;
/** Bytes that are written or read at a time. */
const CHUNK = 1 << 22;

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);
const schema = z.strictObject({
  format: z.literal(FORMAT),
  /** Digests of the text and of the tokenizer. */
  text: hex,
  tokenizer: hex,
  /** How it is parted, where that is not as usual. */
  validation: z.number().optional(),
  splitSeed: count.optional(),
  characters: count,
  documents: count,
  width: z.union([z.literal(2), z.literal(4)]),
  /** Ids in all, and those of them that are learned from. */
  tokens: count,
  split: count,
  sha256: hex,
});
type Facts = z.infer<typeof schema>;

/** A shard that was found whole. */
export interface Shard extends Facts {
  ids: Tokens;
}

/** Which shard. */
export type ShardKey = Pick<Facts, "text" | "tokenizer"> & Split;

const pathsOf = (folder: string, { text, tokenizer, ...split }: ShardKey) => {
  const told = `${FORMAT} ${text} ${tokenizer}${splitKey(split)}`;
  const key = createHash("sha256").update(told).digest("hex").slice(0, 16);
  return { bin: join(folder, `tokens-${key}.bin`), json: join(folder, `tokens-${key}.json`) };
};

/**
 * The shard of a text and a tokenizer in a folder, verified; undefined where there is none, or a damaged one, which is said.
 * One of more than `inMemory` bytes stays in its file.
 */
export async function findShard(
  folder: string,
  key: ShardKey,
  log: (line: string) => void,
  inMemory = IN_MEMORY,
): Promise<Shard | undefined> {
  const { bin, json } = pathsOf(folder, key);
  const text = await Deno.readTextFile(json).catch(() => undefined);
  if (text === undefined) return undefined;
  const damaged = (reason: string) => {
    log(`${bin} is damaged (${reason}); it is made anew`);
    return undefined;
  };
  let facts: Facts;
  try {
    facts = schema.parse(JSON.parse(text));
  } catch (error) {
    return damaged(`its description: ${error instanceof z.ZodError ? firstIssue(error) : "no JSON"}`);
  }
  const same = facts.text === key.text && facts.tokenizer === key.tokenizer &&
    splitKey(facts) === splitKey(key);
  if (!same || facts.split > facts.tokens) {
    return damaged("its description is another's");
  }
  const { width, tokens } = facts;
  using file = await openPlainFile(bin).catch(() => undefined);
  if (file === undefined) return damaged("it is missing");
  const bytes = width * tokens;
  const { size } = await file.stat();
  if (size !== bytes) return damaged(`${size} bytes instead of ${bytes}`);
  const whole = bytes <= inMemory ? new Uint8Array(new SharedArrayBuffer(bytes)) : undefined;
  const hash = createHash("sha256");
  const buffer = new Uint8Array(CHUNK);
  let at = 0;
  for (let read; (read = await file.read(buffer)) !== null; at += read) {
    const piece = buffer.subarray(0, read);
    hash.update(piece);
    whole?.set(piece, at);
  }
  if (hash.digest("hex") !== facts.sha256) return damaged("its sha256 differs from its content");
  const ids = whole === undefined
    ? { path: bin, width, length: tokens }
    : { ids: idsOver(whole.buffer, width) };
  return { ...facts, ids };
}

/** Takes away all shards of a folder, if there is one. */
export async function removeShards(folder: string): Promise<void> {
  const names = await Array.fromAsync(Deno.readDir(folder), ({ name }) => name).catch(() => []);
  for (const name of names) {
    if (/^tokens-[0-9a-f]{16}\.(bin|json)$/.test(name)) await Deno.remove(join(folder, name));
  }
}

/**
 * Makes a shard: `encode` puts its ids, in any order of the portions. Its two files appear as a whole, the ids first, or not
 * at all.
 */
export async function writeShard(
  folder: string,
  facts: ShardKey & Pick<Facts, "characters" | "documents">,
  kinds: number,
  encode: (put: PutTokens) => Promise<void>,
): Promise<void> {
  const { bin, json } = pathsOf(folder, facts);
  const width = widthFor(kinds);
  await Deno.mkdir(folder, { recursive: true });
  const paths = [temporaryBeside(bin), temporaryBeside(bin)] as const;
  try {
    using learned = openIds(paths[0], width), kept = openIds(paths[1], width);
    await encode((portion, ids) => (portion === "learned" ? learned : kept).put(ids));
    learned.flush();
    kept.flush();
    kept.file.seekSync(0, Deno.SeekMode.Start);
    const buffer = new Uint8Array(CHUNK);
    for (let read; (read = await kept.file.read(buffer)) !== null;) {
      writeAll(learned.file, buffer.subarray(0, read));
    }
    learned.file.seekSync(0, Deno.SeekMode.Start);
    const hash = createHash("sha256");
    for (let read; (read = await learned.file.read(buffer)) !== null;) hash.update(buffer.subarray(0, read));
    await learned.file.sync();
    await Deno.rename(paths[0], bin);
    await syncFolder(folder);
    const { text, tokenizer, validation, splitSeed, characters, documents } = facts;
    const told: Facts = {
      ...{ format: FORMAT, text, tokenizer, validation, splitSeed, characters, documents, width },
      ...{ tokens: learned.count() + kept.count(), split: learned.count(), sha256: hash.digest("hex") },
    };
    await atomicWrite(json, JSON.stringify(told, null, 2) + "\n");
  } finally {
    for (const path of paths) await Deno.remove(path).catch(() => {});
  }
}

/** A new file that ids are put into. */
function openIds(path: string, width: Width) {
  const file = Deno.openSync(path, { read: true, write: true, createNew: true });
  const buffer = idsOver(new ArrayBuffer(CHUNK), width);
  let filled = 0, written = 0;
  const flush = () => {
    writeAll(file, new Uint8Array(buffer.buffer, 0, filled * width));
    written += filled;
    filled = 0;
  };
  return {
    file,
    flush,
    count: () => written,
    put(ids: readonly number[]) {
      for (const id of ids) {
        buffer[filled++] = id;
        if (filled === buffer.length) flush();
      }
    },
    [Symbol.dispose]: () => file.close(),
  };
}

function writeAll(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
}

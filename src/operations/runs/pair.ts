/** Runs compared on the same unseen bytes, block by block. */
import { join } from "node:path";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { openTexts, STDIN } from "../../data/text/files.ts";
import { type HeldOut, heldOutTexts } from "../../data/text/held_out.ts";
import { scanTexts } from "../../data/text/scan.ts";
import { type Split, splitIn, splitKey } from "../../data/text/split.ts";
import { blockBits, blockSizes } from "../../evaluation/text/blocks.ts";
import { readTextBundle } from "../../tasks/text/bundle.ts";
import { openTextSession } from "../../tasks/text/complete.ts";
import { kindOf, loadCheckpoint } from "../../tasks/registry.ts";
import { CHECKPOINT_FILE } from "../../training/loop.ts";
import type { RunRecord } from "./read.ts";

/** What runs are judged by. */
export interface Ground {
  documents: HeldOut[];
  /** In words, for a report. */
  what: string;
  /** Bytes of each block. */
  sizes: number[];
}

const splitOf = ({ settings }: RunRecord): Split => splitIn(settings);

/**
 * The text that all of some runs have kept for validation, or, where files are named, all of these; at most so many
 * characters. Throws a UserError that says in a line why there is no such text.
 */
export async function groundOf(
  runs: readonly RunRecord[],
  texts: readonly string[] | undefined,
  most: number,
  context: Context,
): Promise<Ground> {
  const cannot = (why: string) => new UserError("input", `these runs are not paired: ${why}`);
  const other = runs.find(({ task }) => task !== "text");
  if (other !== undefined) {
    throw cannot(`${other.name} learned ${other.task}, and only texts have bytes in common`);
  }
  if (texts !== undefined) return await readGround(texts, {}, true, { most, context });
  const [first, ...others] = runs;
  const apart = others.find((run) =>
    run.corpus !== first!.corpus || splitKey(splitOf(run)) !== splitKey(splitOf(first!))
  );
  if (apart !== undefined) {
    const why = apart.corpus === first!.corpus
      ? "kept other parts of the same texts"
      : "learned from different texts";
    throw cannot(`${first!.name} and ${apart.name} ${why}; name others that none learned from by --texts`);
  }
  const data = first!.settings["data"];
  if (!Array.isArray(data) || data.includes(STDIN)) {
    throw cannot("their text came through standard input; name one by --texts");
  }
  const ground = await readGround(data.map(String), splitOf(first!), false, { most, context }).catch(
    (error) => {
      if (error instanceof UserError) throw cannot(error.message);
      throw error;
    },
  );
  if (ground.digest === first!.corpus) return ground;
  throw cannot(`${data.join(", ")} has changed since they learned from it; name a text by --texts`);
}

async function readGround(
  paths: readonly string[],
  split: Split,
  whole: boolean,
  { most, context }: { most: number; context: Context },
): Promise<Ground & { digest: string }> {
  await using opened = await openTexts(paths, { ...context, log: () => {} });
  const scan = await scanTexts(opened, { ...context, log: () => {} }, 1);
  const { documents, cut } = await heldOutTexts(scan, whole ? "all" : split, most, context);
  const sizes = blockSizes(documents), bytes = sizes.reduce((sum, size) => sum + size, 0);
  const kind = whole ? paths.join(", ") : "what was kept for validation";
  const what = `${bytes} bytes of ${documents.length} ${
    documents.length === 1 ? "document" : "documents"
  } (${kind}${cut ? ", the beginning of each" : ""})`;
  return { documents, what, sizes, digest: scan.digest };
}

/** Bits of each block by the last checkpoint of a run. */
export async function bitsOf(run: RunRecord, { documents }: Ground, context: Context): Promise<number[]> {
  const checkpoint = await loadCheckpoint(join(run.path, CHECKPOINT_FILE));
  const { exportModel } = await kindOf(checkpoint.task);
  const folder = await Deno.makeTempDir({ prefix: "ascii-gen-compare-" });
  try {
    const out = join(folder, "model");
    await exportModel({ checkpoint, run: run.path, out, weightType: "float32", settings: {} }, context);
    const session = await openTextSession(await readTextBundle(out));
    try {
      const progress: Context["progress"] = (part, done, total) =>
        context.progress(`${part} by ${run.name}`, done, total);
      return await blockBits(session, documents, { ...context, progress });
    } finally {
      await session.close();
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

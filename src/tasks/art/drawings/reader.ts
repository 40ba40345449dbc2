import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { fineSketch, sketchedRow } from "../../../data/store/fine.ts";
import { openReader } from "../../../data/store/store.ts";
import { corpusError } from "../../../data/store/sqlite.ts";
import { UserError } from "../../../base/errors.ts";
import type { GridTokenizer } from "../../../tokenizer/grid/grid.ts";
import type { Example } from "./sampler.ts";

/** An example with all that its sequence is made of. */
export interface Material extends Example {
  /** Character tokens of the rows, joined by <newline>; without <eos>. */
  art: number[];
  /** Characters of the art, line ends included. */
  characters: number;
  mirrored: boolean;
  /** Fine sketch, 64×64 of 0 and 1, of the picture before it is mirrored. */
  sketch: Uint8Array;
}

/** Reads what examples are made of, one by one. */
export interface ExampleReader extends Disposable {
  /** Throws a UserError where the piece is gone or another one than was indexed. */
  read(example: Example): Material;
}

const pieceRow = sketchedRow.extend({ width: z.number(), height: z.number() });

/** A reader with a connection of its own to the corpus file. */
export function openExamples(path: string, tokenizer: GridTokenizer): ExampleReader {
  const db: DatabaseSync = openReader(path);
  const piece = db.prepare(
    `SELECT art, width, height, mirrored, fine FROM pieces JOIN pictures ON pictures.id = picture_id
     WHERE pieces.id = ?`,
  );
  const rowOf = (id: number) => {
    try {
      return piece.get(id);
    } catch (error) {
      throw corpusError(error, path);
    }
  };
  return {
    read(example) {
      const row = pieceRow.safeParse(rowOf(example.piece)).data;
      const art = row && tokenizer.encode(row.art);
      if (
        art?.length !== example.tokens || row?.width !== example.width || row.height !== example.height
      ) {
        throw new UserError(
          "corpus",
          `${path}: piece ${example.piece} was changed while it was trained on; start again with this corpus`,
        );
      }
      const { mirrored } = row;
      return { ...example, art, characters: row.art.length + 1, mirrored, sketch: fineSketch(row) };
    },
    [Symbol.dispose]: () => db.close(),
  };
}

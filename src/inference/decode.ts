import { type DecodeRow, openBatch } from "./batch.ts";
import type { Session } from "./session.ts";
import { canGuess, speculate } from "./speculative.ts";

export type { DecodeRow, DecodeSequence } from "./batch.ts";

/** Sequences side by side, if no row has more by itself: beyond that a token costs hardly less. */
const WIDTH = 8;

/** Rows that guess are decoded one after the other where they are so few, which takes less time than side by side. */
const FEW = 3;

/** Decodes rows until each has ended, many side by side: where one ends, the next takes its place. */
export async function decode(session: Session, rows: readonly DecodeRow[]): Promise<void> {
  const { lookahead } = session;
  if (lookahead !== undefined && rows.length <= FEW && rows.every(canGuess)) {
    for (const row of rows) await speculate(session, lookahead(), row);
  } else await sideBySide(session, rows);
}

async function sideBySide(session: Session, rows: readonly DecodeRow[]): Promise<void> {
  const sizes = rows.map(({ sequences }) => sequences.length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const batch = openBatch(session, session.start(Math.min(all, Math.max(WIDTH, ...sizes))));
  let waiting = 0;
  const admit = () => {
    for (; waiting < rows.length && sizes[waiting]! <= batch.room; waiting++) batch.add(rows[waiting]!);
  };
  admit();
  // The first rows take in their prefixes at once, later ones token by token beside the others; unless they are long.
  let time = await batch.begin();
  while (batch.size > 0) {
    await batch.step(time);
    admit();
    await batch.catchUp();
    time = 1;
  }
}

/** Work that hands out pieces while it goes on, as something to be iterated over. */

/**
 * The pieces that some work hands to `push`, in order; the generator returns what the work gives, and throws what it throws.
 * Who stops iterating aborts the signal, and waits for the work to end.
 */
export async function* piecesOf<Piece, Result>(
  work: (push: (piece: Piece) => void, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Piece, Result, void> {
  const stop = new AbortController();
  const pieces: Piece[] = [];
  let ended = false, wake = () => {};
  const result = work((piece) => {
    pieces.push(piece);
    wake();
  }, stop.signal).finally(() => {
    ended = true;
    wake();
  });
  result.catch(() => {}); // whoever iterates hears of it, perhaps later
  try {
    for (;;) {
      while (pieces.length > 0) yield pieces.shift()!;
      if (ended) return await result;
      await new Promise<void>((resolve) => wake = resolve);
    }
  } finally {
    stop.abort();
    await result.catch(() => {});
  }
}

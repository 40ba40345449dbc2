/** What is kept open because it takes long to open, as much of it as there is memory for. */
import { Problem } from "../problem.ts";

/** What can stand on a shelf. */
export interface Kept {
  readonly waiting: number;
  readonly atWork: number;
  close(): void;
}

export interface Shelf<T extends Kept> {
  /** Names of what is open, that which was asked for last at the end. */
  readonly names: readonly string[];
  /**
   * What stands there by this name, or else what `open` makes, of so many bytes; what nobody uses and was asked for longest ago
   * makes room. Throws a Problem: 503 where all is in use, 422 where there never is so much room.
   */
  get(name: string, bytes: number, open: () => T): T;
  close(): void;
}

export function openShelf<T extends Kept>(most: number): Shelf<T> {
  const kept = new Map<string, { value: T; bytes: number }>();
  const used = () => [...kept.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  const makeRoom = (name: string, bytes: number) => {
    if (bytes > most) {
      throw new Problem(
        422,
        `${name} takes about ${bytes} bytes of memory, more than the ${most} there are for models`,
      );
    }
    for (const [other, { value }] of kept) {
      if (used() + bytes <= most) return;
      if (value.waiting + value.atWork > 0) continue;
      value.close();
      kept.delete(other);
    }
    if (used() + bytes <= most) return;
    throw new Problem(503, "all models that there is memory for are in use; ask again later", {
      headers: { "retry-after": "5" },
    });
  };
  return {
    get names() {
      return [...kept.keys()];
    },
    get(name, bytes, open) {
      let found = kept.get(name);
      if (found === undefined) {
        makeRoom(name, bytes);
        found = { value: open(), bytes };
      }
      kept.delete(name);
      kept.set(name, found);
      return found.value;
    },
    close() {
      for (const { value } of kept.values()) value.close();
      kept.clear();
    },
  };
}

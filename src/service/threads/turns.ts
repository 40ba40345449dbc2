/** Whose turn it is: what many ask for is done in an order that lets none wait for another's hundredth. */

/** What waits for its turn, by who asked for it. */
export interface Turns<Item> {
  readonly waiting: number;
  /** How many of a client wait. */
  waitingOf(client: string): number;
  add(client: string, item: Item): void;
  /**
   * Takes the next: of the client with the least at work, among those with as much of who was served longest ago. None of a client
   * that has as much at work as it may.
   */
  take(): Item | undefined;
  /** Takes out what waits no longer. */
  remove(client: string, item: Item): boolean;
  /** Something that was taken is done. */
  done(client: string): void;
  /** Takes out all that waits. */
  clear(): Item[];
}

interface Line<Item> {
  items: Item[];
  atWork: number;
  /** Number of the turn that it had last. */
  turn: number;
}

/** Turns of clients, each of which may have `share` at work at once. */
export function openTurns<Item>(share: number): Turns<Item> {
  const lines = new Map<string, Line<Item>>();
  let turn = 0, waiting = 0;
  const forget = (client: string, { items, atWork }: Line<Item>) => {
    if (items.length === 0 && atWork === 0) lines.delete(client);
  };
  const isBefore = (one: Line<Item>, other: Line<Item> | undefined) =>
    other === undefined || one.atWork < other.atWork || one.atWork === other.atWork && one.turn < other.turn;
  return {
    get waiting() {
      return waiting;
    },
    waitingOf: (client) => lines.get(client)?.items.length ?? 0,
    add(client, item) {
      const line = lines.get(client) ?? { items: [], atWork: 0, turn: turn++ };
      line.items.push(item);
      lines.set(client, line);
      waiting++;
    },
    take() {
      let next: Line<Item> | undefined;
      for (const line of lines.values()) {
        if (line.items.length > 0 && line.atWork < share && isBefore(line, next)) next = line;
      }
      if (next === undefined) return undefined;
      next.atWork++;
      next.turn = turn++;
      waiting--;
      return next.items.shift();
    },
    remove(client, item) {
      const line = lines.get(client), at = line?.items.indexOf(item) ?? -1;
      if (line === undefined || at < 0) return false;
      line.items.splice(at, 1);
      waiting--;
      forget(client, line);
      return true;
    },
    done(client) {
      const line = lines.get(client);
      if (line === undefined) return;
      line.atWork--;
      forget(client, line);
    },
    clear() {
      waiting = 0;
      return [...lines].flatMap(([client, line]) => {
        const items = line.items.splice(0);
        forget(client, line);
        return items;
      });
    },
  };
}

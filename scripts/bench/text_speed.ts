/** How fast language models decode. */
import process from "node:process";
import type { StoredNetwork } from "../../src/bundle/network.ts";
import { decode } from "../../src/inference/decode.ts";
import { loadSession } from "../../src/inference/session.ts";
import { textState } from "../../src/tasks/text/state.ts";

const DECODED = 1000;

/** Milliseconds of processor time that this process has taken: others on the machine count less than in a clock's. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Tokens for each second of processor time, of so many texts side by side, behind a window of others. */
export async function decodeSpeed(stored: StoredNetwork, rows: number): Promise<number> {
  const session = await loadSession(stored), { ports, config } = stored;
  let token = 0, began = 0;
  await decode(
    session,
    Array.from({ length: rows }, (_, row) => {
      let left = config.window + DECODED;
      const next = () => {
        if (row === 0 && left === DECODED) began = processorTime();
        return left-- > 0 ? ++token % ports.vocabulary : undefined;
      };
      return { sequences: [{ prefix: [0], state: textState(ports, 0, 0) }], next };
    }),
  );
  const speed = DECODED * rows / (processorTime() - began) * 1000;
  await session.close();
  return speed;
}

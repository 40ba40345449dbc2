import { join } from "node:path";
import { atomicWrite } from "../../base/files.ts";
import { callback } from "./callback.ts";

export const THROUGHPUT_FILE = "throughput.json";

const FIELDS = {
  warmUp: { type: "integer", least: 0, fallback: 3, text: "first steps that do not count" },
} as const;

/** How fast a session of a run was, and the most memory that it took. */
export const throughput = callback(
  `${THROUGHPUT_FILE}: positions a second, and memory`,
  FIELDS,
  ({ warmUp }, { out, log, step: before }) => {
    const speeds: number[] = [];
    let positions = 0, seconds = 0, peak = 0;
    return {
      step(event) {
        peak = Math.max(peak, Deno.memoryUsage().rss);
        if (event.step - before <= warmUp) return;
        positions += event.positions;
        seconds += event.seconds;
        speeds.push(event.positions / event.seconds);
      },
      async end() {
        if (speeds.length === 0) return;
        speeds.sort((a, b) => a - b);
        const at = (share: number) => Math.round(speeds[Math.floor(share * (speeds.length - 1))]!);
        const told = {
          steps: speeds.length,
          positionsPerSecond: Math.round(positions / seconds),
          median: at(0.5),
          slowest: at(0),
          fastest: at(1),
          peakResidentBytes: peak,
        };
        await atomicWrite(join(out, THROUGHPUT_FILE), JSON.stringify(told, null, 2) + "\n");
        log(
          `throughput: ${told.positionsPerSecond} positions/s over ${told.steps} steps (median ${told.median}), ` +
            `at most ${Math.round(peak / 2 ** 20)} MiB resident`,
        );
      },
    };
  },
);

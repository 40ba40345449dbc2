/** What `deno task bench decode` says at its end. */
import { cpus } from "node:os";
import type { BundleContent } from "../../src/tasks/art/bundle/write.ts";
import { median } from "../../src/evaluation/statistics.ts";
import { type Costs, type Format, PLAIN, type Side } from "./decode_sides.ts";
import { COUNTS, EARLY, LATE } from "./decode_streams.ts";

/** A side and what was measured of it. */
export interface Measured {
  side: Side;
  /** Tokens a second, one figure a round, by the number of streams. */
  rates: Map<number, number[]>;
  /** Greatest difference of its logits from this engine's in fp32. */
  difference: number | undefined;
}

/** A text of medians, their spread and how sides compare. `largest` is the largest logit of this engine in fp32. */
export function decodeReport(
  { config, parameters }: Pick<BundleContent, "config" | "parameters">,
  rounds: number,
  measured: readonly Measured[],
  largest: number,
  costs: ReadonlyMap<Format, Costs>,
): string {
  const { layers, dim, heads, hidden, window } = config;
  const weights = Object.values(parameters).reduce((sum, { data }) => sum + data.length, 0);
  const plain = measured.find(({ side: { name, format } }) => name === PLAIN && format === "fp32");
  const head = `${cpus()[0]?.model ?? "unknown processor"}; ${layers} layers, ${dim} wide, ${heads} heads, ` +
    `${hidden} hidden units, window of ${window}, ${weights} parameters\n` +
    "Tokens a second of all streams together, on one thread if not said otherwise: " +
    `median (lowest–highest) of ${rounds} rounds.\n` +
    (plain ? "C decodes streams one after another, the others side by side. Of C: of its fp32.\n" : "") +
    `Logits: greatest difference from the first line's, which reach ±${largest.toFixed(0)}.\n\n`;
  const rates = table([
    [
      "",
      "weights",
      ...COUNTS.flatMap((count) => [`${count} stream${count === 1 ? "" : "s"}`, "", plain ? "of C" : ""]),
      `${COUNTS.at(-1)} / ${COUNTS[0]}`,
      "logits",
    ],
    ...measured.map(({ side: { name, format }, rates, difference }) => {
      const medians = COUNTS.map((count) => median(rates.get(count)!));
      const ofPlain = (count: number, rate: number) =>
        plain ? `${(rate / median(plain.rates.get(count)!)).toFixed(2)}×` : "";
      return [
        name,
        format,
        ...COUNTS.flatMap((count, i) => {
          const rate = medians[i]!;
          return [rate.toFixed(0), spread(rates.get(count)!), ofPlain(count, rate)];
        }),
        `${(medians.at(-1)! / medians[0]!).toFixed(2)}×`,
        difference?.toExponential(1) ?? "",
      ];
    }),
  ]);
  const characters = table([...costs].map(([format, { early, late }]) => {
    const [first, last] = [1000 * median(early), 1000 * median(late)];
    return [
      format,
      `${first.toFixed(0)} µs around the ${EARLY}th`,
      `${last.toFixed(0)} µs around the ${LATE}th`,
      `${(last / first).toFixed(2)}×`,
    ];
  }));
  return `${head}${rates}\nOne stream with features, a character:\n\n${characters}`;
}

function spread(values: readonly number[]): string {
  return `(${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)})`;
}

/** Lines of cells in columns, the first aligned to the left. */
function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)).join("  ")
      .trimEnd();
  return rows.map((row) => line(row) + "\n").join("");
}

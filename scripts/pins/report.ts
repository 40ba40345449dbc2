/** Takes probes from both checkouts, and prints a line for each thing compared. */
import type { Checkout } from "./checkout.ts";
import { compareParts, type Comparison } from "./compare.ts";
import type { Probe } from "./parts.ts";

type Pair = readonly [Checkout, Checkout];
type Verdict = "equal" | "DIFFERENT" | "expected" | "FAILED";

/** Indents what is said of a difference. */
const INDENT = " ".repeat(11);

/**
 * Compares a pair by all probes, one after the other. Returns whether there was something to compare, and no difference
 * but in what `except` names.
 */
export async function compareAll(
  probes: readonly Probe[],
  pair: Pair,
  except: readonly RegExp[],
): Promise<boolean> {
  const count: Record<Verdict, number> = { equal: 0, DIFFERENT: 0, expected: 0, FAILED: 0 };
  let first = "";
  const tell = (verdict: Verdict, line: string, name: string, details: readonly string[]) => {
    count[verdict]++;
    if (verdict === "DIFFERENT" || verdict === "FAILED") first ||= name;
    console.log(
      [`${verdict.padEnd(INDENT.length)}${line}`, ...details.map((text) => INDENT + text)].join("\n"),
    );
  };
  for (const probe of probes) {
    const result = await compare(probe, pair);
    if (typeof result === "string") {
      tell("FAILED", probe.name, probe.name, [result]);
      continue;
    }
    for (const { name, equal, digests: [before, after], difference } of result) {
      const expected = except.some((pattern) => pattern.test(name));
      if (equal) tell("equal", `${before}  ${name}`, name, []);
      else {
        const digests = `before ${before}, after ${after}`;
        tell(expected ? "expected" : "DIFFERENT", `${name}  ${digests}`, name, difference);
      }
    }
  }
  const { equal, DIFFERENT: different, expected, FAILED: failed } = count;
  console.log(`\n${equal} equal, ${different} different, ${expected} expected to differ, ${failed} failed`);
  if (first !== "") console.log(`first: ${first}`);
  return different + failed === 0 && equal + expected > 0;
}

/** The result of a probe, or why there is none. */
async function compare({ name, take }: Probe, pair: Pair): Promise<Comparison[] | string> {
  const taken = [];
  for (const of of pair) {
    try {
      taken.push(await take(of));
    } catch (error) {
      return `${of.name}: ${error instanceof Error ? error.message : error}`;
    }
  }
  return compareParts(name, taken[0]!, taken[1]!);
}

/** Other words for the same, wherever a grammar's own text has them. */
import { capital } from "./forms.ts";
import type { Node, Sequence } from "./syntax.ts";

/** Verbs that are not made short where a clause ends: "Here I am." */
const STRESSED = /'(m|ll|s)$/;
const END = '(?! *[,.;:!?"]|$)';

/** Reads lines of equal ways, `nobody | no one` or `do not > don't` for one direction, and gives what puts a choice of them into a sequence. */
export function readSynonyms(text: string): (nodes: Sequence) => Sequence {
  const ways = new Map<string, readonly string[]>();
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("# ")) continue;
    const equal = line.split(/[|>]/).map((way) => way.trim());
    for (const way of line.includes(">") ? equal.slice(0, 1) : equal) {
      ways.set(way, equal);
      ways.set(capital(way), equal.map(capital));
    }
  }
  const longestFirst = [...ways.keys()].sort((a, b) => b.length - a.length);
  const patterns = longestFirst.map((way) => {
    const isStressed = ways.get(way)!.some((other) => STRESSED.test(other));
    return way.replace(/[.?]/g, "\\$&") + (isStressed ? END : "");
  });
  const pattern = new RegExp(`(?<![\\w'])(${patterns.join("|")})(?![\\w'])`);

  const varied = (node: Node): readonly Node[] => {
    if (typeof node === "string") {
      // What is split by the pattern stands at odd places.
      return node.split(pattern).map((part, i): Node => {
        const equal = i % 2 === 1 ? ways.get(part) : undefined;
        return equal ? { kind: "choice", ordered: false, options: equal.map((way) => [way]) } : part;
      }).filter((part) => part !== "");
    }
    if (node.kind !== "choice") return [node];
    return [{ ...node, options: node.options.map((option) => option.flatMap(varied)) }];
  };
  return (nodes) => nodes.flatMap(varied);
}

import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Source } from "../finding.ts";
import { labelsOfPath, lastingId, plainFinding } from "./local.ts";
import { readFiles } from "./walk.ts";

/** A cow file, or a folder of them; by default those that come with the npm package cowsay. */
export function cowsay({ path }: { path?: string } = {}): Source {
  const own = path === undefined
    ? { licence: "MIT", attribution: "cowsay by Fabio Crisci and others (MIT)" }
    : {};
  return {
    name: "cowsay",
    async *find(asked) {
      for await (const { name, bytes } of readFiles(path ?? await bundledCows(), [".cow"], asked)) {
        const art = readCow(new TextDecoder().decode(bytes));
        if (art === undefined) {
          asked.onProblem(name, "sets no $the_cow to a text");
          continue;
        }
        const sourceId = await lastingId(name, art);
        if (asked.isKnown(sourceId)) continue;
        yield plainFinding({
          source: "cowsay",
          sourceId,
          art,
          title: name,
          labels: labelsOfPath(name),
          ...own,
        });
      }
    },
  };
}

async function bundledCows(): Promise<string> {
  // Only an import makes sure that the package is there.
  await import("cowsay/package.json", { with: { type: "json" } });
  return dirname(fileURLToPath(import.meta.resolve("cowsay/cows/default.cow")));
}

const DEFAULTS = { eyes: "oo", tongue: "  ", thoughts: " " };

/**
 * The drawing of a cow file: the text of its Perl here-document, with the usual eyes, no tongue, and no trail to a
 * speech bubble. Undefined where there is none.
 */
export function readCow(perl: string): string | undefined {
  const lines = perl.split(/\r?\n/);
  const start = lines.findIndex((line) => /^\s*\$the_cow\s*=?\s*<</.test(line));
  const [, quote = "", end = ""] = /<<\s*(["']?)(\w+)\1/.exec(lines[start] ?? "") ?? [];
  if (start < 0 || end === "") return undefined;
  const after = lines.slice(start + 1);
  const stop = after.findIndex((line) => line.trimEnd() === end);
  const text = (stop < 0 ? after : after.slice(0, stop)).join("\n");
  if (quote === "'") return text;
  const values = variables(lines.slice(0, start));
  return text.replace(
    /\\(.)|\$\{?(\w+)\}?/g,
    (whole, escaped?: string, name?: string) =>
      escaped ?? (name === undefined ? whole : values.get(name) ?? ""),
  );
}

/** What the lines above the text set: "$eye = chop($eyes)" takes the last eye, `$eyes = ".."` gives others. */
function variables(lines: readonly string[]): Map<string, string> {
  const values = new Map(Object.entries({ ...DEFAULTS, eye: DEFAULTS.eyes[0]! }));
  for (const line of lines) {
    const set = /^\s*\$(\w+)\s*=\s*(?:(["'])(.*?)\2|chop\s*\(?\s*\$(\w+)\s*\)?)/.exec(line);
    if (!set) continue;
    const [, name = "", , literal, from] = set;
    const value = from === undefined ? literal ?? "" : (values.get(from) ?? "").slice(-1);
    if (from !== undefined) values.set(from, (values.get(from) ?? "").slice(0, -1));
    values.set(name, value);
  }
  return values;
}

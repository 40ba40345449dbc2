import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeBytes, encodingOf } from "../found/ansi/encoding.ts";
import type { Source } from "../found/finding.ts";
import { labelsOfPath, lastingId, plainFinding } from "./local.ts";
import { PerlRefusal } from "./perl/refusal.ts";
import { runPerl } from "./perl/run.ts";
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
        let art: string;
        try {
          art = readCow(decodeBytes(bytes, encodingOf(bytes)));
        } catch (error) {
          if (!(error instanceof PerlRefusal)) throw error;
          asked.onProblem(name, error.message);
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

/** What cowsay sets before it runs a cow file; `thoughts` is the trail to the speech bubble, which is left out. */
const GIVEN = { eyes: "oo", tongue: "  ", thoughts: " " };

/** What Perl would print of a cow file. Throws a PerlRefusal where that takes more Perl than is understood. */
export function readCow(perl: string): string {
  const drawing = runPerl(perl, GIVEN, "the_cow");
  if (drawing === undefined || drawing.trim() === "") {
    throw new PerlRefusal(perl, 0, "sets no $the_cow to a text");
  }
  return drawing;
}

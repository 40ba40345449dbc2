import { decodeTextArt } from "../found/ansi/decode.ts";
import type { Source } from "../found/finding.ts";
import { labelsOfPath, lastingId, plainFinding } from "./local.ts";
import { readFiles } from "./walk.ts";

/** Endings of files that are read from a folder; a file that is named itself may have any. */
const ENDINGS = [".txt", ".asc", ".ascii", ".art", ".ans", ".nfo", ".diz"];

/**
 * A file of text art, or a folder of them with its subfolders, one piece a file: UTF-8 or code page 437, with ANSI
 * sequences and SAUCE records where there are any.
 */
export function files({ path }: { path: string }): Source {
  return {
    name: "files",
    async *find(asked) {
      for await (const { name, bytes } of readFiles(path, ENDINGS, asked)) {
        const read = decodeTextArt(bytes);
        if (!read) {
          asked.onProblem(name, "is no text");
          continue;
        }
        const art = read.lines.join("\n");
        const sourceId = await lastingId(name, art);
        if (asked.isKnown(sourceId)) continue;
        const author = read.sauce?.author ?? "";
        yield plainFinding({
          ...{ source: "files", sourceId, art, author, attribution: author },
          title: read.sauce?.title || name.split("/").at(-1)!,
          labels: labelsOfPath(name),
        });
      }
    },
  };
}

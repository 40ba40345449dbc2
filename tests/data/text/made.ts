import { join } from "node:path";
import { quietly } from "../../../src/base/context.ts";
import { openTexts } from "../../../src/data/text/files.ts";
import { type Scan, scanTexts } from "../../../src/data/text/scan.ts";
import { readDocuments } from "../../../src/data/text/documents.ts";

export const LONG = "The cat sat on the mat, as cats do.\r\n".repeat(40) + "naïve — “quoted”\n";
export const PLAIN = LONG.replaceAll("\r\n", "\n");

/** UTF-16 of a text, with its mark if it is to begin with one. */
export const utf16 = (text: string, little: boolean): Uint8Array =>
  Uint8Array.from(
    Array.from({ length: text.length }, (_, i) => text.charCodeAt(i)).flatMap((code) =>
      little ? [code & 255, code >> 8] : [code >> 8, code & 255]
    ),
  );

/** Windows-1252 has the dash and the quotes in places of its own. */
export const windows1252 = (text: string): Uint8Array => {
  const codes: Record<string, number> = { "—": 0x97, "“": 0x93, "”": 0x94 };
  return Uint8Array.from(text, (character) => codes[character] ?? character.charCodeAt(0));
};

/** Runs `work` in a folder with some files. */
export async function inFolder(
  files: Record<string, Uint8Array | string>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, content] of Object.entries(files)) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(join(folder, name), bytes);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a scan finds, what it logs, and the documents that are read then. */
export async function scanned(
  paths: readonly string[],
  context: Partial<typeof quietly> = {},
): Promise<{ scan: Scan; log: string[]; documents: string[] }> {
  const log: string[] = [];
  const all = { ...quietly, log: (line: string) => void log.push(line), ...context };
  await using texts = await openTexts(paths, all);
  const scan = await scanTexts(texts, all);
  const documents: string[] = [];
  let text = "";
  for (const file of scan.texts) {
    await readDocuments(file, file.encoding, {
      text: (piece) => void (text += piece),
      end() {
        documents.push(text);
        text = "";
      },
    });
  }
  return { scan, log, documents };
}

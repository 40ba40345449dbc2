/** Text files as documents: decoded, line ends alike, cut at lines that part documents. */
import type { Encoding } from "./encoding.ts";
import { piecesOf, type TextFile } from "./files.ts";

/** A line of its own that parts the documents of a file. */
export const DOCUMENT_LINE = "<|endoftext|>";

/** Takes a document's text, piece by piece, and its end; a document without text is none. */
export interface DocumentTaker {
  text(piece: string): void;
  end(): void;
}

/**
 * Decodes a file in pieces and hands its documents on. Returns false where its bytes are not what the encoding allows;
 * unless it is `strict`, such bytes become U+FFFD. `onBytes` is handed all bytes.
 */
export async function readDocuments(
  file: TextFile,
  encoding: Encoding,
  take: DocumentTaker,
  options: { strict?: boolean; onBytes?: (bytes: Uint8Array) => void } = {},
): Promise<boolean> {
  try {
    for await (const parts of documentParts(file, encoding, options)) {
      for (const part of parts) {
        if (part === undefined) take.end();
        else take.text(part);
      }
    }
  } catch (error) {
    // What `fatal` decoders throw.
    if (options.strict && error instanceof TypeError) return false;
    throw error;
  }
  return true;
}

/** The same as parts of documents, undefined where one ends; some at a time, so that whoever takes them sets the pace. */
export async function* documentParts(
  file: TextFile,
  encoding: Encoding,
  { strict = false, onBytes = () => {} }: { strict?: boolean; onBytes?: (bytes: Uint8Array) => void } = {},
): AsyncGenerator<readonly (string | undefined)[]> {
  const decoder = new TextDecoder(encoding, { fatal: strict });
  const lines = evenLineEnds();
  let parts: (string | undefined)[] = [];
  const documents = cutDocuments({ text: (part) => parts.push(part), end: () => parts.push(undefined) });
  for await (const bytes of piecesOf(file)) {
    onBytes(bytes);
    documents.feed(lines(decoder.decode(bytes, { stream: true })));
    yield parts;
    parts = [];
  }
  documents.feed(lines(decoder.decode()) + lines("", true));
  documents.finish();
  yield parts;
}

/** Makes line ends of every system one, also where a piece ends between the two characters of one. */
export function evenLineEnds(): (piece: string, last?: boolean) => string {
  let held = "";
  return (piece, last = false) => {
    let text = held + piece;
    held = !last && text.endsWith("\r") ? "\r" : "";
    if (held !== "") text = text.slice(0, -1);
    return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  };
}

/** Cuts a text that comes in pieces at the lines that part documents; the last one ends with `finish`. */
export function cutDocuments(take: DocumentTaker): { feed(piece: string): void; finish(): void } {
  /** The beginning of what may become such a line, and whether what comes next begins a line. */
  let held = "", fresh = true, open = false;
  const emit = (text: string) => {
    if (text === "") return;
    take.text(text);
    open = true;
    fresh = text.endsWith("\n");
  };
  const end = () => {
    if (open) take.end();
    open = false;
    fresh = true;
  };
  return {
    feed(piece) {
      let text = held + piece;
      held = "";
      for (let from = 0; from >= 0;) {
        const at = text.indexOf(DOCUMENT_LINE, from);
        if (at < 0) break;
        const after = at + DOCUMENT_LINE.length;
        const begins = at === 0 ? fresh : text[at - 1] === "\n";
        if (!begins || after < text.length && text[after] !== "\n") from = after;
        else if (after === text.length) break; // the line may go on
        else {
          emit(text.slice(0, at));
          end();
          text = text.slice(after + 1);
          from = 0;
        }
      }
      const line = text.lastIndexOf("\n") + 1;
      const tail = text.slice(line);
      if ((line > 0 || fresh) && DOCUMENT_LINE.startsWith(tail)) {
        held = tail;
        text = text.slice(0, line);
      }
      emit(text);
    },
    finish() {
      if (held !== DOCUMENT_LINE) emit(held);
      held = "";
      end();
    },
  };
}

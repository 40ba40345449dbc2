/** Answers of a model, a JSON line each as they come: none of them is asked for again. */
import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { parseAs } from "../../base/schema.ts";
import { linesOf } from "./lines.ts";

const answerSchema = z.object({
  index: z.int().min(0),
  text: z.string(),
  unfinished: z.boolean(),
  tokens: z.number(),
});
/** An answer to the prompt of a number. */
export type Answer = z.infer<typeof answerSchema>;

export interface Journal extends Disposable {
  /** Answers from a number on that were there when it was opened; they are handed out once. */
  answers: Map<number, Answer>;
  /** Writes an answer, and waits until the disk has it. */
  add(answer: Answer): Promise<void>;
}

/** Bytes of a line, and of a part that is read at a time. */
const MOST_LINE = 1 << 24, PART = 1 << 16;

/**
 * Opens a journal, or begins one. A last line that was not written to its end is cut off. Throws a UserError of kind "input"
 * for any other that is broken, and for a number that is there twice.
 */
export async function openJournal(path: string, first: number): Promise<Journal> {
  const file = await Deno.open(path, { read: true, write: true, create: true });
  try {
    const whole = await endOfLines(file);
    await file.truncate(whole);
    const answers = await readAnswers(file, path, first);
    await file.seek(whole, Deno.SeekMode.Start);
    return {
      answers,
      async add(answer) {
        const bytes = new TextEncoder().encode(JSON.stringify(answer) + "\n");
        // All at once, so that no other one's comes in between.
        for (let at = 0; at < bytes.length;) at += file.writeSync(bytes.subarray(at));
        await file.sync();
      },
      [Symbol.dispose]: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Where the last line ends. */
async function endOfLines(file: Deno.FsFile): Promise<number> {
  for (let end = (await file.stat()).size; end > 0;) {
    const bytes = new Uint8Array(Math.min(PART, end));
    const from = end - bytes.length;
    await file.seek(from, Deno.SeekMode.Start);
    for (let at = 0; at < bytes.length;) {
      const count = await file.read(bytes.subarray(at));
      if (count === null) break;
      at += count;
    }
    const found = bytes.lastIndexOf(10);
    if (found >= 0) return from + found + 1;
    end = from;
  }
  return 0;
}

async function readAnswers(file: Deno.FsFile, path: string, first: number): Promise<Map<number, Answer>> {
  await file.seek(0, Deno.SeekMode.Start);
  const answers = new Map<number, Answer>();
  let number = 0;
  for await (const text of linesOf(partsOf(file), MOST_LINE)) {
    const where = `${path}:${++number}`;
    const answer = parseAs(answerSchema, valueOf(text, where), "input", where);
    if (answer.index < first) continue;
    if (answers.has(answer.index)) {
      throw new UserError("input", `${where}: answer ${answer.index} is there twice`);
    }
    answers.set(answer.index, answer);
  }
  return answers;
}

async function* partsOf(file: Deno.FsFile): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(PART);
  for (let read; (read = await file.read(buffer)) !== null;) yield buffer.subarray(0, read);
}

function valueOf(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UserError("input", `${where} is no JSON: the file was changed`, { cause });
  }
}

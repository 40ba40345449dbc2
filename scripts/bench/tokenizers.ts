/** `deno task bench tokenizers TEXT`: training and encoding beside PyPI tokenizers and sentencepiece, one thread each. */
import { join } from "node:path";
import { cpuUsage } from "node:process";
import * as z from "zod";
import { quietly } from "../../src/base/context.ts";
import { UserError } from "../../src/base/errors.ts";
import { writeOut } from "../../src/cli/terminal.ts";
import { loadTexts } from "../../src/data/text/load.ts";
import { loadTextTokenizer, TOKENIZER_NAMES, tokenizerKind } from "../../src/tokenizer/tokenizers.ts";
import { inTemporaryFolder, pythonWith, startPeer } from "./peer.ts";

const PACKAGES = ["tokenizers==0.23.3", "sentencepiece==0.2.3"];

const timesSchema = z.object({
  /** Seconds of processor time. */
  train: z.number(),
  encode: z.number(),
  /** To encode line by line. */
  lines: z.number(),
  decode: z.number(),
  tokens: z.int(),
});
type Times = z.infer<typeof timesSchema>;

export interface TokenizersBenchOptions {
  files: readonly string[];
  vocabulary: number;
  rounds: number;
  python?: string | undefined;
}

/** Prints a table of medians; all sides take turns, so that what else the machine does hits all of them. */
export async function tokenizersBench(options: TokenizersBenchOptions): Promise<void> {
  const { files, vocabulary, rounds, python: given } = options;
  if (files.length === 0) throw new UserError("usage", "name a text: deno task bench tokenizers notes.txt");
  const text = (await loadTexts(files, quietly)).texts.join("");
  const bytes = new TextEncoder().encode(text).length;
  await inTemporaryFolder(async (folder) => {
    const path = join(folder, "text.txt");
    await Deno.writeTextFile(path, text);
    const python = await pythonWith(PACKAGES, given, folder);
    const peer = python === undefined
      ? undefined
      : startPeer(python, [join(import.meta.dirname!, "tokenizers_pypi.py"), path, String(vocabulary)]);
    const peers = peer === undefined ? [] : z.array(z.string()).parse(JSON.parse(await peer.ask()));
    const rows = new Map<string, Times[]>();
    const note = (name: string, times: Times) => rows.set(name, [...rows.get(name) ?? [], times]);
    for (let round = 0; round < rounds; round++) {
      for (const kind of TOKENIZER_NAMES) note(`ascii-gen ${kind}`, await measure(kind, text, vocabulary));
      for (const name of peers) note(name, timesSchema.parse(JSON.parse(await peer!.ask(name))));
    }
    await peer?.close();
    writeOut(`${bytes} bytes, vocabulary ${vocabulary}, median processor time of ${rounds} rounds\n`);
    writeOut(table(rows, bytes / 1e6));
  });
}

/** What this project needs. */
async function measure(kind: string, text: string, vocabulary: number): Promise<Times> {
  const lines = text.split(/(?<=\n)/);
  const [train, fitted] = await timed(() =>
    tokenizerKind(kind).fit([text], { vocabulary, seed: 1 }, quietly)
  );
  // Each time anew, as encoders remember words.
  const file = fitted.toJSON();
  const [first, second] = [loadTextTokenizer(file), loadTextTokenizer(file)];
  const [encode, ids] = await timed(() => first.encode(text));
  const [byLine] = await timed(() => lines.map((line) => second.encode(line)));
  const [decode] = await timed(() => second.decode(ids));
  return { train, encode, lines: byLine, decode, tokens: ids.length };
}

/** Processor time of all threads, the compiler's and the collector's too. */
async function timed<T>(work: () => T | Promise<T>): Promise<[seconds: number, result: T]> {
  const began = cpuUsage();
  const result = await work();
  const { user, system } = cpuUsage(began);
  return [(user + system) / 1e6, result];
}

function table(rows: ReadonlyMap<string, readonly Times[]>, megabytes: number): string {
  const line = (name: string, ...cells: string[]) =>
    `${name.padEnd(30)}${cells.map((cell) => cell.padStart(14)).join("")}\n`;
  const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
  const body = Array.from(rows, ([name, times]) => {
    const of = (key: keyof Times) => median(times.map((each) => each[key]));
    const speed = (key: keyof Times) => (megabytes / of(key)).toFixed(1);
    return line(
      name,
      ...[of("train").toFixed(2), speed("encode"), speed("lines"), speed("decode"), String(of("tokens"))],
    );
  });
  return line("", "train s", "encode MB/s", "by line MB/s", "decode MB/s", "tokens") + body.join("");
}

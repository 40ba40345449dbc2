/** Bad texts and bad settings of `train`. */
import { random } from "../../../src/base/random.ts";
import { TEXT } from "../../tasks/text/tiny.ts";
import { type Case, type Files, FOLDER, LOCKED, PIPE, within } from "./files.ts";

const NOTES = { "notes.txt": TEXT };
const ONE = ["--steps", "1"];
const train = (...args: string[]) => ["train", ...args];
const ofNotes = (...args: string[]) => ["train", "notes.txt", ...args];

/** UTF-32 of a text, little-endian. */
const utf32 = (text: string, mark: boolean) =>
  new Uint8Array(Uint32Array.from([...(mark ? "\ufeff" : ""), ...text], (c) => c.codePointAt(0)!).buffer);

/** Bytes of no pattern. */
function noise(length: number): Uint8Array {
  const { int } = random(5);
  return Uint8Array.from({ length }, () => int(256));
}

/** Paths that lead to no text. */
export const PATHS: readonly Case[] = [
  ["missing", train("none.txt"), {}, /cannot read none\.txt: there is no such file or folder$/, 7],
  ["near miss", train("note.txt"), NOTES, /note\.txt: there is no such file.*notes\.txt/, 7],
  ["missing folder", train("a/b/c.txt"), NOTES, /there is no folder a\/b either/, 7],
  ["file as folder", train("notes.txt/x"), NOTES, /cannot read notes\.txt\/x: there is no such file/, 7],
  ["empty folder", train("texts"), { texts: FOLDER }, /there are no files in what was named/, 3],
  ["folder of noise", train("texts"), within("texts", { "a.jpg": noise(4096) }), /there is no text here/, 3],
  ["standard input twice", train("-", "-"), {}, /standard input \("-"\) is named twice/, 2],
  ["empty standard input", train("-"), {}, /standard input: there is nothing in it/, 3],
  ["pipe", train("pipe", ...ONE), { pipe: PIPE }, /pipe is not a file/, 3],
  ["device", train("/dev/zero", ...ONE), {}, /\/dev\/zero is not a file/, 3],
  ["bad after good", ofNotes("none.txt"), NOTES, /none\.txt: there is no such file/, 7],
  ...Deno.uid() === 0
    ? []
    : [["locked", train("a.txt"), { "a.txt": LOCKED }, /a\.txt.*[Pp]ermission denied/, 7] as const],
];

const content = (name: string, bytes: Files[string], error: RegExp): Case => [
  ...[`${name}`, train("a.txt", ...ONE)] as const,
  ...[{ "a.txt": bytes }, error, 3] as const,
];

/** Files that are no text, or too little. */
export const ENCODINGS: readonly Case[] = [
  content("empty", "", /a\.txt: there is nothing in it; it takes 1000 characters/),
  content("a mark alone", "\ufeff", /a\.txt: there is nothing in it/),
  content("blank", "\n \n", /a\.txt: 3 characters are too few/),
  content("tiny", "cat", /3 characters are too few; it takes 1000/),
  content("zeros", new Uint8Array(5000), /a\.txt: it is no text: it has bytes of 0/),
  content("a zero far behind", TEXT.repeat(3) + "\0", /a\.txt: it is no text: it has bytes of 0/),
  content("UTF-32", utf32(TEXT, true), /a\.txt: it is in UTF-32; save it as UTF-8/),
  content("UTF-32 without its mark", utf32(TEXT, false), /a\.txt: it is no text: it has bytes of 0/),
  content("a picture", Uint8Array.of(0xff, 0xd8, 0xff, ...noise(6000)), /a\.txt: it is no text/),
  content("control characters", "a\x01\x02\x1e".repeat(900), /of its first 3600 bytes are control charac/),
];

const notes = (name: string, args: readonly string[], error: RegExp, code = 2): Case => [
  ...[name, ofNotes(...args), NOTES, error, code] as const,
];

/** Settings that are none, or do not go together. */
export const SETTINGS: readonly Case[] = [
  notes("two budgets", ["--epochs", "1", "--steps", "3"], /--steps and --epochs are two budgets/),
  notes("epochs 0", ["--epochs", "0"], /--epochs 0 is not a number above 0/),
  notes("unknown tokenizer", ["--tokenizer", "runes"], /--tokenizer runes is none of char, bpe, unigram/),
  notes(
    "vocabulary of bpe",
    [...ONE, "--tokenizer", "bpe", "--vocabulary", "100"],
    /bpe vocabulary of 100 is too small/,
  ),
  notes(
    "vocabulary of unigram",
    [...ONE, "--tokenizer", "unigram", "--vocabulary", "200"],
    /unigram tokenizer has at least \d+ tokens .*not 200/,
  ),
  notes("vocabulary of none", ["--tokenizer", "bpe", "--vocabulary", "0"], /--vocabulary 0 is not a whole n/),
  notes("context too short", ["--context", "3"], /--context 3 is not a whole number from 8/),
  notes(
    "context beyond learned places",
    [...ONE, "--preset", "nano", "--positions", "learned", "--window", "64", "--context", "65"],
    /--context 65 is longer than the 64 places/,
  ),
  notes(
    "context beyond learned places of a size that is chosen",
    [...ONE, "--positions", "learned", "--context", "4096"],
    /--context 4096 is longer than the \d+ places/,
  ),
  notes("heads", [...ONE, "--dim", "30", "--heads", "4"], /dim must be a multiple of heads/),
  notes("preset", ["--preset", "huge"], /'huge' is invalid\. Allowed choices are nano/),
  notes("form", ["--form", "rnn"], /'rnn' is invalid\. Allowed choices are own, gpt2, llama/),
  notes("name with a slash", ["--name", "a/b"], /--name "a\/b" is no name/),
  notes("name of a flag", ["--name=-x"], /--name -x is no name/),
  notes("name of the program's model", ["--name", "built-in"], /--name built-in is the model of drawings/),
  notes("name of dots", ["--name", ".."], /--name \.\. is no name/),
  notes("unknown flag", ["--step", "1"], /unknown option '--step'/),
  notes("flag without its value", ["--steps"], /--steps <n>' argument missing/),
  ["nothing named", ["train", "--task", "text"], {}, /name files or folders/, 2],
  [
    "run folder is a file",
    ofNotes(...ONE, "--out", "notes.txt"),
    NOTES,
    /cannot make the folder notes\.txt: a file is there$/,
    7,
  ],
  [
    "tokenizer's folder is a file",
    ["tokenizer", "train", "notes.txt", "--out", "notes.txt"],
    NOTES,
    /notes\.txt is a file, not a folder$/,
    7,
  ],
  ["file to export", ["export", "notes.txt"], NOTES, /notes\.txt is a file; name the folder of a run/, 2],
  [
    "run folder below a file",
    ofNotes(...ONE, "--out", "notes.txt/x"),
    NOTES,
    /cannot make the folder notes\.txt\/x: a part of that path is a file, not a folder$/,
    7,
  ],
];

import { Command } from "commander";
import { UserError } from "../../base/errors.ts";
import type { CreateCommand } from "../command_names.ts";
import { type CommandDefinition, loadDefinitions, type OptionDefinition } from "./definitions.ts";
import { EXIT_CODES } from "../errors.ts";
import { isTerminal, writeErrorLine, writeOut } from "../terminal.ts";

/** `ascii-gen man`: prints the manual page. */
export function command(create: CreateCommand): Command {
  return new Command("ascii-gen man")
    .usage("[options]")
    .description("Prints the manual page: ascii-gen man | man -l -")
    .argument("[words...]")
    .action(async (words: string[]) => {
      // "man" is also a word that people want drawn.
      if (words.length > 0) {
        const prompt = ["man", ...words].join(" ");
        throw new UserError("usage", `man prints the manual page; to draw, say: ascii-gen gen ${prompt}`);
      }
      if (isTerminal()) {
        writeErrorLine(
          "ascii-gen: read it with: ascii-gen man | man -l -   draw a man with: ascii-gen gen man",
        );
      }
      writeOut(manualPage(await loadDefinitions(create)));
    });
}

const EXIT_TEXTS: Readonly<Record<number, string>> = {
  0: "Done.",
  1: "A bug.",
  [EXIT_CODES.usage]: "The command line is wrong.",
  [EXIT_CODES.input]: "A prompt or a picture cannot be used.",
  [EXIT_CODES.model]: "The model is missing, damaged or does not fit.",
  [EXIT_CODES.corpus]: "The corpus is missing or damaged.",
  [EXIT_CODES.environment]: "The system lacks what is needed.",
  [EXIT_CODES.io]: "A file cannot be read or written.",
  130: "Interrupted by Ctrl-C.",
};

const ENVIRONMENT: readonly [string, string][] = [
  ["COLUMNS", "The columns of the terminal; for --width auto also where there is none."],
  ["NO_COLOR", "If set and not empty, nothing is emphasised or coloured."],
  ["FORCE_COLOR", "0, 1, 2 or 3: no colours, 16, 256 or all, whatever standard output is."],
  ["TERM, COLORTERM", "How many colours the terminal has."],
  ["ASCII_GEN_GPU", "on: training takes a GPU where there is one, unless --backend says what."],
  ["ASCII_GEN_URL", "Address of the releases, for upgrade --check."],
  [
    "XDG_CACHE_HOME",
    "Where the executable unpacks its library, in a folder of its own; ~/.cache unless set.",
  ],
];

const EXAMPLES: readonly [string, string][] = [
  ["ascii-gen cat", "A cat that fits the terminal, 40×20 at most."],
  ["ascii-gen castle --style line,solid --count 3", "Three castles in each of two styles."],
  ["ascii-gen rocket --like 7 --width auto", "The rocket of seed 7 as wide as the terminal."],
  ["ascii-gen Hello --style banner --font slant", "The word in big letters."],
  ["ascii-gen image cat.jpg --style line --width 60", "The edges of a photo."],
  ["printf 'sun\\nmoon\\n' | ascii-gen - --output sky.html", "A web page of two drawings."],
];

/** The manual page in roff, with the macros of man(7). */
export function manualPage(definitions: readonly CommandDefinition[]): string {
  const [drawing, ...others] = definitions;
  if (drawing === undefined) return "";
  const examples = EXAMPLES.map(([line, text]) => tagged(line, text));
  return [
    '.TH "ASCII\\-GEN" "1" "" "ascii\\-gen" "User Commands"',
    ".SH NAME",
    "ascii\\-gen \\- draw a picture of a prompt in ASCII",
    ".SH SYNOPSIS",
    ...definitions.flatMap(({ usage }) => [".PP", roff(usage)]),
    ".SH DESCRIPTION",
    roff(drawing.text),
    ...drawing.arguments.map(({ name, text }) => tagged(name, text)),
    ...optionSections(drawing.options),
    ".SH COMMANDS",
    ...others.flatMap(({ name, text, options }) => [
      `.SS ${roff(name)}`,
      roff(text),
      ...options.map(tag),
    ]),
    ".SH EXIT STATUS",
    ...Object.entries(EXIT_TEXTS).map(([code, text]) => tagged(code, text)),
    ".SH ENVIRONMENT",
    ...ENVIRONMENT.map(([name, text]) => tagged(name, text)),
    ".SH EXAMPLES",
    ...examples,
  ].join("\n") + "\n";
}

function optionSections(options: readonly OptionDefinition[]): string[] {
  return [
    ".SH OPTIONS",
    ...[...Map.groupBy(options, ({ group }) => group)].flatMap(([group, own]) => [
      `.SS ${roff(group.replace(/:$/, ""))}`,
      ...own.map(tag),
    ]),
  ];
}

function tag({ names, value, choices, text, fallback }: OptionDefinition): string {
  const facts = [
    ...choices.length > 0 ? [`one of ${choices.join(", ")}`] : [],
    ...fallback === undefined ? [] : [`default ${fallback}`],
  ].join("; ");
  return tagged(
    names.join(", ") + (value === undefined ? "" : ` <${value}>`),
    facts === "" ? text : `${text} (${facts})`,
  );
}

function tagged(name: string, text: string): string {
  return `.TP\n.B ${roff(name)}\n${roff(text)}`;
}

/** Text for roff: hyphens are as typed, backslashes are printed, and no line begins with a control character. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^(?=[.'])/gm, "\\&");
}

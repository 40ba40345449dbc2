import { Argument, Command } from "commander";
import type { CreateCommand } from "../command_names.ts";
import { type CommandDefinition, loadDefinitions, type OptionDefinition } from "./definitions.ts";
import { writeOut } from "../terminal.ts";

const SHELLS = { bash, zsh, fish };
type Shell = keyof typeof SHELLS;

/** The argument that is completed with words that can be drawn; if none begins so, with the one that was meant. */
const PROMPT = "prompt";
const FISH_WORDS = "(ascii-gen labels --complete (commandline -ct) 2>/dev/null)";

const takesPrompt = ({ arguments: args }: CommandDefinition): boolean =>
  args.some(({ name }) => name === PROMPT);

/** `ascii-gen completions`: prints what a shell completes the command line with. */
export function command(create: CreateCommand): Command {
  return new Command("ascii-gen completions")
    .description("Prints completions for a shell: source <(ascii-gen completions bash)")
    .addArgument(new Argument("<shell>", "which shell").choices(Object.keys(SHELLS)))
    .action(async (shell: Shell) => writeOut(SHELLS[shell](await loadDefinitions(create))));
}

/** Completions for bash. The first definition is the command that needs no name. */
export function bash(definitions: readonly CommandDefinition[]): string {
  const [first] = definitions;
  const drawable = definitions.filter(takesPrompt).map(({ name }) =>
    `  if [[ $command == ${name} && $cur == [a-z]* ]]; then
    COMPREPLY+=($("\${COMP_WORDS[0]}" labels --complete "$cur" 2>/dev/null))
  fi
`
  ).join("");
  const list = (words: readonly string[]) => `COMPREPLY=($(compgen -W ${quote(words.join(" "))} -- "$cur"))`;
  const values = definitions.flatMap(({ name, options }) =>
    options.filter(({ value }) => value !== undefined).map(({ names, choices, isPath }) => {
      const patterns = names.map((option) => quote(`${name} ${option}`)).join(" | ");
      const reply = choices.length > 0 ? list(choices) : isPath ? 'COMPREPLY=($(compgen -f -- "$cur"))' : ":";
      return `    ${patterns}) ${reply}; return ;;\n`;
    })
  );
  const words = definitions.map(({ name, options, arguments: args }) => {
    const all = [...args.flatMap(({ choices }) => choices), ...options.flatMap(({ names }) => names)];
    return `    ${name}) words=${quote(all.join(" "))} ;;\n`;
  });
  const names = definitions.map(({ name }) => name);
  return `# bash completions of ascii-gen
_ascii_gen() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD - 1]} command=${first?.name} words
  if ((COMP_CWORD > 1)); then
    case \${COMP_WORDS[1]} in
    ${names.join(" | ")}) command=\${COMP_WORDS[1]} ;;
    esac
  fi
  case "$command $prev" in
${values.join("")}  esac
  case $command in
${words.join("")}  esac
  if ((COMP_CWORD == 1)); then words+=${quote(` ${names.join(" ")}`)}; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
${drawable}}
complete -o filenames -F _ascii_gen ascii-gen
`;
}

/** Completions for zsh: to be sourced, or to lie in a folder of fpath as \`_ascii-gen\`. */
export function zsh(definitions: readonly CommandDefinition[]): string {
  const [first] = definitions;
  const escape = (text: string) => text.replace(/[\\[\]:]/g, "\\$&");
  const action = ({ choices, isPath }: OptionDefinition) =>
    choices.length > 0 ? `(${choices.join(" ")})` : isPath ? "_files" : "";
  const option = (definition: OptionDefinition) => {
    const { names, value, text } = definition;
    const rest = `[${escape(text)}]${value === undefined ? "" : `:${escape(value)}:${action(definition)}`}`;
    return names.map((name) => quote(name + rest));
  };
  const positional = ({ arguments: args }: CommandDefinition) =>
    args.map(({ name, choices }) => {
      const action = choices.length > 0
        ? `(${choices.join(" ")})`
        : name === PROMPT
        ? "_ascii-gen_words"
        : "";
      return quote(`*:${escape(name)}:${action}`);
    });
  const named = definitions.map(({ name, text }) => `${name}\\:"${escape(text).replace(/["$`]/g, "\\$&")}"`);
  const cases = definitions.map((definition) => {
    const specs = [...definition.options.flatMap(option), ...positional(definition)];
    return `    ${definition.name}) _arguments $commands ${
      specs.map((spec) => `\\\n      ${spec}`).join(" ")
    } ;;\n`;
  });
  return `#compdef ascii-gen
# zsh completions of ascii-gen
_ascii-gen_words() {
  [[ $PREFIX == [a-z]* ]] && compadd -U -- \${(f)"$(ascii-gen labels --complete "$PREFIX" 2>/dev/null)"}
}
_ascii-gen() {
  local command=${first?.name}
  local -a commands=(${quote(`1:command or prompt:((${named.join(" ")}))`)})
  if ((CURRENT > 2)); then
    case $words[2] in
    ${definitions.map(({ name }) => name).join("|")}) command=$words[2]; shift words; ((CURRENT--)) ;;
    esac
    commands=()
  fi
  case $command in
${cases.join("")}  esac
}
if [[ $funcstack[1] = _ascii-gen ]]; then _ascii-gen "$@"; else compdef _ascii-gen ascii-gen; fi
`;
}

/** Completions for fish. */
export function fish(definitions: readonly CommandDefinition[]): string {
  const [first, ...others] = definitions;
  const names = others.map(({ name }) => name).join(" ");
  const complete = (condition: string, ...rest: string[]) =>
    ["complete -c ascii-gen -n", fishQuote(condition), ...rest].join(" ") + "\n";
  const commands = definitions.map(({ name, text }) =>
    complete("__fish_use_subcommand", "-f -a", name, "-d", fishQuote(text))
  );
  const rest = definitions.flatMap((definition) => {
    const { name, options, arguments: args } = definition;
    const condition = definition === first
      ? `not __fish_seen_subcommand_from ${names}`
      : `__fish_seen_subcommand_from ${name}`;
    const choices = args.flatMap(({ choices }) => choices).join(" ");
    return [
      ...options.map(({ names, value, choices, isPath, text }) =>
        complete(
          condition,
          ...names.map((name) => name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`),
          ...value === undefined ? [] : [isPath ? "-r -F" : "-x"],
          ...choices.length > 0 ? ["-a", fishQuote(choices.join(" "))] : [],
          ...["-d", fishQuote(text)],
        )
      ),
      ...choices === "" ? [] : [complete(condition, "-f -a", fishQuote(choices))],
      ...takesPrompt(definition) ? [complete(condition, "-f -a", fishQuote(FISH_WORDS))] : [],
    ];
  });
  return `# fish completions of ascii-gen\ncomplete -c ascii-gen -f\n${commands.join("")}${rest.join("")}`;
}

/** A word for bash and zsh. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function fishQuote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

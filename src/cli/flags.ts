/** Flags made of fields (base/fields.ts), and their values read. */
import { type Command, Option } from "commander";
import { checkField, numberIn } from "../base/check.ts";
import { type Field, type Fields, flagOf, type Given, withUsual } from "../base/fields.ts";

/** The fields that commands were made of. */
const made = new WeakMap<Command, Fields>();

/** The fields that a command was made of. */
export const fieldsOfCommand = (command: Command): Fields => made.get(command) ?? {};

/** Adds the flags of some fields to a command; those it has already are left alone. */
export function addFields(command: Command, fields: Fields): Command {
  made.set(command, { ...fields, ...fieldsOfCommand(command) });
  for (const [name, field] of Object.entries(fields)) {
    const long = `--${flagOf(name, field)}`;
    if (command.options.some((option) => option.long === long)) continue;
    const option = optionOf(field, field.short ? `-${field.short}, ${long}` : long);
    command.addOption(option);
    if (field.alias === undefined) continue;
    command.addOption(optionOf(field, `--${field.alias}`).hideHelp().conflicts(option.attributeName()));
  }
  return command;
}

function optionOf(field: Field, names: string): Option {
  const option = new Option(names + valueOf(field), describe(field));
  if ("choices" in field) option.choices(field.choices);
  // Any text will do for these, whatever the choices are.
  if (field.type === "text") option.argParser(String);
  if (field.type === "list") option.argParser(field.whole ? addText : addNames);
  if (field.group !== undefined) option.helpGroup(field.group);
  return option;
}

const addText = (text: string, before: readonly string[] = []): string[] => [...before, text];

const addNames = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text.split(",").map((name) => name.trim()),
];

const VALUES = { choice: "name", integer: "n", number: "x" } as const;

function valueOf(field: Field): string {
  if (field.type === "switch") return "";
  return ` <${
    field.type === "text" || field.type === "list" ? field.value : field.value ?? VALUES[field.type]
  }>`;
}

function describe(field: Field): string {
  const usual = field.usual ?? ("fallback" in field ? field.fallback : undefined);
  const text = field.type === "list" && field.whole ? `${field.text}; several: one flag each` : field.text;
  return withUsual(text, usual);
}

/** What was given for some fields. Throws a UserError of kind "usage" that names the flag and what would be right. */
export function readFields<F extends Fields>(fields: F, flags: Readonly<Record<string, unknown>>): Given<F> {
  const values = Object.entries(fields).flatMap(([name, field]) => {
    const text = [flagOf(name, field), field.alias].map((flag) => flag && flags[camelCase(flag)])
      .find((given) => given !== undefined);
    return text === undefined ? [] : [[name, readField(name, field, text)] as const];
  });
  // cast: Object.fromEntries forgets the names; readField gives each field a value of its type.
  return Object.fromEntries(values) as Given<F>;
}

const camelCase = (flag: string): string =>
  flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function readField(name: string, field: Field, given: unknown): string | number | boolean | string[] {
  if (field.type === "switch") return given === true;
  if (field.type === "list" && Array.isArray(given)) return given.map(String);
  if (typeof given !== "string") throw new Error(`--${flagOf(name, field)} has no text`);
  if (field.type !== "integer" && field.type !== "number" || given === field.word) return given;
  const value = numberIn(given, field);
  checkField(name, field, value, given);
  return value;
}

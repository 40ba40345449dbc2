/** Flags made of fields (base/fields.ts), and their values read. */
import { type Command, Option } from "commander";
import { type Field, type Fields, flagOf, type Given } from "../base/fields.ts";
import { readNumber } from "../base/numbers.ts";

/** Adds the flags of some fields to a command; those it has already are left alone. */
export function addFields(command: Command, fields: Fields): Command {
  for (const [name, field] of Object.entries(fields)) {
    const long = `--${flagOf(name, field)}`;
    if (command.options.some((option) => option.long === long)) continue;
    const option = new Option(
      field.short ? `-${field.short}, ${long}${valueOf(field)}` : long + valueOf(field),
    );
    option.description = describe(field);
    if (field.type === "choice") option.choices(field.choices);
    if (field.type === "list") option.argParser((text, before: string[] = []) => [...before, text]);
    if (field.group !== undefined) option.helpGroup(field.group);
    command.addOption(option);
  }
  return command;
}

function valueOf(field: Field): string {
  switch (field.type) {
    case "switch":
      return "";
    case "text":
    case "list":
      return ` <${field.value}>`;
    case "choice":
      return " <name>";
    case "integer":
      return " <n>";
    case "number":
      return " <x>";
  }
}

function describe(field: Field): string {
  const usual = field.usual ?? ("fallback" in field ? field.fallback : undefined);
  return usual === undefined ? field.text : `${field.text} (default: ${usual})`;
}

/** What was given for some fields. Throws a UserError of kind "usage" that names the flag and what would be right. */
export function readFields<F extends Fields>(fields: F, flags: Readonly<Record<string, unknown>>): Given<F> {
  const values = Object.entries(fields).flatMap(([name, field]) => {
    const flag = flagOf(name, field);
    const text = flags[flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
    return text === undefined ? [] : [[name, readField(`--${flag}`, field, text)] as const];
  });
  // cast: Object.fromEntries forgets the names; readField gives each field a value of its type.
  return Object.fromEntries(values) as Given<F>;
}

function readField(flag: string, field: Field, value: unknown): string | number | boolean | string[] {
  if (field.type === "switch") return value === true;
  if (field.type === "list" && Array.isArray(value)) return value;
  if (typeof value !== "string") throw new Error(`${flag} has no text`);
  return field.type === "integer" || field.type === "number" ? readNumber(flag, field, value) : value;
}

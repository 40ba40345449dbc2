/** Flags made of fields (base/fields.ts), and their values read. */
import { type Command, Option } from "commander";
import { UserError } from "../base/errors.ts";
import { type Field, type Fields, flagOf, type Given, type NumberField } from "../base/fields.ts";
import { quoted } from "./numbers.ts";

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

function readField(flag: string, field: Field, text: unknown): string | number | boolean {
  if (field.type === "switch") return text === true;
  if (typeof text !== "string") throw new Error(`${flag} has no text`);
  if (field.type !== "integer" && field.type !== "number") return text;
  const form = field.type === "integer" ? /^\d+$/ : /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
  const value = form.test(text) ? Number(text) : NaN;
  const { least = -Infinity, above = -Infinity, most = Infinity } = field;
  if (value >= least && value > above && value <= most && Number.isFinite(value)) return value;
  throw new UserError("usage", `${flag} ${quoted(text)} is not ${rangeOf(field)}`);
}

function rangeOf({ type, least, above, most }: NumberField): string {
  const kind = type === "integer" ? "a whole number" : "a number";
  if (above !== undefined) return `${kind} above ${above}${most === undefined ? "" : `, up to ${most}`}`;
  return most === undefined ? `${kind} from ${least ?? 0} up` : `${kind} from ${least ?? 0} to ${most}`;
}

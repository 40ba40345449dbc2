/**
 * Inputs as plain data, each with its name, limits, default and description told once: flags, help, completions, the manual
 * page, checks and JSON schema come from it (schema.ts). Plain data, as to load a library of schemas takes 50 ms of a start.
 */

interface Common {
  /** What it is, for help and documentation. */
  text: string;
  /** Name on the command line, if not the field's own in kebab case. */
  flag?: string;
  /** Short name on the command line, such as "s". */
  short?: string;
  /** Default in words, where it is worked out. */
  usual?: string;
  /** Heading in the help that it stands under. */
  group?: string;
}

/** A number; all limits but `above` are within range. */
export interface NumberField extends Common {
  type: "integer" | "number";
  least?: number;
  above?: number;
  most?: number;
  fallback?: number;
}

/** One of a few names. */
export interface ChoiceField<Name extends string = string> extends Common {
  type: "choice";
  choices: readonly Name[];
  fallback?: Name;
}

/** A text; `value` says what it is, such as "file". */
export interface TextField extends Common {
  type: "text";
  value: string;
  fallback?: string;
}

/** Something that is either asked for or not. */
export interface SwitchField extends Common {
  type: "switch";
}

/** Texts, none or several; `value` says what each is. */
export interface ListField extends Common {
  type: "list";
  value: string;
}

export type Field = NumberField | ChoiceField | TextField | SwitchField | ListField;
export type Fields = Readonly<Record<string, Field>>;

type ValueOf<F extends Field> = F extends NumberField ? number
  : F extends { type: "choice"; choices: readonly (infer Name)[] } ? Name
  : F extends SwitchField ? boolean
  : F extends ListField ? string[]
  : string;

/** Names of the fields that always have a value. */
type Sure<F extends Fields> = {
  [K in keyof F]: F[K] extends { fallback: unknown } | SwitchField | ListField ? K : never;
}[keyof F];

/** Values of fields, with what was not given at its default. */
export type InputOf<F extends Fields> =
  & { [K in Sure<F>]: ValueOf<F[K]> }
  & { [K in Exclude<keyof F, Sure<F>>]?: ValueOf<F[K]> };

/** Values of fields as far as they were given. */
export type Given<F extends Fields> = { [K in keyof F]?: ValueOf<F[K]> };

/** The values that hold where none was given. */
export function fallbacks<F extends Fields>(fields: F): { [K in Sure<F>]: ValueOf<F[K]> } {
  // cast: Object.fromEntries forgets which names there are; the fields say which.
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, fallbackOf(field)] as const)
      .filter(([, value]) => value !== undefined),
  ) as { [K in Sure<F>]: ValueOf<F[K]> };
}

function fallbackOf(field: Field) {
  if (field.type === "switch") return false;
  return field.type === "list" ? [] : field.fallback;
}

/** Name of a field on the command line, without dashes. */
export const flagOf = (name: string, { flag }: Field): string =>
  flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Some of the fields, by name. */
export function fieldsOf<F extends Fields, K extends keyof F>(fields: F, names: readonly K[]): Pick<F, K> {
  // cast: as above.
  return Object.fromEntries(names.map((name) => [name, fields[name]])) as Pick<F, K>;
}

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
  /** Another name that people try on the command line; no help tells it. */
  alias?: string;
  /** Default in words, where it is worked out. */
  usual?: string;
  /** Heading in the help that it stands under. */
  group?: string;
}

/** A number; all limits but `above` are within range. */
export interface NumberField extends Common {
  type: "integer" | "number";
  /** What it is called in the help; "n" or "x" unless told otherwise. */
  value?: string;
  /** A word that may stand in its place, such as "auto". */
  word?: string;
  /** Whether more limits are known where it is used, by the model for one: all are checked, and told, there. */
  open?: boolean;
  least?: number;
  above?: number;
  most?: number;
  fallback?: number;
}

/** One of a few names. */
export interface ChoiceField<Name extends string = string> extends Common {
  type: "choice";
  /** What it is called in the help; "name" unless told otherwise. */
  value?: string;
  choices: readonly Name[];
  fallback?: Name;
}

/** A text; `value` says what it is, such as "file". */
export interface TextField extends Common {
  type: "text";
  value: string;
  /** The usual ones, for help and completions; what else may be is known where the text is used. */
  choices?: readonly string[];
  /** Whether it must stand nowhere: a configuration names the variable of the environment that holds it. */
  secret?: true;
  fallback?: string;
}

/** Several texts, on the command line with commas between, or one flag each. */
export interface ListField extends Common {
  type: "list";
  value: string;
  /** Each is a flag of its own, as it may have commas. */
  whole?: true;
  /** Whether it is shown nowhere. */
  secret?: true;
  /** As of a text. */
  choices?: readonly string[];
  fallback?: readonly string[];
}

/** Something that is either asked for or not. */
export interface SwitchField extends Common {
  type: "switch";
}

export type Field = NumberField | ChoiceField | TextField | ListField | SwitchField;
export type Fields = Readonly<Record<string, Field>>;

/** A text and what is usual, where something is. */
export const withUsual = (text: string, usual: Field["usual"] | number | readonly string[]): string =>
  usual === undefined ? text : `${text} (default: ${usual})`;

type ValueOf<F extends Field> = F extends { type: "integer" | "number"; word: infer Word } ? number | Word
  : F extends NumberField ? number
  : F extends ListField ? readonly string[]
  : F extends { type: "choice"; choices: readonly (infer Name)[] } ? Name
  : F extends SwitchField ? boolean
  : string;

/** Names of the fields that always have a value. */
type Sure<F extends Fields> = {
  [K in keyof F]: F[K] extends { fallback: unknown } | SwitchField ? K : never;
}[keyof F];

/** Values of fields, with what was not given at its default. */
export type InputOf<F extends Fields> =
  & { [K in Sure<F>]: ValueOf<F[K]> }
  & { [K in Exclude<keyof F, Sure<F>>]?: ValueOf<F[K]> };

/** Values of fields, all of them. */
export type Whole<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

/** Values of fields as far as they were given. */
export type Given<F extends Fields> = { [K in keyof F]?: ValueOf<F[K]> };

/** The values that hold where none was given. */
export function fallbacks<F extends Fields>(fields: F): { [K in Sure<F>]: ValueOf<F[K]> } {
  // cast: Object.fromEntries forgets which names there are; the fields say which.
  return Object.fromEntries(
    Object.entries(fields)
      .map(([name, field]) => [name, field.type === "switch" ? false : field.fallback] as const)
      .filter(([, value]) => value !== undefined),
  ) as { [K in Sure<F>]: ValueOf<F[K]> };
}

/** What was given, and what holds in the place of what was not. */
export function filled<F extends Fields, G extends Given<F>>(
  fields: F,
  given: G,
): Omit<G, keyof F> & InputOf<F> {
  const values = Object.entries(given).filter(([, value]) => value !== undefined);
  // cast: as above; what is undefined counts as not given.
  return { ...fallbacks(fields), ...Object.fromEntries(values) } as Omit<G, keyof F> & InputOf<F>;
}

/** What was given for some fields, of what may be given for others besides. */
export function givenOf<F extends Fields>(fields: F, input: Given<F>): Given<F> {
  // cast: Object.fromEntries forgets the names; what is left are values of these fields.
  return Object.fromEntries(
    Object.entries(input).filter(([name, value]) => Object.hasOwn(fields, name) && value !== undefined),
  ) as Given<F>;
}

/** Name of a field on the command line, without dashes. */
export const flagOf = (name: string, { flag }: Field): string =>
  flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** What commands of a console set: fields by the names of flags, without their dashes. */
import { faultOf, inspected, numberIn } from "../base/check.ts";
import { UserError } from "../base/errors.ts";
import { type Field, type Fields, flagOf, type Given } from "../base/fields.ts";

/** Takes a setting back to what is usual. */
const USUAL = "default";

/** Settings of one model. */
export interface Settings<F extends Fields = Fields> {
  readonly fields: F;
  /** Names that they are set by. */
  readonly names: readonly string[];
  /** What was set. */
  values(): Given<F>;
  /**
   * Sets one of the names; nothing changes without a text, and what may be several texts gets one more. Gives a line that says
   * how it stands.
   */
  set(name: string, text: string): string;
  /** Takes over what was set of others, as far as there is such a setting that can have that value. Gives the names of the rest. */
  takeOver(others: Settings): string[];
  /** What was set of a name, with the field that it was read for. */
  setBy(name: string): { field: Field; value: unknown } | undefined;
  /** Values that a setting may be completed with. */
  choices(name: string): readonly string[];
}

/** Settings of some fields, none of which is set yet. */
export function createSettings<F extends Fields>(fields: F): Settings<F> {
  const byName = new Map(Object.entries(fields).map(([key, field]) => [flagOf(key, field), key]));
  const values: Record<string, unknown> = {};
  const known = (name: string) => {
    const key = byName.get(name), field = key === undefined ? undefined : fields[key];
    if (key === undefined || field === undefined) throw new Error(`there is no setting ${name}`);
    return { key, field };
  };
  return {
    fields,
    names: [...byName.keys()],
    // cast: each value was read, and checked, for the field of its name.
    values: () => ({ ...values }) as Given<F>,
    set(name, text) {
      const { key, field } = known(name);
      if (text === USUAL) delete values[key];
      else if (text !== "") {
        const value = valueIn(name, field, text), before = values[key];
        const adds = field.type === "list" && field.whole && Array.isArray(value) && Array.isArray(before);
        values[key] = adds ? [...before, ...value] : value;
      }
      return `${name} ${told(values[key] ?? usualOf(field))}`;
    },
    setBy(name) {
      const { key, field } = known(name);
      return Object.hasOwn(values, key) ? { field, value: values[key] } : undefined;
    },
    takeOver(others) {
      return others.names.filter((name) => {
        const key = byName.get(name), field = key === undefined ? undefined : fields[key];
        const set = others.setBy(name);
        if (set === undefined) return false;
        if (key === undefined || field?.type !== set.field.type || faultIn(field, set.value) !== undefined) {
          return true;
        }
        values[key] = set.value;
        return false;
      });
    },
    choices(name) {
      const { field } = known(name);
      const words = "word" in field && field.word !== undefined ? [field.word] : [];
      return [..."choices" in field ? field.choices ?? [] : words, USUAL];
    },
  };
}

const usualOf = (field: Field): unknown => field.usual ?? ("fallback" in field ? field.fallback : undefined);

const told = (value: unknown): string =>
  Array.isArray(value) && value.length === 0
    ? "none"
    : Array.isArray(value)
    ? value.map((each) => JSON.stringify(each)).join(", ")
    : value === undefined
    ? "as usual"
    : String(value);

/** The value that a text says. Throws a UserError of kind "usage" for one that the field cannot have. */
function valueIn(name: string, field: Field, text: string): unknown {
  const value = read(field, text), expected = faultIn(field, value);
  if (expected === undefined) return value;
  throw new UserError("usage", `/${name} ${inspected(text)} is not ${expected}`);
}

/** What would be right in the place of a value: as `faultOf` says, and of several texts each is one of the field's choices. */
function faultIn(field: Field, value: unknown): string | undefined {
  const fault = faultOf(field, value);
  if (fault !== undefined || field.type !== "list" || !Array.isArray(value)) return fault;
  const { choices } = field;
  return choices === undefined || value.every((each) => choices.includes(each))
    ? undefined
    : `one of ${choices.join(", ")}, or several`;
}

/** An error in which settings stand as they are typed here, not as flags. */
export const inCommands = (error: unknown): unknown =>
  error instanceof UserError
    ? new UserError(error.kind, error.message.replace(/(?<!\S)--(?=[a-z])/g, "/"))
    : error;

function read(field: Field, text: string): unknown {
  switch (field.type) {
    case "integer":
    case "number":
      return text === field.word ? text : numberIn(text, field);
    case "list":
      return field.whole ? [unescaped(text)] : text.split(",").map((each) => each.trim());
    case "choice":
      return text.toLowerCase().replace(/\s+/g, "-");
    case "switch":
      return text === "on" ? true : text === "off" ? false : text;
    default:
      return text;
  }
}

/** A text in which `\n`, `\t` and `\\` stand for what cannot be typed within a line. */
const unescaped = (text: string): string =>
  text.replace(/\\([nt\\])/g, (_, mark: string) => mark === "n" ? "\n" : mark === "t" ? "\t" : "\\");

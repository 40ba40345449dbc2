/** What a form asks for: made of the fields of an operation, or of a JSON schema of the service. */
import type { Field, Fields } from "../../base/fields.ts";
import type { Json } from "../../base/json.ts";

export interface FormField {
  name: string;
  label: string;
  /** What it is, in a sentence. */
  hint: string;
  kind: "integer" | "number" | "choice" | "text" | "list" | "lines" | "switch" | "json";
  /** Name of the object that it is a part of; `name` begins with it then, a dot after it. */
  part?: string;
  least?: number;
  most?: number;
  /** All that may be, or, of a text, the usual ones. */
  choices?: readonly string[];
  /** What holds where nothing is given, as it stands in the form. */
  fallback?: string;
  /** The same in words. */
  usual?: string;
  required?: boolean;
}

/** What a form holds, as texts: nothing for what is not given, "on" for a switch. */
export type Values = Readonly<Record<string, string>>;

const words = (name: string) => {
  const text = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const told = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The fields of an operation, those of some names. */
export const fieldsOf = (fields: Fields, names: readonly string[] = Object.keys(fields)): FormField[] =>
  names.flatMap((name) => fields[name] === undefined ? [] : [fieldOf(name, fields[name])]);

function fieldOf(name: string, field: Field): FormField {
  const form: FormField = { name, label: words(name), hint: told(field.text), kind: field.type };
  if (field.usual !== undefined) form.usual = field.usual;
  if (field.type === "switch") return form;
  if (field.type === "integer" || field.type === "number") {
    if (field.least !== undefined) form.least = field.least;
    if (field.most !== undefined) form.most = field.most;
  } else if ("choices" in field && field.choices !== undefined) {
    form.choices = field.choices;
  }
  if (field.fallback !== undefined) form.fallback = String(field.fallback);
  return form;
}

/** The part of JSON schema that inputs of operations use. */
export interface Schema {
  type?: string;
  description?: string;
  enum?: readonly Json[];
  const?: Json;
  default?: Json;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  items?: Schema;
  pattern?: string;
  anyOf?: readonly Schema[];
  oneOf?: readonly Schema[];
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
}

/** The fields of an object's schema; those of objects within it one by one. */
export function fieldsOfSchema({ properties = {}, required = [] }: Schema): FormField[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    if (schema.properties !== undefined) {
      return fieldsOfSchema(schema).map((field) => ({ ...field, name: `${name}.${field.name}`, part: name }));
    }
    const field = fieldOfSchema(name, schema);
    return required.includes(name) && schema.default === undefined ? { ...field, required: true } : field;
  });
}

/** What a number may be at least and at most is usually all of an integer's range: not worth telling. */
const BEYOND = Number.MAX_SAFE_INTEGER;

function fieldOfSchema(name: string, schema: Schema): FormField {
  const one = schema.anyOf?.[0] ?? schema.oneOf?.[0] ?? schema;
  const { minimum, maximum } = one;
  const form: FormField = {
    name,
    label: words(name),
    hint: told(schema.description ?? ""),
    kind: kindOf(one),
  };
  if (minimum !== undefined && minimum > -BEYOND) form.least = minimum;
  if (maximum !== undefined && maximum < BEYOND) form.most = maximum;
  const choices = one.enum ?? one.items?.enum;
  if (choices !== undefined) form.choices = choices.map(String);
  const fallback = schema.default ?? one.default;
  if (fallback !== undefined && fallback !== false && fallback !== null) {
    form.fallback = Array.isArray(fallback) ? fallback.join(",") : textOf(fallback);
  }
  return form;
}

const textOf = (value: Json): string => typeof value === "object" ? JSON.stringify(value) : String(value);

function kindOf({ type, enum: choices, items }: Schema): FormField["kind"] {
  if (choices !== undefined) return "choice";
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return type;
  if (type === "array" && (items?.type === "string" || items?.enum !== undefined)) {
    // Any text may have a comma.
    return items.enum === undefined && items.pattern === undefined ? "lines" : "list";
  }
  return type === "array" || type === "object" ? "json" : "text";
}

/** What a form holds as input of an operation; what is not given is left out. Throws a SyntaxError for what is no JSON. */
export function inputOf(fields: readonly FormField[], values: Values): Record<string, Json> {
  const given = fields.flatMap((field) => {
    const text = values[field.name] ?? "";
    return text === "" ? [] : [{ field, value: valueOf(field, text) }];
  });
  const whole = given.filter(({ field }) => field.part === undefined);
  const parts = Map.groupBy(
    given.filter(({ field }) => field.part !== undefined),
    ({ field }) => field.part ?? "",
  );
  return Object.fromEntries([
    ...whole.map(({ field, value }) => [field.name, value] as const),
    ...Array.from(parts, ([part, inner]) => {
      const within = inner.map(({ field, value }) => [field.name.slice(part.length + 1), value] as const);
      return [part, Object.fromEntries(within)] as const;
    }),
  ]);
}

function valueOf({ kind, label }: FormField, text: string): Json {
  switch (kind) {
    case "integer":
    case "number":
      // What is no number is sent as it is: the answer says in words what would be right.
      return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
    case "switch":
      return text === "on";
    case "list":
      return text.split(",").map((part) => part.trim()).filter((part) => part !== "");
    case "lines":
      return text.split("\n").filter((line) => line !== "").map((line) => line.replaceAll("\\n", "\n"));
    case "json":
      try {
        return JSON.parse(text);
      } catch {
        throw new SyntaxError(`${label}: this is not JSON`);
      }
    default:
      return text;
  }
}

/** What the parameters of an address give to fields. */
export const valuesOf = (fields: readonly FormField[], params: URLSearchParams): Values =>
  Object.fromEntries(fields.flatMap(({ name }) => {
    const value = params.get(name);
    return value === null ? [] : [[name, value]];
  }));

/** Checks of what comes from outside. */
import * as z from "zod";
import { type ErrorKind, UserError } from "./errors.ts";
import { type Field, type Fields, type InputOf, type Whole, withUsual } from "./fields.ts";
import { parseJson } from "./json.ts";

/** The first thing that is wrong, by its path where it is in a part. */
export function firstIssue({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.join(".") ?? "";
  return path === "" ? `${issue?.message}` : `${path}: ${issue?.message}`;
}

/** Checks a value; the error, of a kind, names `what` it is and the field at fault. */
export function parseAs<T>(schema: z.ZodType<T>, value: unknown, kind: ErrorKind, what: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new UserError(kind, `${what}: ${firstIssue(result.error)}`);
}

/** What the JSON text of a file is. Throws a UserError of kind "input" that begins with the file's name. */
export function parseJsonAs<T>(schema: z.ZodType<T>, text: string, path: string): T {
  return parseAs(schema, jsonOf(text, path), "input", path);
}

/** The value that the JSON text of a file has. Throws a UserError of kind "input" that begins with the file's name. */
export function jsonOf(text: string, path: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserError("input", `${path} ${error.message}`);
    throw error;
  }
}

/** The own entries of an object whose keys may be any texts: `z.record` loses the key `__proto__`. */
export const entriesOf = <T>(schema: z.ZodType<T>): z.ZodType<[string, T][]> =>
  z.unknown().transform((value, { addIssue }) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      addIssue("expected an object");
      return z.NEVER;
    }
    return Object.entries(value).flatMap(([key, each]): [string, T][] => {
      const { data, error } = schema.safeParse(each);
      if (error === undefined) return [[key, data]];
      for (const issue of error.issues) addIssue({ ...issue, path: [key, ...issue.path] });
      return [];
    });
  });

/** The schema of fields: strict, with defaults and descriptions. */
export const schemaOf = <F extends Fields>(fields: F): z.ZodType<InputOf<F>> => schemaWith(fields, {});

/** The schema of fields, as `schemaOf` has it, and of values that no field can hold. */
export function schemaWith<F extends Fields, A extends z.ZodRawShape>(
  fields: F,
  also: A,
): z.ZodType<InputOf<F> & z.infer<z.ZodObject<A>>> {
  const shape = Object.entries(fields).map(([name, field]) => [name, schemaOfField(field)]);
  // cast: each field's schema has the type that InputOf gives its value; zod cannot know that of a made object.
  return z.strictObject({ ...Object.fromEntries(shape), ...also }) as unknown as z.ZodType<
    InputOf<F> & z.infer<z.ZodObject<A>>
  >;
}

/** The schema of fields as far as they were given: strict, with descriptions and without defaults. */
export function givenSchemaOf<F extends Fields>(fields: F): z.ZodObject<GivenShape<F>, z.core.$strict> {
  const shape = Object.entries(fields).map((
    [name, field],
  ) => [name, valueSchema(field).describe(field.text).exactOptional()]);
  // cast: as above.
  return z.strictObject(Object.fromEntries(shape) as GivenShape<F>);
}

type GivenShape<F extends Fields> = { [K in keyof F]: z.ZodExactOptional<z.ZodType<Whole<F>[K]>> };

/** The schema of each field, for what is stored: all of them must be there. */
export function shapeOf<F extends Fields>(fields: F): { [K in keyof F]: z.ZodType<Whole<F>[K]> } {
  const shape = Object.entries(fields).map(([name, field]) => [name, valueSchema(field)]);
  // cast: as above.
  return Object.fromEntries(shape) as { [K in keyof F]: z.ZodType<Whole<F>[K]> };
}

function schemaOfField(field: Field): z.ZodType {
  const { text, usual } = field;
  const schema = valueSchema(field).describe(withUsual(text, usual));
  if (field.type === "switch") return schema.default(false);
  return field.fallback === undefined ? schema.optional() : schema.default(field.fallback);
}

function valueSchema(field: Field): z.ZodType {
  switch (field.type) {
    case "switch":
      return z.boolean();
    case "text":
      return z.string();
    case "list":
      return z.array(z.string());
    case "choice":
      return z.enum(field.choices);
    case "integer":
    case "number": {
      let schema = field.type === "integer" ? z.int() : z.number();
      if (field.least !== undefined) schema = schema.min(field.least);
      if (field.above !== undefined) schema = schema.gt(field.above);
      if (field.most !== undefined) schema = schema.max(field.most);
      return field.word === undefined ? schema : z.union([schema, z.literal(field.word)]);
    }
  }
}

/** JSON schema of fields; `description` says what they are for. */
export const jsonSchemaOf = (fields: Fields, description: string): unknown =>
  z.toJSONSchema(schemaOf(fields).describe(description), { io: "input" });

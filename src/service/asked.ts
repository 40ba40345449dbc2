/** What a request asks, checked by the schemas of its route. */
import * as z from "zod";
import { Problem } from "./problem.ts";
import type { Route } from "./route.ts";

/** Faults that are told of at most, and characters of each. */
const MOST_FAULTS = 8, MOST_TEXT = 300;

/** A route with what its schemas say of texts that stand for other values. */
export interface Prepared extends Route {
  types: { params: Types; query: Types };
}

/** Types of values by name, as JSON schema calls them. */
type Types = ReadonlyMap<string, string>;

export const prepare = (route: Route): Prepared => ({
  ...route,
  types: { params: typesOf(route.params), query: typesOf(route.query) },
});

function typesOf(schema: z.ZodType | undefined): Types {
  if (schema === undefined) return new Map();
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return new Map(
    Object.entries(properties).map(([name, each]) => [
      name,
      typeof each === "object" && typeof each.type === "string" ? each.type : "string",
    ]),
  );
}

/** Values of the places in a path. Throws a Problem, 404, as there is nothing by such a name. */
export function paramsOf(route: Prepared, texts: Readonly<Record<string, string>>): unknown {
  if (route.params === undefined) return undefined;
  const values = Object.entries(texts).map((
    [name, text],
  ) => [name, valueOf(route.types.params.get(name), text)]);
  return checked(route.params, Object.fromEntries(values), "path", 404);
}

/** Values of a query. Throws a Problem, 400, for one that is unknown, given twice, or wrong. */
export function queryOf(route: Prepared, search: URLSearchParams): unknown {
  const { query: types } = route.types;
  const values = new Map<string, unknown>();
  for (const [name, text] of search) {
    const isList = types.get(name) === "array", before = values.get(name);
    if (before !== undefined && !isList) throw new Problem(400, `query: ${short(name)} is given twice`);
    values.set(
      name,
      isList ? [...Array.isArray(before) ? before : [], text] : valueOf(types.get(name), text),
    );
  }
  return checked(route.query ?? z.strictObject({}), Object.fromEntries(values), "query", 400);
}

/** What a body holds, checked. Throws a Problem, 422. */
export function bodyOf(route: Prepared, content: unknown): unknown {
  if (route.accepts !== undefined) return content;
  if (route.body === undefined) {
    if (content !== undefined) checked(z.strictObject({}), content, "body", 422);
    return undefined;
  }
  return checked(route.body, content, "body", 422);
}

/** A text as the value that it stands for; a text still, where it is none. */
function valueOf(type: string | undefined, text: string): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) {
    return Number(text);
  }
  if (type === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}

function checked(schema: z.ZodType, value: unknown, part: string, status: number): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, MOST_FAULTS).map(({ path, message }) => ({
    pointer: short(
      path.map((each) => `/${String(each).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    ),
    detail: short(message),
  }));
  const [{ pointer, detail } = { pointer: "", detail: "it is wrong" }] = errors;
  throw new Problem(status, `${part}${pointer}: ${detail}`, { more: { errors } });
}

const short = (text: string): string => text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text;

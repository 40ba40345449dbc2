/** The OpenAPI 3.1 document of a table of routes. */
import * as z from "zod";
import type { Json } from "../base/json.ts";
import { type Answer, type Route, route } from "./route.ts";

/** JSON schema, as far as it is told from other values here. */
type Schema = { [name: string]: Json };

const DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base";
const ABOUT =
  "Draws ASCII art from words, completes texts, and trains the models that do. Errors are problem details (RFC 9457). " +
  "A POST with an Idempotency-Key is done once: asked again, it gives the first answer.";

/** Schemas by name, which others refer to. */
type Components = Map<string, Schema>;

/** The document; names of schemas are those that `.meta({ id })` gives. */
export function openApiOf(routes: readonly Route[], version: string): Schema {
  const components: Components = new Map([["Problem", PROBLEM], ["ServerEvent", SERVER_EVENT]]);
  const paths: Record<string, Schema> = {};
  for (const each of routes) {
    paths[each.path] = { ...paths[each.path], [each.method.toLowerCase()]: operationOf(each, components) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "ascii-gen", version, description: ABOUT, license: { name: "MIT", identifier: "MIT" } },
    jsonSchemaDialect: DIALECT,
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => a < b ? -1 : 1)),
      responses: {
        Problem: {
          description: "what was wrong",
          content: { "application/problem+json": { schema: refTo("Problem") } },
        },
      },
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "not needed where the service has no tokens" },
      },
    },
  };
}

function operationOf(each: Route, components: Components): Schema {
  const answers = Object.entries(each.answers).map((
    [status, answer],
  ) => [status, answerOf(answer, components)]);
  const parameters = parametersOf(each, components);
  const content = contentOf(each, components);
  return {
    operationId: operationId(each),
    summary: each.summary,
    tags: [each.tag],
    "x-scope": each.scope,
    security: each.scope === "open" ? [] : [{ token: [] }, {}],
    ...parameters.length > 0 && { parameters },
    ...content && { requestBody: content },
    responses: { ...Object.fromEntries(answers), "4XX": PROBLEMS, "5XX": PROBLEMS },
  };
}

/** Such as `postRunsByIdCancel`. */
export const operationId = ({ method, path }: Pick<Route, "method" | "path">): string =>
  method.toLowerCase() +
  path.split("/").filter(Boolean).map((part) => {
    const word = part.replace(/^\{(.*)\}$/, "by-$1").replace(
      /[^A-Za-z0-9]+(\w?)/g,
      (_, c: string) => c.toUpperCase(),
    );
    return word[0]!.toUpperCase() + word.slice(1);
  }).join("");

function parametersOf({ params, query, method, answers }: Route, components: Components): Schema[] {
  const isStream = Object.values(answers).some(({ type, also = [] }) =>
    [type, ...also].includes("text/event-stream")
  );
  return [
    ...placesOf(params, "path", components),
    ...placesOf(query, "query", components),
    ...method === "POST" ? [IDEMPOTENCY_KEY] : [],
    ...method === "GET" && isStream ? [LAST_EVENT_ID] : [],
  ];
}

function placesOf(schema: z.ZodType | undefined, place: "path" | "query", components: Components): Schema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input", components);
  return Object.entries(isSchema(properties) ? properties : {}).map(([name, each]) => ({
    name,
    in: place,
    required: place === "path" || Array.isArray(required) && required.includes(name),
    ...isSchema(each) && typeof each.description === "string" && { description: each.description },
    schema: each,
  }));
}

function contentOf({ body, accepts }: Route, components: Components): Schema | undefined {
  if (accepts !== undefined) {
    const binary = { schema: { type: "string", format: "binary" } };
    return { required: true, content: Object.fromEntries(accepts.map((type) => [type, binary])) };
  }
  if (body === undefined) return undefined;
  const schema = schemaOf(body, "input", components);
  return { required: !body.safeParse(undefined).success, content: { "application/json": { schema } } };
}

function answerOf({ text, schema, type, also = [] }: Answer, components: Components): Schema {
  if (schema === undefined && type === undefined && also.length === 0) return { description: text };
  const whole = schema === undefined ? plainOf(type) : { schema: schemaOf(schema, "output", components) };
  const others = also.map((each) => [each, plainOf(each)] as const);
  return {
    description: text,
    content: { [type ?? "application/json"]: whole, ...Object.fromEntries(others) },
  };
}

/** What is told of content by its media type alone. */
function plainOf(type = ""): Schema {
  if (type === "application/problem+json") return { schema: refTo("Problem") };
  if (type === "text/event-stream") return { schema: refTo("ServerEvent") };
  return /^(?:text|image)\//.test(type) ? { schema: { type: "string" } } : {};
}

/** What a schema without a name is called that refers to itself. */
const ITSELF = "Nested";

/** The JSON schema of what goes in or comes out; what has a name, or refers to itself, goes to the components. */
function schemaOf(schema: z.ZodType, io: "input" | "output", components: Components): Schema {
  const made: unknown = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  // Plain JSON by now: what Zod keeps beside it is not enumerable.
  const { $schema: _, $defs = {}, ...own }: Schema = JSON.parse(
    JSON.stringify(made),
    (_, each) => plainer(each),
  );
  const isNested = JSON.stringify(own).includes('"$ref":"#"');
  const named: Schema = { ...isSchema($defs) ? $defs : {}, ...isNested && { [ITSELF]: own } };
  const names = new Map<string, string>();
  for (const [name, each] of Object.entries(named)) names.set(name, freeName(name, each, components));
  for (const [name, each] of Object.entries(named)) components.set(names.get(name)!, referring(each, names));
  return isNested ? refTo(names.get(ITSELF)!) : referring(own, names);
}

/** Any JSON is told by Zod as what it is made of, which is itself. */
const plainer = (schema: Json): Json =>
  isSchema(schema) && Array.isArray(schema.anyOf) && schema.anyOf.length === ANY &&
    /"additionalProperties":\{"\$ref":"#[^"]*"\}/.test(JSON.stringify(schema.anyOf.at(-1)))
    ? {}
    : schema;

/** Kinds of values that JSON has. */
const ANY = 6;

/** A schema of the same name that is another (what goes in may lack what has a default) is called by another one. */
function freeName(name: string, schema: Json, components: Components): string {
  for (let i = 1;; i++) {
    const other = i === 1 ? name : `${name}${i}`;
    const there = components.get(other);
    const same = JSON.stringify(referring(schema, new Map([[name, other]])));
    if (there === undefined || JSON.stringify(there) === same) return other;
  }
}

/** A schema that refers to the components. */
function referring(schema: Json, names: ReadonlyMap<string, string>): Schema {
  const text = JSON.stringify(schema, (key, value) => {
    if (key !== "$ref" || typeof value !== "string") return value;
    const name = value === "#" ? ITSELF : value.replace(/^#\/\$defs\//, "");
    return `#/components/schemas/${names.get(name) ?? name}`;
  });
  return JSON.parse(text);
}

const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const PROBLEMS: Schema = { $ref: "#/components/responses/Problem" };

const PROBLEM: Schema = {
  type: "object",
  description: "what was wrong (RFC 9457)",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer", minimum: 400, maximum: 599 },
    detail: { type: "string", description: "what was wrong, and what would be right" },
    instance: { type: "string", description: "the id of the request, as in x-request-id" },
    errors: {
      type: "array",
      description: "where the faults are",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: { pointer: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

const SERVER_EVENT: Schema = {
  type: "object",
  description: "each event of a stream",
  required: ["data"],
  properties: {
    id: { type: "string", description: "what Last-Event-ID names" },
    event: { type: "string", description: "its type" },
    data: { type: "string", description: "JSON", contentMediaType: "application/json" },
  },
};

const IDEMPOTENCY_KEY: Schema = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "made by the client for what is to be done once",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
};

const LAST_EVENT_ID: Schema = {
  name: "Last-Event-ID",
  in: "header",
  required: false,
  description: "number of the last event that was had; those after it are sent",
  schema: { type: "string", pattern: "^[0-9]{1,15}$" },
};

/** The routes, and `GET /openapi.json` that tells of all of them. */
export function withDocument(routes: readonly Route[], version: string): Route[] {
  let text = "";
  const about = route({
    ...{ method: "GET", path: "/openapi.json", scope: "open", tag: "service" },
    summary: "what may be asked, as OpenAPI 3.1",
    answers: { 200: { text: "the document", schema: z.looseObject({ openapi: z.string() }) } },
    handle: () => new Response(text, { headers: { "content-type": "application/json" } }),
  });
  const all = [...routes, about];
  text = JSON.stringify(openApiOf(all, version));
  return all;
}

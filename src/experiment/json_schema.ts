/** JSON schemas of configuration files, for editors. */
import * as z from "zod";
import type { Fields } from "../base/fields.ts";
import { jsonSchemaOf } from "../base/schema.ts";
import type { Key, Schema } from "./keys.ts";
import { GROUPS, SECTIONS } from "./places.ts";
import { OVER } from "./validate.ts";

type Json = Readonly<Record<string, unknown>>;

const REFERENCE: Json = { type: "string", pattern: "\\$\\{[^{}]+\\}" };
const NAMES: Json = { type: ["string", "array"], items: { type: "string" } };
const DIALECT = "https://json-schema.org/draft/2020-12/schema";

/** The schema of the files of each group; that of `experiment` is of whole configurations. */
export function configSchemas({ keys, callbacks }: Schema): Record<string, Json> {
  const all = Array.from(keys.values(), ([key]) => key!);
  const sections = Object.fromEntries(
    SECTIONS.map((section) => [
      section,
      section === "callbacks"
        ? componentsSchema(all, callbacks)
        : section === "sweep"
        ? sweepSchema(all)
        : objectOf(all.filter(({ path }) => path.startsWith(`${section}.`)), section),
    ]),
  );
  const groups = GROUPS.filter((group) => group !== "experiment");
  const files = groups.map((group) => {
    const { properties, ...rest } = sections[group] ?? {};
    return [group, {
      $schema: DIALECT,
      ...rest,
      properties: { extends: NAMES, ...asJson(properties) },
    }] as const;
  });
  const choices = Object.fromEntries(groups.map((group) => [group, { anyOf: [NAMES, { type: "null" }] }]));
  return {
    ...Object.fromEntries(files),
    experiment: {
      $schema: DIALECT,
      type: "object",
      properties: {
        defaults: {
          type: "array",
          description: "files of groups to begin with",
          items: {
            type: "object",
            properties: choices,
            additionalProperties: false,
            maxProperties: 1,
            minProperties: 1,
          },
        },
        extends: { ...NAMES, description: "experiments that this one is built on" },
        ...propertiesOf(all.filter(({ path }) => !path.includes("."))),
        ...sections,
      },
      additionalProperties: false,
    },
  };
}

function objectOf(keys: readonly Key[], description: string): Json {
  return { type: "object", description, properties: propertiesOf(keys), additionalProperties: false };
}

/** A property for each key, which may be a reference or nothing as well. */
function propertiesOf(keys: readonly Key[]): Json {
  const fields: Fields = Object.fromEntries(keys.map(({ path, field }) => [lastOf(path), field]));
  const { properties } = z.object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(jsonSchemaOf(fields, ""));
  return Object.fromEntries(
    Object.entries(properties).map(([name, { description, default: usual, ...schema }]) => [name, {
      ...description !== undefined && { description },
      ...usual !== undefined && { default: usual },
      anyOf: [schema, ...schema["type"] === "array" ? [{ type: "string" }] : [REFERENCE], { type: "null" }],
    }]),
  );
}

function componentsSchema(keys: readonly Key[], callbacks: Schema["callbacks"]): Json {
  if (callbacks === undefined) return { type: "object", additionalProperties: { type: "object" } };
  const properties = callbacks.map((name) => {
    const own = keys.filter(({ path }) => path.startsWith(`callbacks.${name}.`));
    return [name, objectOf(own, name)] as const;
  });
  return { type: "object", properties: Object.fromEntries(properties), additionalProperties: false };
}

function sweepSchema(keys: readonly Key[]): Json {
  const own = propertiesOf(keys.filter(({ path }) => path.startsWith("sweep.")));
  const names = [...GROUPS, ...keys.map(({ path }) => path)];
  const over = {
    ...{
      type: "object",
      description: "lists of values to try, by key or by group",
      additionalProperties: false,
    },
    properties: Object.fromEntries(
      names.map((name) => [name, { anyOf: [{ type: "array", minItems: 1 }, RANGE] }]),
    ),
  };
  return { type: "object", properties: { ...own, [OVER]: over }, additionalProperties: false };
}

/** Such as log(1e-4,1e-2). */
const RANGE = { type: "string", pattern: "^(range|log|uniform)\\(.*\\)$" };

const lastOf = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

const asJson = (value: unknown): Json => z.record(z.string(), z.unknown()).catch({}).parse(value);

/** What the service says of itself: the OpenAPI document, from which forms are made. */
import { fieldsOfSchema, type FormField, type Schema } from "../parts/form_field.ts";
import type { Api } from "./api.ts";

type Referred = Schema & { readonly $ref?: string };

interface OpenApi {
  paths?: Readonly<
    Record<
      string,
      Readonly<
        Record<string, {
          requestBody?: { content?: Readonly<Record<string, { schema?: Referred }>> };
        }>
      >
    >
  >;
  components?: { schemas?: Readonly<Record<string, Schema>> };
}

let document: Promise<OpenApi> | undefined;

/** The fields of what is posted to a path; none where the service has no such path. */
export async function schemaFieldsOf(api: Api, path: string): Promise<FormField[]> {
  document ??= api.get<OpenApi>("/openapi.json");
  document.catch(() => document = undefined);
  const { paths, components } = await document;
  const schema = paths?.[path]?.["post"]?.requestBody?.content?.["application/json"]?.schema;
  const name = schema?.$ref?.split("/").pop();
  const found = name === undefined ? schema : components?.schemas?.[name];
  return found === undefined ? [] : fieldsOfSchema(found);
}

import assert from "node:assert/strict";
import { parse } from "yaml";
import * as z from "zod";
import { configSchemas } from "../../src/experiment/json_schema.ts";
import { GROUPS } from "../../src/experiment/places.ts";
import { schema, shippedFiles } from "./made.ts";
import { mutants } from "./mutations.ts";

const SCHEMAS = configSchemas(schema);
const CHECKS = Object.fromEntries(
  Object.entries(SCHEMAS).map(([group, json]) =>
    // cast: zod takes any JSON schema, and says itself what it does not know.
    [group, z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0])] as const
  ),
);

/** Whether the schema of a file's group takes its text, as an editor would. */
const takes = (name: string, text: string): boolean =>
  CHECKS[name.split("/")[0]!]!.safeParse(parse(text) ?? {}).success;

Deno.test("each group has a JSON schema, which takes the files that come with the program", () => {
  assert.deepEqual(Object.keys(SCHEMAS).sort(), [...GROUPS].sort());
  for (const [name, text] of Object.entries(shippedFiles())) {
    assert.ok(takes(name, text), name);
    assert.match(
      text,
      new RegExp(`^# yaml-language-server: \\$schema=\\S+/${name.split("/")[0]}\\.json\n`),
      name,
    );
  }
});

Deno.test("the JSON schemas refuse what is misspelt, of the wrong type or out of range", () => {
  const shipped = shippedFiles();
  const seen = mutants().filter(({ name }) => /:\d+ (misspelt|a word|too small|values by name)/.test(name));
  assert.ok(seen.length > 100, `${seen.length}`);
  for (const { name, files } of seen) {
    const [changed = ""] = Object.keys(files).filter((file) => files[file] !== shipped[file]);
    assert.equal(takes(changed, files[changed]!), false, name);
  }
});

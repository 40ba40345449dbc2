import assert from "node:assert/strict";
import { EXECUTABLE } from "../../src/cli/command_names.ts";
import { createCommand } from "../../src/cli/commands.ts";
import { fieldsOfCommand } from "../../src/cli/flags.ts";
import { flagOf } from "../../src/base/fields.ts";
import { jsonSchemaOf, schemaOf } from "../../src/base/schema.ts";

for (const name of [...EXECUTABLE, "train", "export", "import", "quantize", "eval", "sketches"]) {
  Deno.test(`flags, defaults and the JSON schema of ${name} come from the same fields`, async () => {
    const command = await createCommand(name, "0");
    const fields = fieldsOfCommand(command);
    const { properties = {} } = JSON.parse(JSON.stringify(jsonSchemaOf(fields, command.description())));
    assert.deepEqual(Object.keys(properties), Object.keys(fields));
    for (const [field, told] of Object.entries(fields)) {
      const option = command.options.find(({ long }) => long === `--${flagOf(field, told)}`);
      assert.ok(option, `${field} has a flag`);
      assert.ok(option.description.startsWith(told.text), field);
      const usual = told.usual === undefined ? "" : ` (default: ${told.usual})`;
      assert.equal(properties[field].description, told.text + usual);
      assert.deepEqual(properties[field].default, told.type === "switch" ? false : told.fallback, field);
    }
    const filled = schemaOf(fields).parse({});
    for (const [field, told] of Object.entries(fields)) {
      if ("fallback" in told) assert.deepEqual(filled[field], told.fallback);
    }
  });
}

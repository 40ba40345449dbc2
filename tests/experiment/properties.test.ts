import assert from "node:assert/strict";
import fc from "fast-check";
import { compose, valuesOf } from "../../src/experiment/compose.ts";
import { explained } from "../../src/experiment/explain.ts";
import type { Key } from "../../src/experiment/keys.ts";
import { PRESET, RIVALS } from "../../src/experiment/places.ts";
import { at, isBranch, type Leaf, plainOf } from "../../src/experiment/tree.ts";
import { composedYaml } from "../../src/experiment/write.ts";
import { stringify } from "yaml";
import { composeIn, schema, withFiles } from "./made.ts";

/** Keys that any run may have, with values that are right; of those that take others away, one. */
const KEYS = Array.from(schema.keys.values(), ([key]) => key!).filter(({ role, path }) =>
  role === "run" && ![...RIVALS.slice(1), PRESET, "task.name"].includes(path)
);

function valueOf({ field }: Key): fc.Arbitrary<string | number | boolean> {
  switch (field.type) {
    case "integer":
      return fc.integer({
        min: field.least ?? 0,
        max: Math.min(field.most ?? 1000, (field.least ?? 0) + 1000),
      });
    case "number":
      return fc.double({
        min: field.least ?? field.above ?? 0,
        max: Math.min(field.most ?? 10, 10),
        noNaN: true,
      })
        .map((x) => x === 0 && field.above === 0 ? 0.5 : Object.is(x, -0) ? 0 : x);
    case "choice":
      return fc.constantFrom(...field.choices);
    case "switch":
      return fc.boolean();
    default:
      return fc.oneof(
        fc.string({ minLength: 1, maxLength: 12 }),
        fc.constantFrom("${a}", "1e3", "null", "a: b", "~"),
      );
  }
}

const someValues = fc.uniqueArray(fc.constantFrom(...KEYS), { maxLength: 12 }).chain((keys) =>
  fc.tuple(...keys.map((key) => valueOf(key).map((value) => [key, value] as const)))
);
type Values = readonly (readonly [Key, string | number | boolean])[];

/** The text of a file, a key a line. */
const fileOf = (values: Values) =>
  values.map(([{ path }, value]) => {
    const written = typeof value === "string" ? value.replaceAll("${", () => "$${") : value;
    return stringify({ [path]: written }, { lineWidth: 0, defaultStringType: "QUOTE_DOUBLE" });
  }).join("");

const overridesOf = (values: Values) =>
  values.map(([{ path }, value]) =>
    `${path}=${typeof value === "string" ? JSON.stringify(value.replaceAll("${", () => "$${")) : value}`
  );

/** Values by path, later ones over earlier ones. */
const together = (...all: Values[]) =>
  Object.fromEntries(all.flat().map(([{ path }, value]) => [path, value]));

Deno.test("what comes later wins, and what is printed composes to the same values", async () => {
  await fc.assert(
    fc.asyncProperty(someValues, someValues, someValues, someValues, async (group, base, own, words) => {
      // A group's files hold keys of their section alone.
      const optimizer = group.filter(([{ path }]) => path.startsWith("optimizer."));
      const files = {
        "optimizer/one": fileOf(optimizer).replace(
          /^"?optimizer\./gm,
          (quote) => quote.startsWith('"') ? '"' : "",
        ),
        "experiment/base": "defaults: [{ optimizer: one }]\n" + fileOf(base),
        "experiment/it": "extends: base\n" + fileOf(own),
      };
      await withFiles(files, async (folder) => {
        const composition = await composeIn(folder, ["experiment=it", ...overridesOf(words)]);
        const expected = together(optimizer, base, own, words);
        for (const [path, value] of Object.entries(expected)) {
          assert.deepEqual(plainOf(at(composition.tree, path.split("."))!), value, path);
        }
        await Deno.writeTextFile(`${folder}/printed.yaml`, composedYaml(composition));
        const again = await composeIn(folder, [`experiment=${folder}/printed.yaml`]);
        assert.deepEqual(valuesOf(again, schema), valuesOf(composition, schema));
      });
    }),
    { numRuns: 60 },
  );
});

Deno.test("each value knows the line that gives it, and explanations tell it", async () => {
  await fc.assert(
    fc.asyncProperty(someValues, someValues, fc.nat({ max: 5 }), async (base, own, blank) => {
      const texts = {
        "experiment/base": "\n".repeat(blank) + fileOf(base),
        "experiment/it": "# first\nextends: base\n" + fileOf(own),
      };
      const composition = await withFiles(texts, (folder) => composeIn(folder, ["experiment=it"]));
      for (const path of Object.keys(together(base, own))) {
        const node = at(composition.tree, path.split("."));
        assert.ok(node !== undefined && !isBranch(node));
        for (let each: Leaf | undefined = node; each !== undefined;) {
          const [file = "", line = ""] = each.origin.place.replace(/^conf\//, "").replace(".yaml", "").split(
            ":",
          );
          const text = Object.entries(texts).find(([name]) => name === file)?.[1] ?? "";
          assert.match(
            text.split("\n")[Number(line) - 1] ?? "",
            new RegExp(`^"?${path.replace(".", "\\.")}"?:`),
          );
          each = each.over !== undefined && !isBranch(each.over) ? each.over : undefined;
        }
        const [first = "", second = ""] = explained(path, composition, schema);
        assert.equal(first, `${path}: ${JSON.stringify(node.value)}`);
        assert.ok(second.startsWith(`  ${node.origin.place}`), second);
      }
    }),
    { numRuns: 60 },
  );
});

Deno.test("the order of words of the command line counts for one key alone", async () => {
  await fc.assert(
    fc.asyncProperty(
      someValues.chain((values) =>
        fc.tuple(fc.constant(values), fc.shuffledSubarray([...values], { minLength: values.length }))
      ),
      async ([values, shuffled]) => {
        const of = async (some: Values) =>
          valuesOf(await compose({ overrides: overridesOf(some), schema, folders: [] }), schema);
        assert.deepEqual(await of(shuffled), await of(values));
        for (const [{ path }] of values) {
          const overrides = [...overridesOf(values), `~${path}`];
          const { tree } = await compose({ overrides, schema, folders: [] });
          assert.equal(at(tree, path.split(".")), undefined);
        }
      },
    ),
    { numRuns: 60 },
  );
});

import assert from "node:assert/strict";
import guards from "../../../scripts/lint/guards.ts";

/** What the guards find in a text, as rule and the text that it is found at. */
function found(source: string): [string, string][] {
  return Deno.lint.runPlugin(guards, "example.ts", source)
    .map(({ id, range }) => [id.replace("guards/", ""), source.slice(...range)]);
}

const isClean = (source: string) => assert.deepEqual(found(source), []);

Deno.test("cast refuses every form of a cast", () => {
  for (
    const cast of [
      "a as T",
      "<T> a",
      "(a as T[])",
      "a as unknown as T",
      "a! as const as T",
      "[b as T]",
      "`${a as T}`",
    ]
  ) {
    const rules = found(`const x = ${cast};`).map(([rule]) => rule);
    assert.deepEqual(rules, ["cast"], cast);
  }
  assert.deepEqual(found("// ä😀\nf(a as T, b as U);"), [["cast", "a as T"], ["cast", "b as U"]]);
});

Deno.test("cast lets through what is no cast", () => {
  isClean('const x = ["a"] as const, y = <const> ["b"], z = a!.b!, s = {} satisfies T;');
  isClean(
    'import * as tf from "tf"; export { a as b } from "./a.ts"; type T = { [K in keyof U as `_${K}`]: 1 };',
  );
  isClean('const text = "a as T"; // a as T');
});

Deno.test("cast takes a reason on the line above, for all casts that begin below it", () => {
  isClean("// cast: the library's types lack this\nconst x = a as T;");
  isClean("if (a) {\n  // cast: why\n  f(a as T, b as unknown as U);\n}");
  isClean("// cast: why\nconst x = f({\n  a,\n}) as T;");
  isClean("// cast: why\r\nconst x = a as T;\r\n");
  assert.deepEqual(found("// cast: why\nf(a as T,\n  b as U);"), [["cast", "b as U"]]);
});

Deno.test("cast refuses reasons that are empty, elsewhere, or in another form", () => {
  for (const empty of ["// cast:", "// cast: ", "//cast: -", "// cast: …"]) {
    assert.deepEqual(found(`${empty}\nconst x = a as T;`), [["cast", empty]], empty);
  }
  for (const other of ["// why", "// cast", "// this cast: why", "/* cast: why */", "/** cast: why */"]) {
    assert.deepEqual(found(`${other}\nconst x = a as T;`), [["cast", "a as T"]], other);
  }
  const apart = "// cast: why\n\nconst x = a as T;";
  assert.deepEqual(found(apart), [["cast", "a as T"], ["cast", "// cast: why"]]);
  const beside = "const x = a as T; // cast: why";
  assert.deepEqual(found(beside), [["cast", "a as T"], ["cast", "// cast: why"]]);
});

Deno.test("cast refuses a reason above no cast", () => {
  assert.deepEqual(found("// cast: why\nconst x = a as const;"), [["cast", "// cast: why"]]);
  assert.deepEqual(found("const x = 1;\n// cast: why"), [["cast", "// cast: why"]]);
});

Deno.test("suppression wants a reason on the same line", () => {
  for (const what of ["@ts-ignore", "@ts-expect-error", "@ts-nocheck"]) {
    for (const bare of [`// ${what}`, `//${what}: `, `/* ${what} */`, `/**\n * ${what}\n * why\n */`]) {
      assert.deepEqual(found(`${bare}\nf();`), [["suppression", bare]], bare);
    }
    isClean(`// ${what}: the types lack it\nf();`);
    isClean(`/* ${what} the types lack it */\nf();`);
  }
  for (
    const bare of ["deno-lint-ignore", "deno-lint-ignore no-explicit-any", "deno-lint-ignore-file a b --"]
  ) {
    assert.deepEqual(found(`// ${bare}\nf();`), [["suppression", `// ${bare}`]], bare);
  }
  isClean("// deno-lint-ignore no-control-regex -- that is what is looked for\nf();");
  isClean('// @ts-types="./a.d.ts"\nf(); // what @ts-ignore does');
});

Deno.test("leftover finds its words in comments alone", () => {
  for (const word of ["TODO", "FIXME", "XXX", "HACK"]) {
    for (
      const comment of [
        `// ${word}: do it`,
        `/** ${word} */`,
        `/*\n * later (${word})\n */`,
        `// ä😀 ${word}`,
      ]
    ) {
      assert.deepEqual(found(`${comment}\nf();`), [["leftover", comment]], comment);
    }
    isClean(`const ${word} = "${word}"; // ${word.toLowerCase()}, ${word}S`);
  }
});

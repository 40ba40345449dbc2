import assert from "node:assert/strict";
import { delimiter as DELIMITER, dirname, join } from "node:path";
import process from "node:process";
import { pack, writePackage } from "../../scripts/npm.ts";
import { quietly } from "../../src/base/context.ts";
import { complete, draw, drawAll, image, loadTokenizer } from "../../src/mod.ts";
import { train } from "../../src/operations/train.ts";
import { type Result, ROOT, run } from "./binary.ts";

/** A project that has the package installed; what it depends on stays there from one run to the next. */
const PROJECT = join(ROOT, ".cache", "e2e", "npm");
const NODE_PACKAGE = `node-${process.platform}-${process.arch}`;
const NODE = join(PROJECT, "node_modules", NODE_PACKAGE, "bin", "node");
const TOOLS = [`${NODE_PACKAGE}@22.23.3`, "typescript@5.9.3", "@types/node@22.20.7"];
/** The Node.js of the project comes first, for what npx starts too. */
const OPTIONS = {
  cwd: PROJECT,
  inherit: true,
  env: { PATH: [dirname(NODE), Deno.env.get("PATH") ?? ""].join(DELIMITER) },
};

/** Runs a program of the system, or throws what it says. */
async function must(program: string, args: string[]): Promise<Result> {
  const result = await run(program, args, OPTIONS);
  assert.equal(result.code, 0, `${program} ${args.join(" ")}: ${result.stdout}${result.stderr}`);
  return result;
}

/** Runs a text as a module of the project, in Node.js 22; gives what it prints, as JSON. */
async function inNode(text: string): Promise<unknown> {
  await Deno.writeTextFile(join(PROJECT, "script.mjs"), text);
  return JSON.parse((await must(NODE, ["script.mjs"])).stdout);
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4"/></svg>';

Deno.test("the package for Node.js draws and completes as the source tree does", async (t) => {
  await Deno.mkdir(PROJECT, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: PROJECT, prefix: "made-" });
  try {
    await writePackage(join(folder, "npm"));
    const tarball = await pack(join(folder, "npm"));
    await Deno.writeTextFile(join(PROJECT, "package.json"), '{ "type": "module" }');
    // Its own scripts would fetch what only graphics cards need.
    await must("npm", [
      ...["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--no-package-lock"],
      ...[tarball, ...TOOLS],
    ]);

    await t.step("in Node.js 22, the same for a seed", async () => {
      assert.match((await must(NODE, ["--version"])).stdout, /^v22\./);
      const many = { seed: 3, width: 12, maxLines: 6, count: 40 };
      const options = { seed: 1, width: 30 };
      const found = await inNode(`
        import { draw, drawAll, image, info, labels, loadModel } from "ascii-gen";
        const { text, notes, subject } = await draw("spaniel", ${JSON.stringify(options)});
        const pieces = [];
        await draw("cat", { seed: 2, width: 20, onText: (piece) => pieces.push(piece) });
        const model = await loadModel({ width: 20 });
        const loaded = (await model.draw("cat", 2))[0].text;
        await model.close();
        const many = await drawAll(["cat"], ${JSON.stringify(many)});
        console.log(JSON.stringify({
          ...{ text, notes, drawn: subject.drawn, streamed: pieces.join(""), loaded },
          many: many.map(({ text }) => text),
          picture: (await image(new TextEncoder().encode(${JSON.stringify(SVG)}), { width: 12 })).text,
          labels: (await labels("borzoi")).labels,
          styles: (await info()).styles,
          globals: typeof Deno,
        }));
      `);
      const { text, notes, subject } = await draw("spaniel", options);
      const pieces: string[] = [];
      await draw("cat", { seed: 2, width: 20, onText: (piece) => pieces.push(piece) });
      assert.deepEqual(found, {
        ...{ text, notes, drawn: subject?.drawn, streamed: pieces.join("") },
        loaded: (await draw("cat", { seed: 2, width: 20 })).text,
        many: (await drawAll(["cat"], many)).map(({ text }) => text),
        picture: (await image(new TextEncoder().encode(SVG), { width: 12 })).text,
        ...{ labels: ["dog"], styles: ["line", "solid", "shaded"], globals: "undefined" },
      });
    });

    await t.step("with a model of texts", async () => {
      const notes = join(folder, "notes.txt");
      await Deno.writeTextFile(notes, "The cat sat on the mat.\n".repeat(200));
      const settings = { preset: "nano", layers: 1, batchTokens: 1000, steps: 3, workers: 1 };
      const { model } = await train({ files: [notes], out: join(folder, "run"), ...settings }, quietly);
      const options = { model, seed: 1, maxTokens: 40 };
      const found = await inNode(`
        import { complete, loadTokenizer } from "ascii-gen";
        const completed = await complete("The ", ${JSON.stringify(options)});
        const ids = (await loadTokenizer(${JSON.stringify(model)})).encode("The cat");
        console.log(JSON.stringify({ completed, ids }));
      `);
      const ids = (await loadTokenizer(model)).encode("The cat");
      assert.deepEqual(
        found,
        JSON.parse(JSON.stringify({ completed: await complete("The ", options), ids })),
      );
    });

    await t.step("and refuses what is wrong in words", async () => {
      assert.deepEqual(
        await inNode(`
          import { complete, draw, UserError } from "ascii-gen";
          const wrong = [() => draw("cat", { width: 0 }), () => draw("cat", { model: "none" }), () => draw("")];
          const errors = await Promise.all(wrong.map((work) => work().catch((error) => error)));
          console.log(JSON.stringify(errors.map((error) => error instanceof UserError && error.kind)));
        `),
        ["usage", "model", "usage"],
      );
    });

    await t.step("with types", async () => {
      await Deno.writeTextFile(
        join(PROJECT, "typed.ts"),
        `import { type CompleteResult, complete, draw, type Drawing, UserError } from "ascii-gen";
        const drawing: Drawing = await draw("cat", { seed: 1, onText: (piece: string) => piece });
        const width: number = drawing.width;
        const completed: Promise<CompleteResult> = complete("a", { model: "m", maxTokens: width });
        // @ts-expect-error there is no such option
        await draw("cat", { widht: 3 });
        // @ts-expect-error width is a number
        await draw("cat", { width: "wide" });
        export { completed, UserError };`,
      );
      const options = [
        "--noEmit",
        "--strict",
        "--module",
        "nodenext",
        "--target",
        "es2023",
        "--types",
        "node",
      ];
      await must(NODE, ["node_modules/typescript/bin/tsc", ...options, "typed.ts"]);
    });

    await t.step("as a command", async () => {
      const command = (...args: string[]) =>
        run(NODE, ["node_modules/ascii-gen/app/main/bin.js", ...args], OPTIONS);
      const drawn = await command("cat", "--seed", "1", "--width", "20");
      assert.deepEqual([drawn.code, drawn.stderr], [0, ""]);
      assert.equal(drawn.stdout, `${(await draw("cat", { seed: 1, width: 20 })).text}\n`);
      const npx = await must("npx", ["--no-install", "ascii-gen", "--version"]);
      assert.match(npx.stdout, /^\d+\.\d+\.\d+\n$/);
      const refused = await command("cat", "--width", "0");
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /^ascii-gen: --width 0 is not a whole number[^\n]*\n$/);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

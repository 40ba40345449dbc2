/** What the package for Node.js says of itself. */
import onnxruntime from "onnxruntime-node/package.json" with { type: "json" };
import zod from "zod/package.json" with { type: "json" };
import manifest from "../../deno.json" with { type: "json" };

/**
 * What it depends on, by exact versions: the addon of onnxruntime is called directly (src/inference/runtime/node.ts), and the
 * types of models are made by zod.
 */
export const DEPENDENCIES: Readonly<Record<string, string>> = {
  "onnxruntime-node": onnxruntime.version,
  zod: zod.version,
};

/** package.json; paths are relative to it. */
export function packageManifest({ types, main, bin }: Record<"types" | "main" | "bin", string>): object {
  return {
    name: "ascii-gen",
    version: manifest.version,
    description: "Draws a picture of a word in ASCII, and goes on from a text, with small models",
    license: "MIT",
    type: "module",
    engines: { node: ">=22" },
    exports: { ".": { types, default: main } },
    types,
    bin: { "ascii-gen": bin },
    files: ["app", "native", "types", "weights"],
    dependencies: DEPENDENCIES,
  };
}

export const README = `# ascii-gen

Draws a picture of a word in ASCII with a small model that comes with it, and goes on from a text with models of
texts. For Node.js 22 and later.

    import { draw } from "ascii-gen";

    const { text } = await draw("cat", { seed: 1, width: 40 });
    console.log(text);

As a command: \`npx ascii-gen cat\`. Models of texts are trained with the project itself, in Deno or with its
executable; \`complete(prompt, { model })\` takes the folder of one.
`;

/** Declarations of a module and of all that they mention. */
import { dirname, join, relative } from "node:path";
import ts from "typescript";

/**
 * Writes the declarations of the module `entry`, and of those whose types it mentions, into `folder`, laid out as below `root`.
 */
export async function writeTypes(entry: string, root: string, folder: string): Promise<void> {
  const texts = declarationsOf(entry, root);
  const wanted = [relative(root, entry).replace(/\.ts$/, ".d.ts")];
  const written = new Set<string>();
  for (let path = wanted.pop(); path !== undefined; path = wanted.pop()) {
    const text = texts.get(path);
    if (written.has(path) || text === undefined) continue;
    written.add(path);
    for (const [, target] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) {
      wanted.push(join(dirname(path), `${target}.d.ts`));
    }
    await Deno.mkdir(dirname(join(folder, path)), { recursive: true });
    await Deno.writeTextFile(join(folder, path), text);
  }
}

/** Declarations by their paths from `root` on. `deno check` is what finds faults. */
function declarationsOf(entry: string, root: string): Map<string, string> {
  const program = ts.createProgram([entry], {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    ...{ declaration: true, emitDeclarationOnly: true, noCheck: true, skipLibCheck: true, strict: true },
    ...{ allowImportingTsExtensions: true, rewriteRelativeImportExtensions: true, resolveJsonModule: true },
    exactOptionalPropertyTypes: true,
    rootDir: root,
    types: [],
  });
  const texts = new Map<string, string>();
  program.emit(undefined, (path, text) => {
    texts.set(relative(root, path), text.replace(/((?:from|import\()\s*"\.[^"]+)\.ts"/g, '$1.js"'));
  });
  return texts;
}

/** What a module may do to the world around it: most may not. */
export type Power = "ends the process" | "uses the terminal" | "uses the environment";

/** A power that a module uses, and by what. */
export interface Use {
  power: Power;
  by: string;
}

const END = "ends the process", TERMINAL = "uses the terminal", ENVIRONMENT = "uses the environment";

/** Properties of global objects that are a power; "*" stands for all others. */
const GLOBALS: ReadonlyMap<string, Readonly<Record<string, Power>>> = new Map([
  ["Deno", {
    ...{ exit: END, exitCode: END, addSignalListener: END },
    ...{ stdin: TERMINAL, stdout: TERMINAL, stderr: TERMINAL, consoleSize: TERMINAL },
    ...{ env: ENVIRONMENT, args: ENVIRONMENT },
  }],
  ["process", {
    ...{ exit: END, exitCode: END, abort: END, kill: END, on: END, once: END },
    ...{ stdin: TERMINAL, stdout: TERMINAL, stderr: TERMINAL },
    ...{ env: ENVIRONMENT, argv: ENVIRONMENT },
  }],
  ["console", { "*": TERMINAL }],
]);
const MODULES: ReadonlyMap<string, Power> = new Map([
  ["node:process", END],
  ["node:console", TERMINAL],
  ["node:readline", TERMINAL],
  ["node:readline/promises", TERMINAL],
  ["node:tty", TERMINAL],
]);
/** Other names of what the global objects are properties of. */
const ROOTS = ["globalThis", "self", "window"];
/** Only what has one of these is worth parsing. */
const HINT = /\b(?:Deno|process|console|node:(?:readline|tty))\b/;

/** The powers that a module uses by name, in order; names in comments and texts are none. */
export function powersOf(text: string): Use[] {
  if (!HINT.test(text)) return [];
  const uses: Use[] = [];
  const take = (owner: string | undefined, property: string | undefined) => {
    const powers = owner === undefined ? undefined : GLOBALS.get(owner);
    if (powers === undefined || property === undefined) return;
    const power = Object.hasOwn(powers, property) ? powers[property] : powers["*"];
    if (power !== undefined) uses.push({ power, by: `${owner}.${property}` });
  };
  /** A global object under another name could do all that it can. */
  const takeAll = (owner: string | undefined) => {
    if (owner !== undefined && GLOBALS.has(owner)) uses.push({ power: END, by: owner });
  };
  const takeModule = ({ value }: Deno.lint.StringLiteral) => {
    const power = MODULES.get(value);
    if (power !== undefined) uses.push({ power, by: value });
  };
  const rule: Deno.lint.Rule = {
    create: () => ({
      MemberExpression: (node) => take(globalOf(node.object), propertyOf(node)),
      VariableDeclarator({ id, init }) {
        const owner = init ? globalOf(init) : undefined;
        if (id.type !== "ObjectPattern") return takeAll(owner);
        for (const property of id.properties) {
          if (property.type === "RestElement") takeAll(owner);
          else if (property.key.type === "Identifier") take(owner, property.key.name);
        }
      },
      ImportDeclaration: ({ source }) => takeModule(source),
      ExportNamedDeclaration: ({ source }) => source && takeModule(source),
      ExportAllDeclaration: ({ source }) => takeModule(source),
      ImportExpression({ source }) {
        if (source.type === "Literal" && typeof source.value === "string") takeModule(source);
      },
    }),
  };
  Deno.lint.runPlugin({ name: "powers", rules: { rule } }, "module.ts", text);
  return uses;
}

/** The name of a global object: `Deno` and `globalThis.Deno` are one. */
function globalOf(node: Deno.lint.Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression" || node.object.type !== "Identifier") return undefined;
  return ROOTS.includes(node.object.name) ? propertyOf(node) : undefined;
}

function propertyOf({ property, computed }: Deno.lint.MemberExpression): string | undefined {
  if (!computed) return property.type === "Identifier" ? property.name : undefined;
  return property.type === "Literal" && typeof property.value === "string" ? property.value : undefined;
}

/** What switches the compiler off, at the start of a comment's line; then what is said about it. */
const OF_COMPILER = /^[\s*]*(@ts-(?:ignore|expect-error|nocheck))\b(.*)$/m;
/** What switches a rule of `deno lint` off, and what is said about it behind two hyphens. */
const OF_LINT = /^\s*(deno-lint-ignore(?:-file)?)\b(?:.*?\s--(.*))?/;
const LEFTOVER = /\b(?:TODO|FIXME|XXX|HACK)\b/;

/** Whether a text says anything. */
export function isReason(text: string | undefined): boolean {
  return text !== undefined && /\p{L}/u.test(text);
}

/**
 * What switches a check off says why on the same line: `// @ts-expect-error: reason`,
 * `// deno-lint-ignore rule -- reason`.
 */
export const suppression: Deno.lint.Rule = {
  create: (context) => ({
    Program() {
      for (const { range, value } of context.sourceCode.getAllComments()) {
        const [, what, reason] = OF_COMPILER.exec(value) ?? OF_LINT.exec(value) ?? [];
        if (what === undefined || isReason(reason)) continue;
        const form = what.startsWith("@") ? `${what}: reason` : `${what} rule -- reason`;
        context.report({
          range,
          message: `\`${what}\` gives no reason`,
          hint: `Say why on the same line: // ${form}`,
        });
      }
    },
  }),
};

/** No comment says that work is left. */
export const leftover: Deno.lint.Rule = {
  create: (context) => ({
    Program() {
      for (const { range, value } of context.sourceCode.getAllComments()) {
        const word = LEFTOVER.exec(value)?.[0];
        if (word !== undefined) {
          context.report({ range, message: `${word} is left in a comment`, hint: "Do it now." });
        }
      }
    },
  }),
};

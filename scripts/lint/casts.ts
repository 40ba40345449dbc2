import { isReason } from "./comments.ts";

type Cast = Deno.lint.TSAsExpression | Deno.lint.TSTypeAssertion;

const REASON = /^\s*cast:(.*)$/;

/**
 * No `x as T` or `<T> x` but `as const`: parse, narrow, or declare the type. Where a library or the language leaves
 * nothing else, the line above says why, in one comment of a line: `// cast: reason`. It holds for all casts that begin
 * on the line below it; a reason with no cast below is refused too.
 */
export const cast: Deno.lint.Rule = {
  create(context) {
    const lineOf = lineCounter(context.sourceCode.text);
    /** Lines that casts begin on. */
    const cast = new Set<number>();
    const reasons = new Map<number, Deno.lint.LineComment>();

    function check(node: Cast): void {
      if (isConst(node) || isCast(node.parent)) return;
      const line = lineOf(node.range[0]);
      cast.add(line);
      if (reasons.has(line - 1)) return;
      context.report({
        node,
        message: "A type cast hides what the compiler would say",
        hint:
          "Parse, narrow or declare the type; where nothing else works, put // cast: reason on the line above.",
      });
    }

    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) {
          if (comment.type === "Line" && REASON.test(comment.value)) {
            reasons.set(lineOf(comment.range[0]), comment);
          }
        }
      },
      TSAsExpression: check,
      TSTypeAssertion: check,
      "Program:exit"() {
        for (const [line, { range, value }] of reasons) {
          if (!isReason(REASON.exec(value)?.[1])) {
            context.report({ range, message: "A cast gives no reason", hint: "Say why: // cast: reason" });
          } else if (!cast.has(line + 1)) {
            context.report({ range, message: "A reason for a cast stands above none", hint: "Remove it." });
          }
        }
      },
    };
  },
};

function isConst({ typeAnnotation: type }: Cast): boolean {
  return type.type === "TSTypeReference" && type.typeName.type === "Identifier" &&
    type.typeName.name === "const";
}

/** Of `x as unknown as T` only the outer cast counts. */
function isCast(node: Deno.lint.Node): boolean {
  return node.type === "TSAsExpression" || node.type === "TSTypeAssertion";
}

/** A function from an index of a text to its line, from 0. */
function lineCounter(text: string): (index: number) => number {
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (index) => {
    const line = breaks.findIndex((at) => at >= index);
    return line === -1 ? breaks.length : line;
  };
}

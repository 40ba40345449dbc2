import { renderPlain } from "./plain.ts";

/** A drawing as a Markdown code block; its fence is longer than any run of backticks in the drawing (CommonMark 4.5). */
export function renderMarkdown(lines: readonly string[]): string {
  const text = renderPlain(lines);
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}${fence}\n`;
}

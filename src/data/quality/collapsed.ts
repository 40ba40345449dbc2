/**
 * Whether art has lost its runs of spaces, as in a web page: many lines of different length, none indented, and nowhere
 * two spaces in a row.
 */
export function isCollapsed(lines: readonly string[]): boolean {
  if (lines.some((line) => line.startsWith(" ") || line.includes("  "))) return false;
  const inner = lines.filter((line) => line.includes(" ")).length;
  return inner >= lines.length / 3 && new Set(lines.map((line) => line.length)).size >= lines.length / 2;
}

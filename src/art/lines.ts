/** Columns of the longest line; every character is one column wide. */
export function columnsOf(lines: readonly string[]): number {
  return Math.max(0, ...lines.map((line) => line.length));
}

/** A drawing as plain text that ends with a line break. */
export function renderPlain(lines: readonly string[]): string {
  return lines.join("\n") + "\n";
}

/** Gathers text to whole lines, as `render` needs them, and passes on what it makes of each. */
export function byLine(
  render: (line: string) => string,
  write: (text: string) => void,
): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = (begun + text).split("\n");
    begun = lines.pop()!;
    for (const line of lines) write(render(line));
  };
}

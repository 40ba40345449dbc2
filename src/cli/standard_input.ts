/** Standard input as those have it that another process of this program has started. */

/** Waits until it ends. */
export async function inputEnds(): Promise<void> {
  const buffer = new Uint8Array(64);
  try {
    while (await Deno.stdin.read(buffer) !== null);
  } catch {
    // What cannot be read has ended.
  }
}

/** Its first line; what is after it may be lost. */
export async function firstLine(): Promise<string> {
  const decoder = new TextDecoder(), buffer = new Uint8Array(1 << 16);
  let text = "";
  for (let read; (read = await Deno.stdin.read(buffer)) !== null;) {
    text += decoder.decode(buffer.subarray(0, read), { stream: true });
    const end = text.indexOf("\n");
    if (end >= 0) return text.slice(0, end);
  }
  return text;
}

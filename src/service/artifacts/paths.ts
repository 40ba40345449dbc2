/** Paths of files in artifacts, which must mean the same on every system that they are restored on. */

const MOST_BYTES = 1024, MOST_PART = 255;

/** Names that Windows takes for devices, whatever follows a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
// deno-lint-ignore no-control-regex -- that they are in none is what is checked
const REFUSED = /[\u0000-\u001f\u007f\\:*?"<>|]/;

/** What is wrong with the path of a file; undefined where nothing is. */
export function faultOfPath(path: string): string | undefined {
  if (!path.isWellFormed()) return "is no Unicode";
  if (bytesIn(path) > MOST_BYTES) return `has more than ${MOST_BYTES} bytes`;
  if (REFUSED.test(path)) return "has a character that names of files lack on some systems";
  for (const part of path.split("/")) {
    if (part === "") return "has an empty part";
    if (part === "." || part === "..") return `has "${part}" in it`;
    if (bytesIn(part) > MOST_PART) return `has a part of more than ${MOST_PART} bytes`;
    if (/[. ]$/.test(part)) return "has a part that ends with a dot or a space";
    if (DEVICE.test(part)) return "has the name of a device of Windows in it";
  }
  return undefined;
}

/** The first path that would be the same file as one before it, or lie within one, on some system. */
export function clashIn(paths: readonly string[]): string | undefined {
  const plain = (path: string) => path.normalize("NFC").toLowerCase();
  const all = new Set<string>(), folders = new Set<string>();
  for (const path of paths) {
    const parts = plain(path).split("/");
    const above = parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join("/"));
    const whole = parts.join("/");
    if (all.has(whole) || folders.has(whole) || above.some((each) => all.has(each))) return path;
    all.add(whole);
    for (const each of above) folders.add(each);
  }
  return undefined;
}

const bytesIn = (text: string): number => new TextEncoder().encode(text).length;

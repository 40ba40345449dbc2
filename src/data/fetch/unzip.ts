import { unzipSync } from "fflate";
import { UserError } from "../../base/errors.ts";

/** What an archive may hold; an honest pack of text art is far below each. */
export const LIMITS = { entries: 10_000, entryBytes: 2 ** 20, totalBytes: 64 * 2 ** 20, ratio: 200 };

/**
 * The wanted files of a ZIP archive by name. Throws a UserError of kind "input" for what is no ZIP or damaged, and for
 * archives out of proportion: more than 10,000 entries, a wanted file above 1 MiB, 64 MiB in all, or 200 bytes out of one.
 */
export function unzip(
  bytes: Uint8Array,
  wanted: (name: string) => boolean,
  limits = LIMITS,
): Map<string, Uint8Array> {
  let [entries, total] = [0, 0];
  const refuse = (why: string) => new UserError("input", `the archive is refused: ${why}`);
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        if (++entries > limits.entries) throw refuse(`more than ${limits.entries} entries`);
        if (!wanted(name)) return false;
        total += originalSize;
        const packed = Math.max(1, size);
        if (originalSize > limits.entryBytes) throw refuse(`"${name}" is ${originalSize} bytes long`);
        if (total > limits.totalBytes) throw refuse(`more than ${limits.totalBytes} bytes of text`);
        if (originalSize > 4096 && originalSize / packed > limits.ratio) {
          throw refuse(`"${name}" grows ${Math.round(originalSize / packed)} times`);
        }
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UserError("input", `the archive is no ZIP or damaged: ${why}`, { cause });
  }
}

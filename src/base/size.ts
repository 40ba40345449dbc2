/** Amounts of memory as people write them. */
import { quoted } from "./check.ts";
import { UserError } from "./errors.ts";

/** Bytes of a unit: those with an i count by 1024, the others by 1000. */
const UNITS: Readonly<Record<string, number>> = {
  mb: 1e6,
  m: 1e6,
  mib: 2 ** 20,
  gb: 1e9,
  g: 1e9,
  gib: 2 ** 30,
};

/** Bytes of a size such as 512MB, 2GB or 1.5GiB; a UserError of kind "usage" names the flag that it was given by. */
export function bytesOf(text: string, flag: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * (UNITS[unit?.toLowerCase() ?? ""] ?? NaN);
  if (Number.isFinite(bytes) && bytes >= 1) return Math.floor(bytes);
  throw new UserError("usage", `--${flag} ${quoted(text)} is no size such as 512MB, 2GB or 1.5GiB`);
}

/** Bytes in whole MB, rounded up. */
export const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

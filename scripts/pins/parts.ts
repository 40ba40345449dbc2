/** What a probe takes from a checkout, made comparable: without times, memory and folders. */
import { join } from "node:path";
import { type Checkout, type Outcome, shared } from "./checkout.ts";

/** Text or bytes by name; each is a line of the result. */
export type Parts = Record<string, string | Uint8Array<ArrayBuffer>>;

export interface Probe {
  name: string;
  /** Throws an Error where the checkout cannot do what is asked: equal failures are no pins. */
  take: (of: Checkout) => Promise<Parts>;
}

/** Fields of JSON that differ from run to run. */
const VOLATILE = new Set(["created", "minutes", "positionsPerSecond", "residentBytes", "tensors"]);

/** Parses JSON, and writes it one value a line without the fields that differ from run to run. */
export function stableJson(text: string): string {
  return JSON.stringify(JSON.parse(text, (key, value) => VOLATILE.has(key) ? undefined : value), null, 1);
}

/** The same for JSON lines. */
export function stableLines(text: string): string {
  return text.trim().split("\n").map((line) => JSON.stringify(JSON.parse(stableJson(line)))).join("\n");
}

/** All that a command said; where it printed no text, a file of its bytes beside it. */
export function spoken(of: Checkout, { code, stdout, stderr }: Outcome): Parts {
  const text = textOf(stdout);
  const said = `exit code ${code}\n${stderr}${text === undefined ? "" : shared(of, text)}`;
  return text === undefined ? { said, bytes: stdout } : { "": said };
}

/** The files of a folder of the checkout by name. */
export async function filesOf(of: Checkout, folder: string): Promise<Parts> {
  const parts: Parts = {};
  const entries = await Array.fromAsync(Deno.readDir(join(of.folder, folder)));
  for (const name of entries.map(({ name }) => name).sort()) {
    const bytes = await Deno.readFile(join(of.folder, folder, name));
    const text = name.endsWith(".json") ? textOf(bytes) : undefined;
    // Only the manifest has times in it; others are compared to the byte.
    parts[name] = text === undefined ? bytes : name === "manifest.json" ? stableJson(text) : text;
  }
  return parts;
}

export function readText(of: Checkout, name: string): Promise<string> {
  return Deno.readTextFile(join(of.folder, name));
}

function textOf(bytes: Uint8Array<ArrayBuffer>): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Texts to try training on, from packages that hold them. */
import { join } from "node:path";
import { checked } from "../../base/check.ts";
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import type { Fields, Given } from "../../base/fields.ts";
import { atomicWrite } from "../../base/files.ts";
import { SAMPLES } from "../../data/text/samples/samples.ts";

export const SAMPLE_TEXT_FIELDS = {
  out: {
    type: "text",
    value: "folder",
    short: "o",
    fallback: join(".cache", "texts"),
    text: "where the texts are written to",
  },
} as const satisfies Fields;

/** Which texts; without any, the novels. */
export type SampleTextInput = Given<typeof SAMPLE_TEXT_FIELDS> & { names?: readonly string[] };

/** A text that is there. */
export interface SampleFile {
  name: string;
  path: string;
  bytes: number;
  licence: string;
}

const USUAL = ["jane-austen"];

/**
 * Fetches texts by their packages' managers, and writes each with its licence beside it; those that are there are left
 * alone. Throws a UserError of kind "usage" for a name that there is not, "environment" or "io" for what cannot be had.
 */
export async function sampleTexts(input: SampleTextInput, { log, signal }: Context): Promise<SampleFile[]> {
  const { out } = checked(SAMPLE_TEXT_FIELDS, input);
  const names = input.names?.length ? input.names : USUAL;
  const stranger = names.find((name) => !Object.hasOwn(SAMPLES, name));
  if (stranger !== undefined) {
    throw new UserError("usage", `there is no text "${stranger}", only ${Object.keys(SAMPLES).join(", ")}`);
  }
  const files: SampleFile[] = [];
  for (const name of names) {
    signal.throwIfAborted();
    const { bring, from, licence, text: what } = SAMPLES[name]!;
    const path = join(out, `${name}.txt`);
    const there = await Deno.stat(path).catch(() => undefined);
    if (there === undefined) {
      log(`${name}: ${what} (${from})`);
      const folder = await Deno.makeTempDir({ prefix: "ascii-gen-text-" });
      try {
        const { text, copyright } = await bring(folder);
        await Deno.mkdir(out, { recursive: true });
        await atomicWrite(join(out, `${name}.LICENCE`), `${what}\n${from}\n${licence}\n\n${copyright}`);
        await atomicWrite(path, text);
      } finally {
        await Deno.remove(folder, { recursive: true });
      }
    }
    files.push({ name, path, bytes: (await Deno.stat(path)).size, licence });
  }
  return files;
}

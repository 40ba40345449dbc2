/** What a person at a terminal is asked where a command line says nothing: a description, a size, where texts come from. */
import type { Context } from "../../base/context.ts";
import { UserError } from "../../base/errors.ts";
import { isThere } from "../../base/files.ts";
import { megabytes } from "../../base/size.ts";
import { type CreateInput, DATA_SOURCES, type Size, SIZES } from "../../operations/create/fields.ts";
import { foreseenSizes } from "../../operations/create.ts";
import { duration } from "../../operations/train/told.ts";
import { findOllama } from "../../synthesis/make.ts";
import { writeErrorLine } from "../terminal.ts";
import { type Asker, asking, type Choice } from "./ask.ts";

/** What each source is good for. */
const SOURCES: Readonly<Record<typeof DATA_SOURCES[number], string>> = {
  template: "written here by grammars, with words of the description: quick, plain, and each text lawful",
  ollama: "written by a model that Ollama runs on this machine: richer, and slow",
  files: "your own texts",
};

/** Asks for what was not given; undefined where the person wants no more. */
export function askedByWizard(given: CreateInput, context: Context): Promise<CreateInput | undefined> {
  return asking(context.signal, async (asker) => {
    const description = await asker.line(
      "what shall it write (such as: a fun GPT that writes cooking recipes)",
    );
    if (description === undefined) return undefined;
    // A model that is gone on with has its own.
    const needsSize = given.size === undefined && given.initFrom === undefined;
    const size = needsSize ? await sizeFor({ ...given, description }, asker, context) : given.size;
    if (needsSize && size === undefined) return undefined;
    const texts = await textsFor(given, asker, context);
    return texts && { ...given, description, ...size !== undefined && { size }, ...texts };
  });
}

/** The size, by what each takes on this machine. */
async function sizeFor(given: CreateInput, { choice }: Asker, context: Context): Promise<Size | undefined> {
  writeErrorLine("measuring this machine …");
  const foreseen = await foreseenSizes(given, context);
  const choices: Choice<Size>[] = SIZES.map((name) => {
    const { estimate: { minutes, memory, machine } } = foreseen[name];
    const scarce = memory > machine ? ", more than there is" : "";
    return { name, text: `${duration(60 * minutes)} of training, ${megabytes(memory)} of memory${scarce}` };
  });
  return await choice("size", choices);
}

/** Where texts come from, with what that needs to know; asked again where no Ollama answers. */
async function textsFor(
  given: CreateInput,
  asker: Asker,
  { signal }: Context,
): Promise<Partial<CreateInput> | undefined> {
  for (;;) {
    const data = given.data ?? await asker.choice(
      "where do its texts come from",
      DATA_SOURCES.map((name) => ({ name, text: SOURCES[name] })),
    );
    if (data === undefined) return undefined;
    try {
      const more = await detailsOf(data, given, asker, signal);
      return more && { data, ...more };
    } catch (error) {
      const isAbsent = error instanceof UserError && error.kind === "environment";
      if (!isAbsent || given.data !== undefined) throw error;
      writeErrorLine(error.message, "warn");
    }
  }
}

/** What a source needs to know besides. */
async function detailsOf(
  data: typeof DATA_SOURCES[number],
  given: CreateInput,
  { line, choice }: Asker,
  signal: AbortSignal,
): Promise<Partial<CreateInput> | undefined> {
  if (data === "files" && (given.paths ?? []).length === 0) {
    const path = await line(
      "a file or folder of texts",
      undefined,
      async (said) => await isThere(atHome(said)) ? undefined : `${said}: there is no such file or folder`,
    );
    return path === undefined ? undefined : { paths: [atHome(path)] };
  }
  if (data === "ollama" && given.model === undefined) {
    const { models } = await findOllama(given.host, signal);
    const choices = models.map(({ name, parameters, bytes }) => ({
      name,
      text: `${parameters} ${megabytes(bytes)}`,
    }));
    const model = await choice("which of its models", choices);
    return model === undefined ? undefined : { model };
  }
  return {};
}

/** A path with the home folder that no shell put in here. */
const atHome = (path: string): string => path.replace(/^~(?=\/|$)/, () => Deno.env.get("HOME") ?? "~");

/** A language model in a console: what it is told and what it writes is one text, which goes on. */
import { checked } from "../base/check.ts";
import { parameterSpecs } from "../network/architectures.ts";
import { parameterCount } from "../network/parameters.ts";
import { SEED_FIELD } from "../operations/fields.ts";
import { readTextBundle } from "../tasks/text/bundle.ts";
import { complete, openTextSession, SAMPLING_FIELDS } from "../tasks/text/complete.ts";
import { createSettings } from "./settings.ts";
import type { Voice } from "./voice.ts";

/** Opens the language model in a folder. Throws a UserError of kind "model" where there is none. */
export async function openTextVoice(path: string, name: string): Promise<Voice> {
  const bundle = await readTextBundle(path);
  const session = await openTextSession(bundle);
  const { tokenizer, ports, config, manifest } = bundle;
  const parameters = parameterCount(parameterSpecs(ports, config));
  const fields = {
    ...SAMPLING_FIELDS,
    temperature: { ...SAMPLING_FIELDS.temperature, usual: String(session.temperature) },
    seed: { ...SEED_FIELD, usual: "another each time" },
  };
  const settings = createSettings(fields);
  let context = "";
  return {
    name,
    title: `a language model of ${parameters.toLocaleString("en")} weights`,
    settings,
    async answer(entry, screen, signal) {
      const { seed = crypto.getRandomValues(new Uint32Array(1))[0]!, ...sampling } = checked(
        fields,
        settings.values(),
      );
      // An entry begins a line, as it does on the screen; an empty one lets the model go on.
      if (entry !== "" && context !== "" && !context.endsWith("\n")) context += "\n";
      context += entry;
      const prompt = context;
      let last = "\n";
      const text = (piece: string) => {
        context += piece;
        last = piece;
        screen.text(piece);
      };
      const [done] = await complete(session, [{ ...sampling, prompt, seed }], { text }, signal);
      if (!last.endsWith("\n")) screen.text("\n");
      if (done?.finish === "end") screen.note("the model ended the text here");
    },
    reset: () => void (context = ""),
    transcript: () => context,
    words: () => [],
    info: () => [
      `${path}: made ${manifest.created}`,
      `network: ${
        Object.entries(config).map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(", ")
      }`,
      `tokenizer: ${tokenizer.type}, ${tokenizer.size} tokens`,
      `training: ${trainingOf(manifest.training)}`,
      `context: ${context.length} characters, ${tokenizer.encode(context).length} tokens`,
    ],
    close: () => session.close(),
  };
}

function trainingOf({ steps, minutes, losses }: Readonly<Record<string, unknown>>): string {
  return `${steps ?? "?"} steps, ${minutes ?? "?"} minutes, losses ${JSON.stringify(losses ?? {})}`;
}

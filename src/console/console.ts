/** A console: entries are answered by a model, commands set how. It knows no terminal. */
import { resolve } from "node:path";
import { UserError } from "../base/errors.ts";
import { atomicWrite, isFile } from "../base/files.ts";
import { readManifest } from "../bundle/folder.ts";
import { findModel, listModels, whereIn } from "../operations/models.ts";
import { BUILT_IN } from "../tasks/named.ts";
import { nearestName } from "../words/nearest_name.ts";
import { openArtVoice } from "./art_voice.ts";
import { tableOf } from "./listing.ts";
import { openTextVoice } from "./text_voice.ts";
import type { Screen, Voice } from "./voice.ts";

/** What a command can do to the console. */
interface Command {
  /** What it takes, for help. */
  takes: string;
  text: string;
  run(rest: string, screen: Screen): Promise<void> | void;
}

export interface Console {
  /** Says what is there, in a line. */
  title(): string;
  /** Does what an entry asks for: a command, or something to answer. False where the console is to end. */
  enter(entry: string, screen: Screen, signal: AbortSignal): Promise<boolean>;
  /** What a line may be completed to, and which part of it stands for that. */
  complete(line: string): Promise<[candidates: string[], part: string]>;
  close(): Promise<void>;
}

/**
 * Opens a console with a model: a name, folder or file of one, or "built-in"; without any, the only language model in the
 * places, or the built-in model where there is none. Throws a UserError of kind "model" where none is to be found, and of
 * kind "usage" where there are several, which are listed.
 */
export async function openConsole(
  model: string | undefined,
  places: readonly string[],
  screen: Screen,
): Promise<Console> {
  let voice = await openVoice(model ?? await usualModel(places, screen), places);
  const list = async () => await listModels({ places });
  /** Files that were written before, and may be written again. */
  const saved = new Set<string>();
  const commands: Readonly<Record<string, Command>> = {
    model: {
      takes: "[name]",
      text: "speak to another model, by the settings that it knows too; without a name: which there are",
      async run(name, screen) {
        if (name === "") {
          [...tableOf(await list()), `${BUILT_IN} draws`].forEach((line) => screen.text(`${line}\n`));
          return;
        }
        const next = await openVoice(name, places);
        const lost = next.settings.takeOver(voice.settings);
        await voice.close();
        voice = next;
        screen.note(title());
        if (lost.length > 0) {
          screen.note(
            `this model does not know what was set of ${lost.map((each) => `/${each}`).join(", ")}`,
          );
        }
      },
    },
    save: {
      takes: "<file>",
      text: "write down what has been said, or drawn",
      async run(file, screen) {
        if (file === "") throw new UserError("usage", "/save needs the name of a file");
        const text = voice.transcript();
        if (text === "") throw new UserError("usage", "there is nothing to save yet");
        if (!saved.has(resolve(file)) && await isFile(file)) {
          throw new UserError("usage", `${file} is there already; name another file`);
        }
        await atomicWrite(file, text.endsWith("\n") ? text : `${text}\n`);
        saved.add(resolve(file));
        screen.note(`wrote ${file}, ${text.length} characters`);
      },
    },
    reset: {
      takes: "",
      text: "forget what has been said",
      run(_, screen) {
        voice.reset();
        screen.note("forgotten");
      },
    },
    info: {
      takes: "",
      text: "what the model is, and how settings stand",
      run(_, screen) {
        const { names, set } = voice.settings;
        [...voice.info(), ...names.map((name) => set(name, ""))].forEach((line) => screen.text(`${line}\n`));
      },
    },
    help: {
      takes: "",
      text: "this list",
      run: (_, screen) => help().forEach((line) => screen.text(`${line}\n`)),
    },
    quit: { takes: "", text: "end, as Ctrl-D does", run: () => {} },
  };
  const title = () => `${voice.name}: ${voice.title}; /help lists commands, /quit ends`;
  const help = (): string[] => {
    const own = Object.entries(voice.settings.fields);
    const rows = [
      ...Object.entries(commands).map(([name, { takes, text }]) => [`/${name} ${takes}`, text]),
      ...voice.settings.names.map((name, i) => [`/${name} [value]`, own[i]![1].text]),
    ];
    const width = Math.max(...rows.map(([left]) => left!.length));
    return [
      ...rows.map(([left, text]) => `${left!.padEnd(width)}  ${text}`),
      "",
      'A line that ends in \\ goes on in the next; """ begins and ends a text of several lines; // begins one with /.',
      "A setting without a value is told; the value default makes it as usual again. Ctrl-C stops the text.",
    ];
  };

  /** Runs a command; false where the console is to end. */
  const command = async (line: string, screen: Screen): Promise<boolean> => {
    const [, name = "", rest = ""] = /^\/(\S*)\s*(.*)$/s.exec(line.trimEnd()) ?? [];
    const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (name === "quit" || name === "exit") return false;
    if (found !== undefined) await found.run(rest, screen);
    else if (voice.settings.names.includes(name)) screen.note(voice.settings.set(name, rest));
    else {
      const nearest = nearestName(name, [...Object.keys(commands), ...voice.settings.names]);
      const instead = nearest === undefined ? "" : `did you mean /${nearest}? `;
      throw new UserError(
        "usage",
        `there is no command /${name} for this model; ${instead}/help lists them`,
      );
    }
    return true;
  };

  return {
    title,
    async enter(entry, screen, signal) {
      if (/^\/(?!\/)/.test(entry) && !entry.includes("\n")) return await command(entry, screen);
      await voice.answer(entry.replace(/^\/\//, "/"), screen, signal);
      return true;
    },
    async complete(line) {
      const [, name, part = ""] = /^\/(\S*)(?:\s+(.*))?$/s.exec(line) ?? [];
      if (name === undefined) return [[...voice.words(line)], line];
      if (!/\s/.test(line)) {
        const names = [...Object.keys(commands), ...voice.settings.names].map((name) => `/${name} `);
        return [names.filter((name) => name.startsWith(line)), line];
      }
      const choices = name === "model"
        ? [...(await list()).map(({ name }) => name), BUILT_IN]
        : voice.settings.names.includes(name)
        ? voice.settings.choices(name)
        : [];
      return [choices.filter((choice) => choice.startsWith(part)), part];
    },
    close: () => voice.close(),
  };
}

async function usualModel(places: readonly string[], screen: Screen): Promise<string> {
  const [only, ...others] = await listModels({ task: "text", places });
  if (only === undefined) {
    screen.note(`there is no language model (${whereIn(places)}); the built-in model draws`);
    return BUILT_IN;
  }
  if (others.length === 0) return only.path;
  for (const line of tableOf(await listModels({ places }))) screen.text(`${line}\n`);
  throw new UserError(
    "usage",
    `say which model, such as: ascii-gen console ${only.name} (or ${BUILT_IN}, which draws); ${
      whereIn(places)
    }`,
  );
}

async function openVoice(model: string, places: readonly string[]): Promise<Voice> {
  if (model === BUILT_IN) return await openArtVoice(undefined, BUILT_IN);
  const path = await findModel(model, { places });
  const { task } = await readManifest(path);
  return task === "art" ? await openArtVoice(path, model) : await openTextVoice(path, model);
}

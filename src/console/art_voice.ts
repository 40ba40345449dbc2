/** A model of drawings in a console: an entry is a prompt, which is drawn. */
import { FONT_NAMES } from "../art/banner/font_names.ts";
import { borderSize } from "../art/frame.ts";
import {
  asksForLetters,
  asksForLettersOnly,
  DRAW_FIELDS,
  type DrawInput,
} from "../operations/draw/fields.ts";
import { type Drawer, openDrawer } from "../operations/draw/drawer.ts";
import { MAX_COLUMNS, MAX_LINES } from "../operations/image/limits.ts";
import { type Info, info } from "../operations/info.ts";
import { labels } from "../operations/labels.ts";
import { isDone } from "../tasks/art/draw/jobs.ts";
import { BANNER } from "../tokenizer/grid/grid.ts";
import { createSettings, inCommands } from "./settings.ts";
import type { Voice } from "./voice.ts";

const { style, font, seed, like, strict, any, width, maxLines, border, charset, temperature, topK, topP } =
  DRAW_FIELDS;
/** What can be set, as far as a model can draw so: what is set must hold for whatever is drawn next. */
const fieldsOf = ({ styles, architecture: { vocabulary } }: Info) => ({
  style: { ...style, choices: [...styles, BANNER] },
  font: { ...font, type: "choice", choices: FONT_NAMES },
  ...{ seed, like, strict, any, border, charset, temperature },
  topK: { ...topK, open: false, most: Number(vocabulary) },
  topP,
  // Of a banner; a picture is as large as pictures are at most.
  width: { ...width, open: false, most: MAX_COLUMNS, usual: "auto" },
  height: { ...maxLines, open: false, most: MAX_LINES, flag: "height" },
} as const);
/** Words that a beginning is completed to. */
const MOST_WORDS = 100;

/** Opens a model of drawings: the one in a folder, or the built-in one. Throws a UserError of kind "model". */
export async function openArtVoice(path: string | undefined, name: string): Promise<Voice> {
  const model = path === undefined ? {} : { model: path };
  const about = await info(model);
  const { labels: known } = await labels({ ...model, text: "" });
  const settings = createSettings(fieldsOf(about));
  const drawings: string[] = [];
  const times = new Map<string, number>();
  let open: { by: string; drawer: Drawer } | undefined;
  /** The drawer for the settings as they are: to read a model takes a while. */
  const drawerFor = async (room: number | undefined) => {
    const { height, width, font, ...rest } = settings.values();
    const highest = about.grid.height + borderSize(rest.border).height;
    const columns = typeof width === "number" ? width : room;
    const input: DrawInput = {
      ...rest,
      ...model,
      width: "auto",
      ...font !== undefined && asksForLetters(rest) && { font },
      ...height !== undefined && { maxLines: asksForLettersOnly(rest) ? height : Math.min(height, highest) },
      ...columns !== undefined && { room: columns },
    };
    const by = JSON.stringify(input);
    if (open?.by === by) return open.drawer;
    const notes: string[] = [];
    const drawer = await openDrawer(input, (line) => notes.push(line)).catch((error: unknown) => {
      throw inCommands(error);
    });
    await open?.drawer.close();
    open = { by, drawer };
    return drawer;
  };
  return {
    name,
    title: `a model that draws ${about.album.words.toLocaleString("en")} words`,
    settings,
    async answer(entry, screen, signal) {
      const prompt = entry.trim();
      if (prompt === "") return;
      const drawer = await drawerFor(screen.columns());
      const planned = await drawer.plan(prompt);
      // Where no seed is set, a word begins with its first picture and shows the next one each time.
      const turn = 1 + (times.get(prompt) ?? 0);
      times.set(prompt, turn);
      const { seed, like } = settings.values();
      const isFree = seed === undefined && like === undefined;
      const jobs = planned.map((job) => isFree && !isDone(job) ? { ...job, seed: turn } : job);
      new Set(jobs.flatMap(({ notes = [] }) => notes)).forEach(screen.note);
      for await (const works of drawer.draw(jobs)) {
        if (signal.aborted) return;
        for (const { text } of works) {
          drawings.push(text);
          screen.text(`${text}\n`);
        }
      }
    },
    reset: () => void (drawings.length = 0),
    transcript: () => drawings.map((text) => `${text}\n`).join("\n"),
    words: (begun) => known.filter((word) => word.startsWith(begun.toLowerCase())).slice(0, MOST_WORDS),
    info: () => linesOf(about),
    close: async () => await open?.drawer.close(),
  };
}

const linesOf = ({ model, created, parameters, styles, grid, album }: Info): string[] => [
  `${model}: made ${created}`,
  `network: ${parameters.drawing.toLocaleString("en")} weights that draw, ${
    parameters.sketches.toLocaleString("en")
  } that remember ${album.pictures} pictures of ${album.words} words`,
  `styles: ${styles.join(", ")} and banner; up to ${grid.width}×${grid.height}`,
];

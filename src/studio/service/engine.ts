/** The service as an engine: it draws, the page shows. */
import type { Moving } from "../../art/motion.ts";
import type { Subject } from "../../art/render/artwork.ts";
import { type ColourRun, coloursOfRuns } from "../../art/render/json.ts";
import { FINE_SIDE, unpackSketch } from "../../rasterise/sketch/sketch.ts";
import { thumbnail } from "../../tasks/art/draw/thumbnail.ts";
import type { DrawEvent, Engine, StudioDrawing } from "../engine.ts";
import type { Api } from "./api.ts";
import type { ServerEvent } from "./sse.ts";

export function serviceEngine(api: Api): Engine {
  return {
    place: "service",
    load: () => Promise.resolve(),
    async labels() {
      const { labels } = await api.get<{ labels: readonly string[] }>("/labels");
      return labels;
    },
    async draw(request, onEvent, signal) {
      const tell = inTurn(onEvent);
      let ended = false;
      for await (const event of api.stream("/draw", { body: { ...request, sketchAs: "bits" } }, signal)) {
        ended ||= event.event === "done";
        const told = toldBy(event);
        if (told !== undefined) tell(told);
      }
      signal.throwIfAborted();
      if (!ended) throw new Error("The service broke off in the middle of the drawing.");
      onEvent({ type: "done" });
    },
  };
}

/** What is told of the drawing with a number. */
interface Told {
  index: number;
  event: Exclude<DrawEvent, { type: "done" }>;
}

/** Hands on what is told of drawings that are made side by side, one drawing after the other. */
function inTurn(onEvent: (event: DrawEvent) => void): (told: Told) => void {
  const waiting = new Map<number, Told["event"][]>();
  let turn = 0;
  return ({ index, event }) => {
    waiting.set(index, [...waiting.get(index) ?? [], event]);
    for (let own; (own = waiting.get(turn)) !== undefined;) {
      own.forEach(onEvent);
      waiting.delete(turn);
      if (own.at(-1)?.type !== "drawing") return;
      turn++;
    }
  };
}

/** A drawing as the service tells it. */
interface Drawn extends Omit<StudioDrawing, "sketch" | "subject" | "colours" | "moving">, Partial<Subject> {
  index: number;
  sketch?: { side: number; bits?: string };
  colours?: Runs;
  moving?: Omit<Moving, "frames"> & { frames: readonly ToldFrame[] };
}

type Runs = readonly (readonly ColourRun[])[];
interface ToldFrame {
  lines: readonly string[];
  colours?: Runs;
}

const inColours = ({ lines, colours }: ToldFrame) => ({
  lines,
  ...colours && { colours: coloursOfRuns(lines, colours) },
});

function toldBy({ event, data }: ServerEvent): Told | undefined {
  if (event === "text") {
    const { index, text }: { index: number; text: string } = JSON.parse(data);
    return { index, event: { type: "text", text } };
  }
  if (event === "cell") {
    const { index, row, column, probability }: {
      index: number;
      row: number;
      column: number;
      probability: number;
    } = JSON
      .parse(data);
    return { index, event: { type: "cell", row, column, probability } };
  }
  if (event !== "drawing") return undefined;
  const { index, drawn, why = "", omitted = [], things, aspect, sketch, colours, moving, ...drawing }: Drawn =
    JSON.parse(data);
  const lines = sketchOf(sketch);
  return {
    index,
    event: {
      type: "drawing",
      drawing: {
        ...drawing,
        ...colours && { colours: coloursOfRuns(drawing.lines, colours) },
        ...moving && { moving: { ...moving, frames: moving.frames.map(inColours) } },
        ...drawn !== undefined && {
          subject: {
            ...{ drawn, why, omitted },
            ...things && { things },
            ...aspect !== undefined && { aspect },
          },
        },
        ...lines && { sketch: lines },
      },
    },
  };
}

function sketchOf(sketch: Drawn["sketch"]): readonly string[] | undefined {
  if (sketch?.bits === undefined || sketch.side !== FINE_SIDE) return undefined;
  const bytes = Uint8Array.from(atob(sketch.bits), (character) => character.charCodeAt(0));
  return thumbnail(unpackSketch(bytes), false);
}

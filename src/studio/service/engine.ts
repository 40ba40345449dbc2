/** The service as an engine: it draws, the page shows. */
import type { DrawEvent, Engine, StudioDrawing, StudioRequest } from "../engine.ts";
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
      let ended = false;
      for await (const event of api.stream("/draw", { body: asked(request) }, signal)) {
        const told = drawEventOf(event);
        if (told === undefined) continue;
        ended ||= told.type === "done";
        onEvent(told);
      }
      signal.throwIfAborted();
      if (!ended) throw new Error("The service broke off in the middle of the drawing.");
    },
  };
}

const asked = ({ ...request }: StudioRequest) => request;

function drawEventOf({ event, data }: ServerEvent): DrawEvent | undefined {
  switch (event) {
    case "text": {
      const { text }: { text: string } = JSON.parse(data);
      return { type: "text", text };
    }
    case "cell": {
      const cell: { row: number; column: number; probability: number } = JSON.parse(data);
      return { type: "cell", ...cell };
    }
    case "drawing": {
      const drawing: StudioDrawing = JSON.parse(data);
      return {
        type: "drawing",
        drawing: { ...drawing, text: drawing.lines.join("\n"), notes: drawing.notes ?? [] },
      };
    }
    case "done":
      return { type: "done" };
  }
}

/// <reference lib="dom" />
/** A drawing: its characters, how sure each was, the sketch beside it, and ways to take it along. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Frame, Moving } from "../../art/motion.ts";
import { colourClasses } from "../../art/render/colour_classes.ts";
import { type CellColours, colourRuns } from "../../art/render/colour.ts";
import { useInterval } from "../parts/use.ts";
import { doubtOf, linesOf, summaryOf, surenessOf, type Work } from "./sitting.ts";

/**
 * The text of a drawing, in its colours, frame by frame where it moves; where asked for, coloured by how unsure each character was
 * instead.
 */
export function Canvas({ work, heat, busy, plays = false }: {
  work: Work;
  heat: boolean;
  busy: boolean;
  plays?: boolean;
}) {
  const { drawing } = work;
  const moving = heat ? undefined : drawing?.moving;
  const frame = useFrame(moving, plays);
  const lines = frame?.lines ?? linesOf(work);
  const colours = frame === undefined ? drawing?.colours : frame.colours;
  const sureness = useMemo(() => heat ? surenessOf(work) : undefined, [work, heat]);
  const name = drawing === undefined
    ? "A drawing in the making"
    : `ASCII drawing of ${drawing.prompt}, ${drawing.width} columns by ${drawing.height} lines`;
  return (
    <div
      class="canvas"
      tabIndex={0}
      role="group"
      aria-label={`${name}; scrolls`}
      style={columns([...lines, ...moving?.frames.flatMap(({ lines }) => lines) ?? []])}
    >
      <pre role="img" aria-label={name} class={busy ? "busy" : undefined}>
        {sureness !== undefined
          ? <Heated lines={lines} sureness={sureness} />
          : colours !== undefined && !heat
          ? <Coloured lines={lines} colours={colours} />
          : lines.join("\n")}
      </pre>
    </div>
  );
}

/** The frame of a drawing that is to be seen now; the first until it plays, the last one seen where it no longer does. */
function useFrame(moving: Moving | undefined, plays: boolean): Frame | undefined {
  const [step, setStep] = useState(0);
  useEffect(() => setStep(0), [moving]);
  useInterval(() => setStep((step) => step + 1), moving?.delay ?? 0, plays && moving !== undefined);
  return moving?.frames[step % moving.frames.length];
}

function Coloured({ lines, colours }: { lines: readonly string[]; colours: CellColours }) {
  return (
    <>
      {lines.map((line, row) => (
        <span key={row}>
          {line.slice(0, line.length - line.trimStart().length)}
          {colourRuns(line, row, colours).map(({ text, colour }, i) => (
            <span key={i} class={colour && colourClasses(colour)}>{text}</span>
          ))}
          {row < lines.length - 1 && "\n"}
        </span>
      ))}
    </>
  );
}

/** How wide the drawing is, so that its characters are as large as there is room for. */
const columns = (lines: readonly string[]) => ({
  "--columns": Math.max(40, ...lines.map(({ length }) => length)),
});

function Heated({ lines, sureness }: { lines: readonly string[]; sureness: ReadonlyMap<string, number> }) {
  return (
    <>
      {lines.map((line, row) => (
        <span key={row} class="line">
          {runs(line, row, sureness).map(({ text, doubt }, i) => (
            <span key={i} class={doubt === undefined ? undefined : `doubt-${doubt}`}>{text}</span>
          ))}
          {"\n"}
        </span>
      ))}
    </>
  );
}

/** Neighbours of the same doubt, together. */
function runs(line: string, row: number, sureness: ReadonlyMap<string, number>) {
  const all: { text: string; doubt: number | undefined }[] = [];
  for (const [column, character] of [...line].entries()) {
    const probability = sureness.get(`${row} ${column}`);
    const doubt = probability === undefined ? undefined : doubtOf(probability);
    const last = all.at(-1);
    if (last !== undefined && last.doubt === doubt) last.text += character;
    else all.push({ text: character, doubt });
  }
  return all;
}

/** What the colours of the heat map say, and what they come to. */
export function Legend({ work }: { work: Work }) {
  const sureness = useMemo(() => surenessOf(work), [work]);
  if (sureness === undefined) {
    return (
      <p class="legend dim">
        {work.drawing?.font === undefined
          ? "How sure it was is not known of this drawing: something stands around it, or a later try was kept."
          : "Letters are written, not guessed: there is nothing to be unsure of."}
      </p>
    );
  }
  return (
    <p class="legend">
      <span class="scale" aria-hidden="true">
        sure {Array.from({ length: 10 }, (_, i) => <i key={i} class={`doubt-${i}`} />)} a guess
      </span>
      <span class="dim">{summaryOf(sureness, linesOf(work))}</span>
    </p>
  );
}

/** The sketch that a drawing was made after. */
export function Sketch({ lines }: { lines: readonly string[] }) {
  return (
    <figure class="sketch">
      <pre role="img" aria-label="The sketch that it was drawn after">{lines.join("\n")}</pre>
      <figcaption class="dim">sketch</figcaption>
    </figure>
  );
}

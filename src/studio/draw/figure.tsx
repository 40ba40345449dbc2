/// <reference lib="dom" />
/** A drawing: its characters, how sure each was, the sketch beside it, and ways to take it along. */
import { useMemo } from "preact/hooks";
import { doubtOf, linesOf, summaryOf, surenessOf, type Work } from "./sitting.ts";

/** The text of a drawing; where asked for, coloured by how unsure each character was. */
export function Canvas({ work, heat, busy }: { work: Work; heat: boolean; busy: boolean }) {
  const lines = linesOf(work);
  const sureness = useMemo(() => heat ? surenessOf(work) : undefined, [work, heat]);
  const { drawing } = work;
  const name = drawing === undefined
    ? "A drawing in the making"
    : `ASCII drawing of ${drawing.prompt}, ${drawing.width} columns by ${drawing.height} lines`;
  return (
    <div class="canvas" tabIndex={0} role="group" aria-label={`${name}; scrolls`} style={columns(lines)}>
      <pre role="img" aria-label={name} class={busy ? "busy" : undefined}>
        {sureness === undefined ? lines.join("\n") : <Heated lines={lines} sureness={sureness} />}
      </pre>
    </div>
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

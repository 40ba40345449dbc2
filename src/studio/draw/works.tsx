/// <reference lib="dom" />
/** The drawings on the easel, each with what can be done with it. */
import type { Values } from "../parts/form_field.ts";
import { useAnnounce } from "../parts/announce.tsx";
import { hashOf } from "../parts/place.ts";
import { errorOf } from "../parts/use.ts";
import type { Easel } from "./easel.ts";
import { Canvas, Legend, Sketch } from "./figure.tsx";
import { canCopy, copy, download, type FileFormat } from "./save.ts";
import { settingsFor } from "./settings.ts";
import type { Work } from "./sitting.ts";

interface Show {
  heat: boolean;
  sketch: boolean;
  /** Whether what moves does, or stands still. */
  plays: boolean;
  format: FileFormat;
}

/** What is on the easel until there is something. */
const BLANK: Work = { text: "", cells: [] };

export function Works({ easel, show, values }: { easel: Easel; show: Show; values: Values }) {
  const { state } = easel;
  const works = state === "drawing" && easel.works.length === 0 ? [BLANK] : easel.works;
  return (
    <div class={works.length > 1 ? "works several" : "works"}>
      {works.map((work, i) => (
        <One
          key={i}
          work={work}
          show={show}
          values={values}
          alone={works.length === 1}
          busy={state === "drawing" && work.drawing === undefined}
        />
      ))}
    </div>
  );
}

function One({ work, show, values, alone, busy }: {
  work: Work;
  show: Show;
  values: Values;
  alone: boolean;
  busy: boolean;
}) {
  const { drawing } = work;
  const sketch = show.sketch ? drawing?.sketch : undefined;
  return (
    <article class="work">
      <div class="pair">
        <Canvas work={work} heat={show.heat} busy={busy} plays={show.plays} />
        {sketch && alone && <Sketch lines={sketch} />}
      </div>
      {sketch && !alone && <Sketch lines={sketch} />}
      {show.heat && !busy && <Legend work={work} />}
      {drawing && (
        <footer>
          <p>
            <strong>{drawing.subject?.drawn || drawing.prompt || "drawing"}</strong>
            <span class="dim">
              {drawing.font === undefined ? `seed ${drawing.seed}` : `font ${drawing.font}`}, {drawing.width}×
              {drawing.height}
            </span>
          </p>
          <Ways work={work} format={show.format} values={values} />
          {drawing.notes.length > 0 && (
            <ul class="notes">{drawing.notes.map((note) => <li key={note}>{note}</li>)}</ul>
          )}
        </footer>
      )}
    </article>
  );
}

/** Copy, download and, where it has been drawn by settings, the address that draws it again. */
export function Ways(
  { work: { drawing }, format, values }: { work: Work; format: FileFormat; values?: Values },
) {
  const announce = useAnnounce();
  if (drawing === undefined) return null;
  const attempt = (what: () => Promise<void>, done: string) =>
    what().then(() => announce(done), (error) => announce(`That failed: ${errorOf(error).message}`));
  const link = values && hashOf(["draw"], { ...settingsFor(values, drawing.seed), count: "" });
  const whole = () => new URL(link ?? "", location.href).href;
  return (
    <div class="ways">
      {canCopy(format) && (
        <button
          type="button"
          class="quiet"
          onClick={() => attempt(() => copy(format, drawing), "Copied.")}
        >
          Copy
        </button>
      )}
      <button
        type="button"
        class="quiet"
        onClick={() => attempt(() => download(format, drawing), "Saved as a file.")}
      >
        Download
      </button>
      {link && (
        <a
          class="button quiet"
          href={link}
          onClick={() => attempt(() => navigator.clipboard.writeText(whole()), "The link is copied.")}
        >
          Link
        </a>
      )}
    </div>
  );
}

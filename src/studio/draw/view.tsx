/// <reference lib="dom" />
/** Draw: a prompt, and how; what comes of it. Drawn by the engine that it is handed. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Engine } from "../engine.ts";
import { useAnnounce } from "../parts/announce.tsx";
import { Choice } from "../parts/choice.tsx";
import type { Values } from "../parts/form_field.ts";
import { Failure, Nothing } from "../parts/notices.tsx";
import { hashOf, type Place, placeOf, rememberPlace } from "../parts/place.ts";
import { useShortcuts } from "../parts/shortcuts.tsx";
import { prefersLessMotion, useAsked, useKept } from "../parts/use.ts";
import { useEasel } from "./easel.ts";
import { Controls, NARROW } from "./controls.tsx";
import { FILE_FORMATS, formatAmong, FORMATS, nameOf } from "./save.ts";
import { requestOf, settingsFor, settingsOf } from "./settings.ts";
import { Works } from "./works.tsx";

/** A few to begin with; the words that the model knows follow in the list of the input. */
const IDEAS = ["cat", "sailing ship", "owl", "dragon", "teapot", "lighthouse"];
const WORDS = 40;

const EMPTY = String.raw`   ___
  /o o\
 (  ^  )
  \___/`;

export function DrawView({ engine, place }: { engine: Engine; place: Place }) {
  const [values, setValues] = useState<Values>(() => settingsOf(place.params));
  const { easel, draw, stop } = useEasel(engine);
  const [heat, setHeat] = useKept("heat", "");
  const [sketch, setSketch] = useKept("sketch", "on");
  const [plays, setPlays] = useState(() => prefersLessMotion() ? "" : "on");
  const [format, setFormat] = useKept("format", "plain");
  const [labels] = useAsked(() => engine.labels(), []);
  const announce = useAnnounce();
  const prompt = useRef<HTMLInputElement>(null);
  const easelPlace = useRef<HTMLElement>(null);
  /** What the easel shows, and the address that stands for it. */
  const [shown, setShown] = useState<{ values: Values; hash: string }>();

  /** `isThere` where the address that one is at names it. */
  const start = async (wanted: Values, isThere = false) => {
    setValues(wanted);
    announce(`Drawing ${wanted["prompt"]}…`);
    setShown({ values: wanted, hash: "" });
    // On a phone the drawings are below the form.
    if (innerWidth <= NARROW) easelPlace.current?.scrollIntoView();
    const { state, works, error } = await draw(requestOf(wanted));
    const first = works[0]?.drawing;
    if (first !== undefined) {
      const hash = hashOf(["draw"], settingsFor(wanted, first.seed));
      setShown({ values: wanted, hash });
      const { view, params } = placeOf(location.hash);
      if (view === "" || view === "draw") rememberPlace(hash, !isThere && params.has("prompt"));
    }
    if (state === "done") announce(toldOf(works.map(({ drawing }) => drawing)));
    if (state === "stopped") announce("Stopped.");
    if (error !== undefined) announce("");
  };

  // An address that names a prompt is a drawing: it is drawn at once, and again when one goes back to it.
  useEffect(() => {
    const asked = settingsOf(place.params);
    if ((asked["prompt"] ?? "") !== "" && hashOf(["draw"], asked) !== shown?.hash) start(asked, true);
  }, [place.params.toString()]);

  useShortcuts({
    "/": () => prompt.current?.select(),
    "n": () => (values["prompt"] ?? "") !== "" && start({ ...values, seed: "" }),
    "h": () => setHeat(heat === "on" ? "" : "on"),
    "s": () => setSketch(sketch === "on" ? "" : "on"),
    "m": () => setPlays(plays === "on" ? "" : "on"),
    "Escape": stop,
  });

  const busy = easel.state === "drawing";
  const moves = easel.works.some(({ drawing }) => drawing?.moving !== undefined);
  const formats = moves ? FILE_FORMATS : FORMATS;
  return (
    <div class="draw">
      <Controls
        values={values}
        onValues={setValues}
        onDraw={() => start(values)}
        onStop={stop}
        busy={busy}
        prompt={prompt}
        words={labels.state === "there" ? wordsFor(labels.value, values["prompt"] ?? "") : []}
      />
      <section ref={easelPlace} class="easel" aria-label="Drawings" aria-busy={busy}>
        <div class="toolbar">
          <Toggle name="heat" value={heat} onValue={setHeat}>How sure</Toggle>
          <Toggle name="sketch" value={sketch} onValue={setSketch}>Sketch</Toggle>
          {moves && <Toggle name="plays" value={plays} onValue={setPlays}>Motion</Toggle>}
          <Choice
            name="Take it as"
            value={formatAmong(formats, format)}
            onValue={setFormat}
            choices={formats.map((each) => [each, nameOf(each)] as const)}
          />
          <button
            type="button"
            disabled={busy || shown === undefined}
            onClick={() => start({ ...values, seed: "" })}
          >
            Another
          </button>
        </div>
        {easel.error && <Failure error={easel.error} />}
        <Works
          easel={easel}
          show={{
            ...{ heat: heat === "on", sketch: sketch === "on", plays: plays === "on" },
            format: formatAmong(formats, format),
          }}
          values={shown?.values ?? values}
        />
        {easel.state === "idle" && (
          <Nothing art={EMPTY}>
            <p>Type a word or a few, and watch it drawn. Or begin with one of these:</p>
            <ul class="ideas">
              {IDEAS.map((idea) => (
                <li key={idea}>
                  <button type="button" class="quiet" onClick={() => start({ ...values, prompt: idea })}>
                    {idea}
                  </button>
                </li>
              ))}
            </ul>
          </Nothing>
        )}
      </section>
    </div>
  );
}

function Toggle({ name, value, onValue, children }: {
  name: string;
  value: string;
  onValue(value: string): void;
  children: string;
}) {
  return (
    <button
      type="button"
      class="toggle"
      name={name}
      aria-pressed={value === "on"}
      onClick={() => onValue(value === "on" ? "" : "on")}
    >
      {children}
    </button>
  );
}

/** Known words that what is typed may become: those that begin with it first. */
function wordsFor(labels: readonly string[], typed: string): string[] {
  const text = typed.trim().toLowerCase();
  if (text === "") return [];
  const holding = labels.filter((label) => label.includes(text) && label !== text);
  const beginning = holding.filter((label) => label.startsWith(text));
  return [...beginning, ...holding.filter((label) => !label.startsWith(text))].slice(0, WORDS);
}

function toldOf(
  drawings: readonly ({ prompt: string; width: number; height: number; seed: number } | undefined)[],
) {
  const done = drawings.flatMap((drawing) => drawing === undefined ? [] : [drawing]);
  const [first] = done;
  if (first === undefined) return "Nothing was drawn.";
  const what = done.length === 1 ? `Drew ${first.prompt}` : `Made ${done.length} drawings of ${first.prompt}`;
  return `${what}: ${first.width} columns by ${first.height} lines, seed ${first.seed}.`;
}

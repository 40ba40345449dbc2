/// <reference lib="dom" />
/** Text: a language model goes on from what one writes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnnounce } from "../parts/announce.tsx";
import { type FormField, inputOf, type Values, valuesOf } from "../parts/form_field.ts";
import { Inputs } from "../parts/inputs.tsx";
import { Failure, Nothing, Waiting } from "../parts/notices.tsx";
import { hashOf, type Place, rememberPlace } from "../parts/place.ts";
import { useShortcuts } from "../parts/shortcuts.tsx";
import { errorOf, isAbort, useAsked } from "../parts/use.ts";
import type { Model } from "../service/answers.ts";
import type { Api } from "../service/api.ts";
import { schemaFieldsOf } from "../service/document.ts";

/** What is not asked for in the form, as it is asked for elsewhere or not at all. */
const ELSEWHERE: readonly string[] = ["prompt", "prompts", "model", "count"];

export function TextView({ api, place }: { api: Api; place: Place }) {
  const [models] = useAsked(async (signal) => {
    const { models } = await api.get<{ models: readonly Model[] }>("/models", signal);
    return models.filter(({ task }) => task === "text");
  }, []);
  const [fields] = useAsked(
    async () => (await schemaFieldsOf(api, "/complete")).filter(({ name }) => !ELSEWHERE.includes(name)),
    [],
  );
  if (models.state === "failed") return <Failure error={models.error} />;
  if (models.state === "waiting") return <Waiting what="Looking for models…" />;
  if (models.value.length === 0) {
    return (
      <Nothing>
        <p>
          This service has no language model. Train one under{" "}
          <a href="#runs/new">Runs</a>: it is here when it is done. Or start the service in a folder that has
          one.
        </p>
      </Nothing>
    );
  }
  return (
    <Writing
      api={api}
      place={place}
      models={models.value}
      fields={fields.state === "there" ? fields.value : []}
    />
  );
}

interface Told {
  state: "idle" | "writing" | "done" | "failed";
  prompt: string;
  text: string;
  finish?: string;
  error?: Error;
}

function Writing({ api, place, models, fields }: {
  api: Api;
  place: Place;
  models: readonly Model[];
  fields: readonly FormField[];
}) {
  const [prompt, setPrompt] = useState(place.params.get("prompt") ?? "");
  const [model, setModel] = useState(place.params.get("model") ?? models[0]?.name ?? "");
  const [values, setValues] = useState<Values>({});
  const [told, setTold] = useState<Told>({ state: "idle", prompt: "", text: "" });
  const abort = useRef<AbortController>(undefined);
  const announce = useAnnounce();
  useEffect(() => setValues(valuesOf(fields, place.params)), [fields.length]);
  useEffect(() => () => abort.current?.abort(), []);
  const stop = () => abort.current?.abort();
  useShortcuts({ Escape: stop });

  const write = async (prompt: string) => {
    stop();
    const { signal } = abort.current = new AbortController();
    const now: Told = { state: "writing", prompt, text: "" };
    const show = (more: Partial<Told>) => setTold({ ...Object.assign(now, more) });
    show({});
    announce("Writing…");
    rememberPlace(hashOf(["text"], { prompt, model, ...values }));
    try {
      const body = { ...inputOf(fields, values), prompt, model };
      for await (const { event, data } of api.stream("/complete", { body }, signal)) {
        if (event === "text") {
          const { text }: { text: string } = JSON.parse(data);
          show({ text: now.text + text });
        } else if (event === "done") {
          const { finish }: { finish?: string } = JSON.parse(data);
          show({ state: "done", ...finish !== undefined && { finish } });
        }
      }
      show({ state: "done" });
      announce(`Written: ${now.text}`);
    } catch (error) {
      if (isAbort(error)) show({ state: "done", finish: "stopped" });
      else show({ state: "failed", error: errorOf(error) });
    }
  };

  const busy = told.state === "writing";
  return (
    <div class="draw">
      <form
        class="controls panel"
        aria-label="What to go on from"
        onSubmit={(event) => {
          event.preventDefault();
          write(prompt);
        }}
      >
        <div class="input">
          <label for="beginning">It begins with</label>
          <textarea
            id="beginning"
            name="prompt"
            placeholder="Once upon a time"
            value={prompt}
            onInput={({ currentTarget }) => setPrompt(currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) write(prompt);
            }}
          />
        </div>
        <div class="input">
          <label for="model">Model</label>
          <select
            id="model"
            name="model"
            value={model}
            onChange={({ currentTarget }) => setModel(currentTarget.value)}
          >
            {models.map(({ name }) => <option key={name} value={name}>{name}</option>)}
          </select>
        </div>
        {busy
          ? <button type="button" class="main" onClick={stop}>Stop</button>
          : <button type="submit" class="main">Complete</button>}
        <details>
          <summary>Settings</summary>
          <Inputs fields={fields} values={values} onValues={setValues} />
        </details>
      </form>
      <section aria-label="The text" aria-busy={busy}>
        {told.error && <Failure error={told.error} />}
        {told.state === "idle"
          ? (
            <Nothing>
              <p>Write a beginning; the model goes on, and can be stopped.</p>
            </Nothing>
          )
          : (
            <article class="work">
              <p class="told">
                <span class="given">{told.prompt}</span>
                {told.text}
              </p>
              <footer>
                <p class="dim">{busy ? "writing…" : FINISHES[told.finish ?? ""] ?? told.finish}</p>
                {!busy && (
                  <div class="ways">
                    <button
                      type="button"
                      class="quiet"
                      onClick={() =>
                        navigator.clipboard.writeText(told.prompt + told.text).then(
                          () => announce("Copied."),
                          () => announce("The browser does not let this page copy."),
                        )}
                    >
                      Copy
                    </button>
                    <button
                      type="button"
                      class="quiet"
                      onClick={() => {
                        setPrompt(told.prompt + told.text);
                        write(told.prompt + told.text);
                      }}
                    >
                      Go on
                    </button>
                  </div>
                )}
              </footer>
            </article>
          )}
      </section>
    </div>
  );
}

/** Why a text ended, in words. */
const FINISHES: Readonly<Record<string, string>> = {
  end: "The model ended it.",
  stop: "It came to where it was to stop.",
  length: "As many tokens as were asked for.",
  stopped: "Stopped.",
};

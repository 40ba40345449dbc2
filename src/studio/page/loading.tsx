/// <reference lib="dom" />
/** The model on its way into the page: how far it is, or why it is not there. */
import { useEffect, useState } from "preact/hooks";
import type { Engine } from "../engine.ts";
import { Failure } from "../parts/notices.tsx";
import { errorOf } from "../parts/use.ts";

type State =
  | { is: "loading"; loaded: number; total: number }
  | { is: "ready" }
  | { is: "failed"; error: Error };

const BEGUN: State = { is: "loading", loaded: 0, total: 0 };
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

/** Loads the model of an engine, and tells of it until it is there. */
export function Loading({ engine }: { engine: Engine }) {
  const [state, setState] = useState<State>(BEGUN);
  const load = () => {
    setState(BEGUN);
    engine.load((loaded, total) => setState({ is: "loading", loaded, total })).then(
      () => setState({ is: "ready" }),
      (error) => setState({ is: "failed", error: errorOf(error) }),
    );
  };
  useEffect(load, [engine]);
  if (state.is === "ready") return null;
  if (state.is === "failed") {
    return (
      <Failure error={state.error}>
        <button type="button" onClick={load}>Try again</button>
      </Failure>
    );
  }
  const { loaded, total } = state;
  return (
    <p class="notice waiting">
      <label>
        {loaded < total || total === 0 ? "The model is on its way" : "The model is being opened"} {total > 0
          ? <progress max={total} value={loaded}>{Math.round(100 * loaded / total)} %</progress>
          : <progress />}
      </label>
      {total > 0 && <span class="dim">{megabytes(loaded)} of {megabytes(total)} MB, once</span>}
    </p>
  );
}

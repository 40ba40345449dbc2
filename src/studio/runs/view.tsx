/// <reference lib="dom" />
/** Runs: the list, one of them, a new one, or several beside each other. */
import type { Place } from "../parts/place.ts";
import type { Api } from "../service/api.ts";
import { CompareView } from "./compare.tsx";
import { RunsList } from "./list.tsx";
import { RunView } from "./run.tsx";
import { StartView } from "./start.tsx";

export function RunsView({ api, place }: { api: Api; place: Place }) {
  const [id] = place.rest;
  if (id === undefined) return <RunsList api={api} place={place} />;
  if (id === "new") return <StartView api={api} />;
  if (id === "compare") return <CompareView api={api} place={place} />;
  return <RunView key={id} api={api} id={id} />;
}

/// <reference lib="dom" />
/** The studio that draws in the page, on any web host. */
import { render } from "preact";
import { DrawView } from "../draw/view.tsx";
import { Shell, type View } from "../parts/shell.tsx";
import { openPageEngine } from "./engine.ts";
import { Loading } from "./loading.tsx";

const root = document.querySelector<HTMLElement>("#studio");
if (root !== null) {
  const { worker = "", list = "" } = root.dataset;
  const engine = openPageEngine({ worker, list });
  const views: readonly View[] = [{
    ...{ name: "draw", title: "Draw" },
    show: (place) => (
      <>
        <Loading engine={engine} />
        <DrawView engine={engine} place={place} />
      </>
    ),
  }];
  root.textContent = "";
  render(<Shell views={views} />, root);
}

// Without one, or where it is not allowed, the page works while there is a connection.
navigator.serviceWorker?.register("service_worker.js").catch(() => {});

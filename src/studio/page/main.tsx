/// <reference lib="dom" />
/** The studio that draws in the page, on any web host. */
import { openPageEngine } from "./engine.ts";

const app = document.querySelector<HTMLElement>("#app")!;
const { worker = "", list = "" } = app.dataset;
export const engine = openPageEngine({ worker, list });

// Without one, or where it is not allowed, the page works while there is a connection.
navigator.serviceWorker?.register("service_worker.js").catch(() => {});

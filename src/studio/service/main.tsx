/// <reference lib="dom" />
/** The studio of `ascii-gen serve`. */
import { render } from "preact";
import { CorpusView } from "../corpus/view.tsx";
import { DrawView } from "../draw/view.tsx";
import { ImageView } from "../image/view.tsx";
import { Shell, type View } from "../parts/shell.tsx";
import { RunsView } from "../runs/view.tsx";
import { TextView } from "../text/view.tsx";
import { serviceApi } from "./api.ts";
import { serviceEngine } from "./engine.ts";
import { keptTokens, TokenDialog } from "./token.tsx";

const { tokens, askBy } = keptTokens();
const api = serviceApi(tokens);
const engine = serviceEngine(api);

const views: readonly View[] = [
  { name: "draw", title: "Draw", show: (place) => <DrawView engine={engine} place={place} /> },
  { name: "image", title: "Image", show: () => <ImageView api={api} /> },
  { name: "text", title: "Text", show: (place) => <TextView api={api} place={place} /> },
  { name: "runs", title: "Runs", show: (place) => <RunsView api={api} place={place} /> },
  { name: "corpus", title: "Corpus", show: (place) => <CorpusView api={api} place={place} /> },
];

const root = document.querySelector("#studio");
if (root !== null) {
  // What is there works without a script, and makes way.
  root.textContent = "";
  render(
    <>
      <Shell views={views} />
      <TokenDialog askBy={askBy} />
    </>,
    root,
  );
}

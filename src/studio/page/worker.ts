/// <reference lib="deno.worker" />

/** The worker that draws for the page: it has the model, and the page stays responsive. */
import { startRuntime } from "../../inference/runtime/web.ts";
import { drawInPage, openPageModel, type PageModel } from "./draw.ts";
import { provideColours } from "./colours.ts";
import { provideEnglish } from "./english.ts";
import { fetchFiles, type FileList } from "./files.ts";
import type { Question, Reply } from "./messages.ts";

/** onnxruntime's WebAssembly, in the list of files. */
const WASM = "onnxruntime.wasm", ENGLISH = "english.txt";

let model: PageModel | undefined;
const drawing = new Map<number, AbortController>();

const reply = (message: Reply) => self.postMessage(message);
const messageOf = (error: unknown) => error instanceof Error ? error.message : String(error);

async function load(address: string): Promise<void> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} cannot be loaded: ${answer.status}`);
  const list: FileList = await answer.json();
  const files = await fetchFiles(
    list.files,
    address,
    (loaded, total) => reply({ type: "loaded", loaded, total }),
  );
  const read = (name: string) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${address} lacks ${name}`);
    return bytes;
  };
  provideEnglish(read(ENGLISH));
  await startRuntime({ script: new URL(list.runtime, address).href, wasm: read(WASM) });
  model = { ...await openPageModel(read), loadColours: colours(list, address) };
  reply({ type: "ready", labels: model.bundle.album.labels });
}

/** Fetches the colours of words once; where that fails, again for the next drawing. */
function colours({ colours: file }: FileList, address: string): () => Promise<void> {
  let there: Promise<void> | undefined;
  return () =>
    there ??= fetchFiles([file], address, () => {}).then(
      (files) => files.forEach((bytes) => provideColours(bytes)),
      (error) => {
        there = undefined;
        throw error;
      },
    );
}

async function draw({ id, request }: Extract<Question, { type: "draw" }>): Promise<void> {
  const stop = new AbortController();
  drawing.set(id, stop);
  try {
    if (model === undefined) throw new Error("the model is not loaded");
    await drawInPage(model, request, (event) => reply({ type: "event", id, event }), stop.signal);
    reply({ type: "end", id });
  } catch (error) {
    reply({ type: "end", id, message: messageOf(error) });
  } finally {
    drawing.delete(id);
  }
}

self.onmessage = ({ data }: MessageEvent<Question>) => {
  if (data.type === "load") {
    load(data.list).catch((error) => reply({ type: "failed", message: messageOf(error) }));
  } else if (data.type === "draw") draw(data);
  else drawing.get(data.id)?.abort();
};

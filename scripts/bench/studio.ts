/** `deno task bench studio`: what the static studio draws in Chromium, beside this build's own runtime, and how long both take. */
import type { Browser, Page } from "puppeteer-core";
import { drawInPage, openPageModel, type PageModel } from "../../src/studio/page/draw.ts";
import type { StudioRequest } from "../../src/studio/engine.ts";
import type { Question, Reply } from "../../src/studio/page/messages.ts";
import { besideLoading } from "../../src/inference/runtime/native.ts";
import { openBrowser, serveSite } from "../studio/browser.ts";
import { buildStatic, weightOf, WEIGHTS } from "../studio/static.ts";

const SIZES: readonly Pick<StudioRequest, "width" | "maxLines">[] = [
  {},
  { width: 24, maxLines: 12 },
  { width: 80, maxLines: 40 },
];
const STYLES = ["line", "solid", "shaded"];

/** What a side drew, and after how many milliseconds the first text and the whole were there. */
interface Drawn {
  text: string;
  first: number;
  whole: number;
}

/** So many requests of different words, seeds, styles and sizes. */
function requestsOf(labels: readonly string[], count: number): StudioRequest[] {
  return Array.from({ length: count }, (_, i) => ({
    prompt: labels[Math.floor(i * labels.length / count)]!,
    seed: i + 1,
    style: [STYLES[i % STYLES.length]!],
    ...SIZES[Math.floor(i / STYLES.length) % SIZES.length],
  }));
}

async function drawNatively(model: PageModel, request: StudioRequest): Promise<Drawn> {
  const began = performance.now();
  const drawn: Drawn = { text: "", first: 0, whole: 0 };
  await drawInPage(model, request, (event) => {
    drawn.first ||= performance.now() - began;
    if (event.type === "drawing") drawn.text = event.drawing.text;
  }, new AbortController().signal);
  return { ...drawn, whole: performance.now() - began };
}

/** Opens the worker of a page by itself, as the page's engine does; gives the milliseconds until it is ready. */
const openWorker = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const { worker: script = "", list = "" } = document.querySelector<HTMLElement>("#studio")!.dataset;
    const began = performance.now();
    const worker = new Worker(script, { type: "module" });
    Object.assign(globalThis, { benched: worker });
    const question: Question = { type: "load", list: new URL(list, document.baseURI).href };
    worker.postMessage(question);
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.type === "ready") resolve();
        if (data.type === "failed") reject(new Error(data.message));
      };
    });
    return performance.now() - began;
  });

const drawInBrowser = (page: Page, request: StudioRequest): Promise<Drawn> =>
  page.evaluate(async (request: StudioRequest) => {
    // cast: openWorker put it there
    const { benched: worker } = globalThis as unknown as { benched: Worker };
    const began = performance.now();
    const drawn = { text: "", first: 0, whole: 0 };
    const question: Question = { type: "draw", id: 0, request };
    worker.postMessage(question);
    await new Promise<void>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => {
        if (data.type === "event") {
          drawn.first ||= performance.now() - began;
          if (data.event.type === "drawing") drawn.text = data.event.drawing.text;
        }
        if (data.type === "end") data.message === undefined ? resolve() : reject(new Error(data.message));
      };
    });
    return { ...drawn, whole: performance.now() - began };
  }, request);

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** Measures; `row` is handed each figure. */
export async function benchStudio(
  count: number,
  row: (name: string, value: number, unit: string) => void,
): Promise<void> {
  const site = await buildStatic();
  const { plain, packed } = weightOf(site);
  row("files of the site", plain / 1e6, "MB");
  row("sent by a host that compresses by gzip", packed / 1e6, "MB");
  const model = await besideLoading(() => openPageModel((name) => Deno.readFileSync(`${WEIGHTS}/${name}`)));
  const host = serveSite(site);
  const browser: Browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`${host.url}`);
    await page.waitForFunction(() => document.querySelector("#studio progress") === null);
    row("worker ready, files kept by the browser", await openWorker(page), "ms");
    const here: Drawn[] = [], there: Drawn[] = [];
    for (const request of requestsOf(model.bundle.album.labels, count)) {
      here.push(await drawNatively(model, request));
      there.push(await drawInBrowser(page, request));
    }
    for (const [side, drawn] of [["in Chromium", there], ["natively", here]] as const) {
      row(`first text ${side}, median of ${count}`, median(drawn.map(({ first }) => first)), "ms");
      row(`drawing ${side}, median of ${count}`, median(drawn.map(({ whole }) => whole)), "ms");
    }
    row(
      "characters of a drawing, on average",
      here.reduce((sum, { text }) => sum + text.length, 0) / count,
      "",
    );
    const other = here.filter(({ text }, i) => text !== there[i]!.text).length;
    row(`drawings that differ, of ${count}`, other, "");
  } finally {
    await browser.close();
    await host.close();
    await model.session.close();
  }
}

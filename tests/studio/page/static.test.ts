/** The studio on a plain web host: it draws in the page what this program draws, with the network cut off. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { serveSite } from "../../../scripts/studio/browser.ts";
import type { Site } from "../../../scripts/studio/bundle.ts";
import { buildStatic, WEIGHTS } from "../../../scripts/studio/static.ts";
import { colourClasses } from "../../../src/art/render/colour_classes.ts";
import { colourRuns } from "../../../src/art/render/colour.ts";
import { runsOf } from "../../../src/art/render/json.ts";
import { quietly } from "../../../src/base/context.ts";
import { draw } from "../../../src/operations/draw/draw.ts";
import { drawInPage, openPageModel } from "../../../src/studio/page/draw.ts";
import type { StudioDrawing, StudioRequest } from "../../../src/studio/engine.ts";
import { assertAccessible } from "../axe.ts";
import { hasChromium, openBrowser, openPage } from "../browser.ts";

const REQUESTS: readonly StudioRequest[] = [
  { prompt: "cat", seed: 1 },
  { prompt: "two spaniels", seed: 2, style: ["solid"], width: 30, maxLines: 12 },
  { prompt: "lighthouse", seed: 3, style: ["shaded"], width: 60, maxLines: 30, bestOf: 1 },
  { prompt: "Hi", style: ["banner"], border: "round" },
  { prompt: "a cat on a chair", seed: 1 },
  { prompt: "owl", seed: 12, width: 16, temperature: 1, count: 2 },
  { prompt: "a frog beside a red house", seed: 3, color: true, say: "Ribbit", animate: true },
];
const COLOURED = REQUESTS.at(-1)!;

/** What the program draws with the same weights. */
async function expected(requests: readonly StudioRequest[]): Promise<StudioDrawing[][]> {
  const model = await openPageModel((name) => Deno.readFileSync(`${WEIGHTS}/${name}`));
  const all: StudioDrawing[][] = [];
  for (const request of requests) {
    const drawings: StudioDrawing[] = [];
    await drawInPage(
      model,
      request,
      (event) => event.type === "drawing" && drawings.push(event.drawing),
      new AbortController().signal,
    );
    all.push(drawings);
  }
  await model.session.close();
  return all;
}

/** The part of the address that draws. */
function hashOf({ prompt, ...settings }: StudioRequest): string {
  const params = new URLSearchParams({ prompt });
  for (const [name, value] of Object.entries(settings)) {
    params.set(name, value === true ? "on" : String(value));
  }
  return `#/draw?${params}`;
}

const idle = (page: Page) =>
  page.waitForSelector('.easel[aria-busy="false"] article footer', { timeout: 120_000 });
const drawn = (page: Page): Promise<string[]> =>
  page.$$eval("article.work .canvas pre", (all) => all.map(({ textContent }) => textContent ?? ""));

/** The first frame of a drawing that moves, which is seen where less motion is preferred; else its text. */
const seen = ({ text, moving }: StudioDrawing): string => moving?.frames[0]?.lines.join("\n") ?? text;

/** Goes to an address within the page, and gives the drawings that come of it. */
async function drawAt(page: Page, hash: string): Promise<string[]> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.waitForSelector('.easel[aria-busy="true"]', { timeout: 500 }).catch(() => {});
  await idle(page);
  return await drawn(page);
}

Deno.test({
  name: "the static studio draws without a server what the program draws, and stops when told",
  ignore: !hasChromium,
  async fn(t) {
    const site = await buildStatic();
    const wanted = await expected(REQUESTS);
    const host = serveSite(site);
    const browser = await openBrowser();
    try {
      const { page, problems, close } = await openPage(browser);
      const hosts = new Set<string>();
      page.on(
        "request",
        (request) => hosts.add(new URL(request.url()).protocol + new URL(request.url()).host),
      );
      await t.step("it loads from one host, below any path, and is kept", async () => {
        await page.goto(host.url + hashOf(REQUESTS[0]!));
        await idle(page);
        assert.deepEqual(await drawn(page), wanted[0]!.map(({ text }) => text));
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
        const [own = ""] = [new URL(host.url)].map(({ protocol, host }) => protocol + host);
        assert.deepEqual([...hosts].filter((one) => one !== own && one !== "data:"), []);
        await assertAccessible(page, "static");
      });
      await t.step("colours are fetched when they are first asked for, and are the program's", async () => {
        const fetched = () => host.asked.filter((path) => path.includes("/colours.txt")).length;
        assert.equal(fetched(), 0);
        assert.deepEqual(await drawAt(page, hashOf(COLOURED)), wanted.at(-1)!.map(seen));
        const [drawing] = wanted.at(-1)!, { prompt, animate: _, ...how } = COLOURED;
        const [native] = await draw({ prompts: [prompt], model: WEIGHTS, ...how }, quietly);
        assert.deepEqual([drawing!.text, runsOf(drawing!.lines, drawing!.colours!)], [
          native!.text,
          runsOf(native!.lines, native!.colours!),
        ]);
        const { lines, colours } = drawing!.moving!.frames[0]!;
        const classes = lines.flatMap((line, row) =>
          colourRuns(line, row, colours!).flatMap(({ colour }) =>
            colour === undefined ? [] : [colourClasses(colour)]
          )
        );
        assert.deepEqual(await page.$$eval(".own", (all) => all.map(({ className }) => className)), classes);
        assert.ok(new Set(classes).size > 1, "the frog is green, the house red");
        assert.deepEqual([fetched(), host.asked.filter((path) => path.includes("/model.onnx")).length], [
          1,
          1,
        ]);
      });
      await host.close();
      await t.step("without a connection it opens again, and draws what the program draws", async () => {
        await page.goto("about:blank");
        await page.goto(host.url);
        for (const [i, request] of REQUESTS.entries()) {
          assert.deepEqual(
            await drawAt(page, hashOf(request)),
            wanted[i]!.map(seen),
            request.prompt,
          );
        }
      });
      await t.step("what it cannot draw it says in a sentence", async () => {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, hashOf({ prompt: "qwrtzpf", seed: 1 }));
        const text = await page.waitForSelector(".failure").then((found) =>
          found!.evaluate((it) => it.textContent)
        );
        assert.match(text ?? "", /qwrtzpf/);
      });
      await t.step("a drawing stops when told, and the next one is whole", async () => {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, hashOf({ prompt: "castle", seed: 5, width: 80, maxLines: 40, count: 20 }));
        await page.waitForFunction(() =>
          /\S/.test(document.querySelector("article.work pre")?.textContent ?? "")
        );
        await page.keyboard.press("Escape");
        await page.waitForSelector('.easel[aria-busy="false"]', { timeout: 2000 });
        const after = await page.$$eval("article.work footer", (all) => all.length);
        assert.ok(after < 20, `${after} drawings were finished`);
        assert.deepEqual(await drawAt(page, hashOf(REQUESTS[0]!)), wanted[0]!.map(({ text }) => text));
      });
      assert.deepEqual(problems.filter((problem) => !/ERR_|Failed to load/.test(problem)), []);
      await close();
      await t.step("a file that was changed on the way is refused by name", () => refusesDamage(site));
    } finally {
      await browser.close();
      await host.close();
    }
    async function refusesDamage(site: Site) {
      const [name = ""] = [...site.keys()].filter((name) => name.startsWith("config.json"));
      const bytes = site.get(name)!.slice();
      bytes[bytes.length - 12]! ^= 1;
      const host = serveSite(new Map(site).set(name, bytes));
      try {
        const { page, close } = await openPage(browser);
        await page.goto(host.url);
        const text = await page.waitForSelector(".failure").then((found) =>
          found!.evaluate((it) => it.textContent)
        );
        assert.match(text ?? "", /config\.json is not what it should be/);
        await close();
      } finally {
        await host.close();
      }
    }
  },
});

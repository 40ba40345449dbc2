import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { assertAccessible } from "./axe.ts";
import { drawingOn, says, studioTest } from "./studio.ts";
import type { SeededRuns } from "./runs.ts";

/** Places of the studio, and what is there once it is. */
const places = (runs: SeededRuns): readonly [string, (page: Page) => Promise<unknown>][] => [
  ["", (page) => says(page, "Type a word")],
  ["#draw?prompt=cat&seed=3", drawingOn],
  ["#draw?prompt=parrot&seed=1&color=on&animate=on&say=Hello", drawingOn],
  ["#image", (page) => says(page, "Choose a picture")],
  ["#text", (page) => says(page, "language model")],
  ["#runs", (page) => says(page, runs.queued)],
  [`#runs/${runs.running}`, (page) => page.waitForSelector(".plot canvas")],
  [`#runs/${runs.failed}`, (page) => says(page, "there is no text in austen.txt")],
  [`#runs/compare?ids=${runs.done},${runs.failed}`, (page) => page.waitForSelector(".plot canvas")],
  ["#runs/new", (page) => says(page, "Start a run")],
  ["#corpus?q=cat", (page) => says(page, "Jo Doe")],
];

const width = (page: Page) => page.evaluate("document.documentElement.scrollWidth");

studioTest("every view is there, light and wide: axe finds nothing", {}, async ({ at, runs }) => {
  for (const [place, there] of places(runs)) {
    await at(place, async (page) => {
      await there(page);
      await assertAccessible(page, place);
    });
  }
});

studioTest(
  "every view is there, dark on a phone: axe finds nothing, and nothing is wider than it",
  {},
  async ({ at, runs }) => {
    for (const [place, there] of places(runs)) {
      await at(place, async (page) => {
        await there(page);
        await assertAccessible(page, place);
        assert.ok(Number(await width(page)) <= 360, `${place} is ${await width(page)} pixels wide`);
      }, { width: 360, height: 740, dark: true });
    }
  },
);

studioTest(
  "the heat map and the dialogs keep to what axe asks, in both colour schemes",
  {},
  async ({ at }) => {
    for (const dark of [false, true]) {
      await at("#draw?prompt=cat&seed=3&bestOf=1", async (page) => {
        await drawingOn(page);
        await page.click("button[name=heat]");
        await page.waitForSelector(".doubt-0");
        await assertAccessible(page, "heat");
        await page.click("[aria-label='Keyboard shortcuts']");
        await page.waitForSelector("dialog[open]");
        await assertAccessible(page, "keys");
      }, { dark });
    }
  },
);

studioTest("the colours are chosen by a button, and kept", {}, async ({ at }) => {
  await at("", async (page) => {
    const paper = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await paper();
    await page.click("[aria-label^=Colours]");
    assert.equal(await paper(), light);
    await page.click("[aria-label^=Colours]");
    await page.waitForSelector("[data-theme=dark]");
    assert.notEqual(await paper(), light);
    await page.reload();
    await page.waitForSelector("[data-theme=dark]");
  });
});

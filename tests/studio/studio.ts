/** A page of the studio in Chromium, with a service of its own. */
import type { Browser, Page } from "puppeteer-core";
import { hasChromium, type Looks, openBrowser, openPage } from "./browser.ts";
import { type Studio, type StudioOptions, withStudio } from "./service.ts";

export interface Opened extends Studio {
  browser: Browser;
  /** Opens a fresh page at a place such as "#runs"; it must complain of nothing but what `allowed` matches. */
  at(place: string, use: (page: Page) => Promise<void>, looks?: Looks & { allowed?: RegExp }): Promise<void>;
}

/** A test with the studio open; ignored where there is no Chromium. */
export function studioTest(
  name: string,
  options: StudioOptions,
  use: (opened: Opened) => Promise<void>,
): void {
  Deno.test({
    name,
    ignore: !hasChromium,
    fn: () =>
      withStudio(options, async (studio) => {
        const browser = await openBrowser();
        try {
          await use({ ...studio, browser, at: opener(browser, studio.address) });
        } finally {
          await browser.close();
        }
      }),
  });
}

const opener = (browser: Browser, address: string): Opened["at"] => async (place, use, looks = {}) => {
  const { page, problems, close } = await openPage(browser, looks);
  await page.goto(`${address}/${place}`);
  await use(page);
  const { allowed = /^$/ } = looks;
  const complaints = problems.filter((problem) => !allowed.test(problem));
  if (complaints.length > 0) throw new Error(`${place}: the page complains: ${complaints.join("; ")}`);
  await close();
};

/** The text of the first drawing that is finished. */
export async function drawingOn(page: Page): Promise<string> {
  await page.waitForSelector(".work footer", { timeout: 60_000 });
  return await textOf(page, ".work pre");
}

export async function textOf(page: Page, selector: string): Promise<string> {
  await page.waitForSelector(selector);
  return String(await page.$eval(selector, (element) => element.textContent));
}

/** Waits until the page says something. */
export const says = (page: Page, text: string) =>
  page.waitForFunction((text: string) => document.body.innerText.includes(text), { timeout: 30_000 }, text);

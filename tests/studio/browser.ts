/** Chromium, driven by puppeteer. */
import type { Browser, Page } from "puppeteer-core";
import { findChromium } from "../../scripts/studio/browser.ts";

export { openBrowser } from "../../scripts/studio/browser.ts";

export const hasChromium = findChromium() !== undefined;
if (!hasChromium) {
  console.error(
    "no Chromium, so nothing opens the studio: apt-get install -y --no-install-recommends chromium",
  );
}

export interface Looks {
  width?: number;
  height?: number;
  dark?: boolean;
  script?: boolean;
  still?: boolean;
}

/** A fresh page, as narrow and as dark as is asked for; `problems` are what it complained of. */
export async function openPage(
  browser: Browser,
  { width = 1280, height = 860, dark = false, script = true, still = true }: Looks = {},
): Promise<{ page: Page; problems: string[]; close(): Promise<void> }> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warn") problems.push(message.text());
  });
  await page.setViewport({ width, height });
  await page.setJavaScriptEnabled(script);
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: dark ? "dark" : "light" },
    { name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference" },
  ]);
  return { page, problems, close: () => context.close() };
}

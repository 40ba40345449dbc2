/** Chromium, driven by puppeteer. */
import puppeteer, { type Browser, type Page } from "puppeteer-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "chrome"];

function find(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  return folders.flatMap((folder) => NAMES.map((name) => `${folder}/${name}`)).find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

const path = find();
if (path === undefined) {
  console.error(
    "no Chromium, so nothing opens the studio: apt-get install -y --no-install-recommends chromium",
  );
}
export const hasChromium = path !== undefined;

export function openBrowser(): Promise<Browser> {
  return puppeteer.launch({
    executablePath: path ?? "chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
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

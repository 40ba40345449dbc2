import { join } from "node:path";
import { findChromium } from "../../../scripts/studio/browser.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--hide-scrollbars",
  "--force-device-scale-factor=1",
];

const chromium = findChromium();
if (chromium === undefined) {
  console.error(
    "no Chromium, so nothing opens the HTML and SVG: apt-get install -y --no-install-recommends chromium fonts-dejavu-core",
  );
}

/** A test that is ignored where there is no Chromium. */
export function browserTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: chromium === undefined, fn });
}

/** Runs Chromium on a page with flags, in a folder that is removed afterwards; gives what `use` makes of it. */
async function open<T>(
  page: { name: string; content: string },
  flags: string[],
  use: (output: string, folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = await Deno.makeTempDir();
  try {
    const path = join(folder, page.name);
    await Deno.writeTextFile(path, page.content);
    const { success, stdout, stderr } = await new Deno.Command(chromium ?? "chromium", {
      args: [...FLAGS, `--user-data-dir=${join(folder, "profile")}`, ...flags, `file://${path}`],
      cwd: folder,
    }).output();
    if (!success) throw new Error(new TextDecoder().decode(stderr));
    return await use(new TextDecoder().decode(stdout), folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Opens a page, evaluates an expression in it once it is loaded, gives its value. */
export function evaluate(html: string, expression: string, flags: string[] = []): Promise<unknown> {
  const script =
    `<script>document.documentElement.dataset.value = encodeURIComponent(JSON.stringify(${expression}))</script>`;
  return open({ name: "page.html", content: html + script }, ["--dump-dom", ...flags], (dom) => {
    const value = dom.match(/data-value="([^"]*)"/)?.[1];
    if (value === undefined) throw new Error(`the page has no value: ${dom.slice(0, 500)}`);
    return JSON.parse(decodeURIComponent(value));
  });
}

/** A picture, PNG, of what Chromium shows of an SVG file. */
export function screenshot(svg: string, width: number, height: number): Promise<Uint8Array> {
  const flags = ["--screenshot=shot.png", `--window-size=${width},${height}`];
  return open(
    { name: "page.svg", content: svg },
    flags,
    (_, folder) => Deno.readFile(join(folder, "shot.png")),
  );
}

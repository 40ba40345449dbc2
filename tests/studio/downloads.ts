/** Files that a page saves. */
import type { Page } from "puppeteer-core";

/** A folder that downloads of a page go to, and that vanishes in the end. */
export async function downloadsTo(page: Page): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir();
  const session = await page.createCDPSession(), { id = "" } = page.browserContext();
  const where = { behavior: "allow", downloadPath: path, browserContextId: id } as const;
  await session.send("Browser.setDownloadBehavior", where);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

/** The bytes of a file that another process writes, as soon as there are so many. */
export async function appeared(path: string, least = 1): Promise<Uint8Array> {
  for (let turn = 0; turn < 400; turn++) {
    const bytes = await Deno.readFile(path).catch(() => new Uint8Array());
    if (bytes.length >= least) return bytes;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no ${path}`);
}

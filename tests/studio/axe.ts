/** axe-core, which looks for what keeps people from using a page. */
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "puppeteer-core";

const SOURCE = Deno.readTextFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")));

/** Fails where axe finds a violation of what WCAG 2.2 AA and good practice ask. */
export async function assertAccessible(page: Page, name: string): Promise<void> {
  await page.evaluate(SOURCE);
  const found: unknown = await page.evaluate(`axe.run(document).then(({ violations }) => violations.map(
    ({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html + " " + failureSummary).join("; ")))`);
  assert.deepEqual(found, [], name);
}

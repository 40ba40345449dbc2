import assert from "node:assert/strict";
import { draw } from "../../src/operations/draw/draw.ts";
import { assertAccessible } from "./axe.ts";
import { studioTest, textOf } from "./studio.ts";

const context = { signal: new AbortController().signal, log: () => {}, progress: () => {} };

studioTest(
  "without a script a form draws what the program draws, keeps what was said, and links to it",
  {},
  async ({ at }) => {
    const [native] = await draw({ prompts: ["cat"], seed: 7, width: 24 }, context);
    for (const dark of [false, true]) {
      await at("", async (page) => {
        await page.type("#prompt", "cat");
        await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
        assert.match(await textOf(page, ".work footer"), /seed \d+/);
        await page.type("#seed", "7");
        await page.type("#width", "24");
        await Promise.all([page.waitForNavigation(), page.click("button[type=submit]")]);
        assert.equal(await textOf(page, ".work pre"), native?.text);
        await Promise.all([page.waitForNavigation(), page.click(".work a")]);
        assert.equal(await textOf(page, ".work pre"), native?.text);
        assert.equal(await page.$eval("#width", (input) => "value" in input ? input.value : ""), "24");
      }, { script: false, dark, width: 360, height: 740 });
    }
  },
);

studioTest(
  "the page without a script is accessible and says in words what is wrong",
  {},
  async ({ at, address }) => {
    for (const dark of [false, true]) {
      await at("draw.html?prompt=cat&seed=1&count=2", async (page) => {
        assert.equal(await page.$$eval(".work", (all) => all.length), 2);
        await assertAccessible(page, "draw.html");
        assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= 360);
      }, { dark, width: 360 });
    }
    const answer = await fetch(`${address}/draw.html?prompt=${encodeURIComponent("<qqqqqqzzz>")}&width=20`);
    assert.equal(answer.status, 422);
    const html = await answer.text();
    assert.ok(
      html.includes('role="alert"') && html.includes("&lt;qqqqqqzzz&gt;") && !html.includes("<qqqq"),
      html,
    );
    const wrong = await fetch(`${address}/draw.html?prompt=cat&width=wide`);
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /role="alert"><p>settings: width/);
  },
);

import assert from "node:assert/strict";
import { encode } from "fast-png";
import { says, studioTest, textOf } from "./studio.ts";

studioTest("a picture that is chosen is drawn, and anew when its settings change", {}, async ({ at }) => {
  const path = await Deno.makeTempFile({ suffix: ".png" });
  const [width, height] = [64, 48];
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i % width) * 4);
  await Deno.writeFile(path, encode({ width, height, data, channels: 1, depth: 8 }));
  try {
    await at("#image", async (page) => {
      const input = await page.waitForSelector("input[type=file]");
      await Object(input).uploadFile(path);
      const first = await textOf(page, ".work pre");
      assert.match(first, /[@#%]/);
      await page.type("[name=width]", "20");
      await page.waitForFunction("parseInt(document.querySelector('.work footer .dim')?.textContent) <= 20");
      assert.notEqual(await textOf(page, ".work pre"), first);
    });
  } finally {
    await Deno.remove(path);
  }
});

studioTest("the corpus is searched and looked at", {}, async ({ at }) => {
  await at("#corpus", async (page) => {
    await says(page, "Search for a word");
    await page.type("#query", "umbr");
    await page.keyboard.press("Enter");
    await says(page, "Jo Doe");
    assert.equal(await page.$$eval(".pieces li", (all) => all.length), 1);
    await page.click(".pieces a");
    await says(page, "CC0-1.0");
    assert.match(await textOf(page, "article .button"), /Draw “umbrella”/);
  });
});

studioTest("without a corpus that is said", { corpus: false }, async ({ at }) => {
  await at("#corpus", (page) => says(page, "No corpus is mounted").then(() => {}));
});

studioTest(
  "a service that asks for a token is given one, which is kept as long as the tab is",
  { settings: { tokens: { draw: ["a-token-of-32-characters-0123456"] } } },
  async ({ at }) => {
    await at("#runs", async (page) => {
      await page.waitForSelector("dialog[open]");
      await page.type("#token", "wrong-token-of-32-characters-012");
      await page.keyboard.press("Enter");
      await says(page, "does not know that token");
      await page.type("#token", "a-token-of-32-characters-0123456");
      await page.keyboard.press("Enter");
      await page.waitForSelector(".runs tbody tr");
      await page.reload();
      await page.waitForSelector(".runs tbody tr");
      assert.equal(await page.$("dialog[open]"), null);
    }, { allowed: /401/ });
  },
);

studioTest("a service that is gone is said to be", {}, async ({ at }) => {
  await at("#corpus", async (page) => {
    await says(page, "Search for a word");
    await page.setOfflineMode(true);
    await page.type("#query", "cat");
    await page.keyboard.press("Enter");
    await says(page, "does not answer");
  }, { allowed: /ERR_INTERNET_DISCONNECTED/ });
});

studioTest(
  "a language model goes on as the service says, and why it ended",
  { model: "babble" },
  async ({ at, address }) => {
    const asked = { prompt: "a", model: "babble", seed: 4, maxTokens: 12 };
    const init = {
      method: "POST",
      body: JSON.stringify(asked),
      headers: { "content-type": "application/json" },
    };
    const { completions: [native] } = await (await fetch(`${address}/complete`, init)).json();
    await at("#text?prompt=a&model=babble&seed=4&maxTokens=12", async (page) => {
      assert.equal(await textOf(page, "#model"), "babble");
      await page.waitForFunction("document.querySelector('[name=seed]')?.value === '4'");
      await page.click("main button[type=submit]");
      await page.waitForSelector(".work .ways");
      assert.equal(await textOf(page, ".told"), `a${native.text}`);
      assert.equal(native.finish, "end");
      assert.match(await textOf(page, ".work footer"), /The model ended it/);
    });
  },
);

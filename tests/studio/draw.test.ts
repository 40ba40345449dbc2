import assert from "node:assert/strict";
import { draw } from "../../src/operations/draw/draw.ts";
import { settingsFor, settingsOf } from "../../src/studio/draw/settings.ts";
import { hashOf, placeOf } from "../../src/studio/parts/place.ts";
import { appeared, downloadsTo } from "./downloads.ts";
import { drawingOn, says, studioTest, textOf } from "./studio.ts";

const context = { signal: new AbortController().signal, log: () => {}, progress: () => {} };

studioTest(
  "a drawing is what the program draws, and its link draws it again",
  {},
  async ({ at, address }) => {
    const [native] = await draw({ prompts: ["sailing ship"], seed: 5, width: 30, bestOf: 1 }, context);
    let link = "";
    await at("#draw?prompt=sailing+ship&seed=5&width=30&bestOf=1", async (page) => {
      assert.equal(await drawingOn(page), native?.text);
      link = String(await page.$eval(".ways a", (element) => element.getAttribute("href")));
    });
    await at(link, async (page) => assert.equal(await drawingOn(page), native?.text));
    assert.ok(link.startsWith("#draw?"), address);
  },
);

studioTest(
  "without a seed one is chosen, and stands in the address that draws the same",
  {},
  async ({ at }) => {
    await at("", async (page) => {
      await page.type("#prompt", "owl");
      await page.keyboard.press("Enter");
      const first = await drawingOn(page);
      await page.waitForFunction("location.hash.includes('seed=')");
      const hash = String(await page.evaluate("location.hash"));
      await at(hash, async (again) => assert.equal(await drawingOn(again), first));
    });
  },
);

studioTest(
  "the address names what is shown, and one goes back to the drawing before",
  {},
  async ({ at }) => {
    await at("#/draw?prompt=owl&seed=3", async (page) => {
      const owl = await drawingOn(page);
      const hash = () => page.evaluate("location.hash").then(String);
      const isShown = (prompt: string) =>
        page.waitForFunction(
          (prompt: string) => document.querySelector(".work footer strong")?.textContent === prompt,
          { timeout: 60_000 },
          prompt,
        );
      await page.$eval("#prompt", (input) => "value" in input && (input.value = ""));
      await page.type("#prompt", "cat");
      await page.keyboard.press("Enter");
      await isShown("cat");
      assert.match(await hash(), /^#draw\?prompt=cat&seed=\d+/);
      await page.goBack();
      await isShown("owl");
      assert.equal(await drawingOn(page), owl);
      assert.match(await hash(), /prompt=owl&seed=3/);
      await page.goForward();
      await isShown("cat");
      await page.evaluate("location.hash = '#draw?prompt=owl&seed=3'");
      await isShown("owl");
      assert.equal(await drawingOn(page), owl);
    });
  },
);

studioTest(
  "the keyboard alone draws, stops nothing, asks for another, shows how sure it was",
  {},
  async ({ at }) => {
    await at("", async (page) => {
      await says(page, "Type a word");
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate("document.activeElement.textContent"), "To the content");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate("document.activeElement.id"), "main");
      await page.keyboard.press("/");
      assert.equal(await page.evaluate("document.activeElement.id"), "prompt");
      await page.keyboard.type("cat");
      await page.keyboard.press("Enter");
      const first = await drawingOn(page);
      // Letters that are typed are no shortcuts.
      await page.keyboard.type("hn");
      assert.equal(await page.$eval("#prompt", (input) => "value" in input ? input.value : ""), "cathn");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Tab");
      await page.keyboard.press("h");
      await page.waitForSelector(".legend");
      await page.keyboard.press("n");
      await page.waitForFunction(
        (first: string) =>
          document.querySelector(".work footer") !== null &&
          document.querySelector(".work pre")?.textContent !== first,
        { timeout: 60_000 },
        first,
      );
    });
  },
);

studioTest("a screen reader is told of a drawing twice, not of its characters", {}, async ({ at }) => {
  await at("", async (page) => {
    await says(page, "Type a word");
    await page.evaluate(`
      window.told = [];
      new MutationObserver(() => {
        const text = [...document.querySelectorAll("[role=status]")].map((each) => each.textContent).join("");
        if (text !== "" && text !== window.told.at(-1)) window.told.push(text);
      }).observe(document.body, { subtree: true, childList: true, characterData: true })`);
    await page.type("#prompt", "cat");
    await page.keyboard.press("Enter");
    await drawingOn(page);
    await page.waitForFunction("window.told.length === 2");
    const told = await page.evaluate("window.told");
    assert.match(
      JSON.stringify(told),
      /^\["Drawing cat…","Drew cat: \d+ columns by \d+ lines, seed \d+\."\]$/,
    );
    assert.equal(await page.$$eval("[aria-live], [role=status], [role=alert]", (all) => all.length), 2);
  }, { still: false });
});

studioTest(
  "what cannot be drawn is said in words, and the settings of the form are kept to",
  {},
  async ({ at }) => {
    await at("#draw?prompt=qqqqqqzzz", async (page) => {
      await page.waitForSelector("[role=alert]", { timeout: 60_000 });
      assert.match(await textOf(page, "[role=alert]"), /qqqqqqzzz/);
    }, { allowed: /4\d\d/ });
    await at("#draw?prompt=Hi&style=banner&font=small&count=1", async (page) => {
      assert.match(await drawingOn(page), /_/);
      assert.match(await textOf(page, ".work footer"), /font small/);
    });
    await at("#draw?prompt=cat&seed=1&count=2&width=20", async (page) => {
      await page.waitForFunction("document.querySelectorAll('.work footer').length === 2", {
        timeout: 60_000,
      });
      assert.match(await textOf(page, ".work:nth-child(2) footer"), /seed 2/);
    });
  },
);

Deno.test("the address that stands for a drawing is read as just that one, so that nothing is drawn twice", () => {
  for (
    const query of [
      "prompt=cat",
      "prompt=Hi&style=banner&font=small&count=1",
      "count=2&width=20&prompt=cat",
      "prompt=cat&animate=wave&motion=grow&color=on",
    ]
  ) {
    const address = hashOf(["draw"], settingsFor(settingsOf(new URLSearchParams(query)), 7));
    assert.match(address, /seed=7/);
    assert.equal(hashOf(["draw"], settingsOf(placeOf(address).params)), address);
  }
});

studioTest("every format is downloaded", {}, async ({ at }) => {
  await at("#draw?prompt=cat&seed=3&width=20", async (page) => {
    await drawingOn(page);
    await using folder = await downloadsTo(page);
    for (
      const [format, ending] of [["plain", "txt"], ["svg", "svg"], ["png", "png"], ["json", "json"]] as const
    ) {
      await page.select(".toolbar select", format);
      await page.click(".ways button:nth-child(2)");
      const bytes = await appeared(`${folder.path}/cat.${ending}`);
      assert.ok(bytes.length > 50, format);
      if (format === "png") assert.deepEqual([...bytes.slice(1, 4)], [0x50, 0x4e, 0x47]);
    }
  });
});

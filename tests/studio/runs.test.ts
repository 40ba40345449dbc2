import assert from "node:assert/strict";
import { assertAccessible } from "./axe.ts";
import { says, studioTest, textOf } from "./studio.ts";

studioTest("a run is followed as it learns, then cancelled", {}, async ({ at, runs }) => {
  await at(`#runs/${runs.running}`, async (page) => {
    await page.waitForSelector(".plot canvas");
    await says(page, "It is a truth universally");
    assert.match(await textOf(page, ".key"), /at 240/);
    assert.ok(await runs.tell(250));
    await page.waitForFunction("document.querySelector('.key').innerText.includes('at 250')", {
      timeout: 20_000,
    });
    await page.click(".danger");
    await says(page, "stopping");
  });
});

studioTest("runs are listed by state, retried, compared; a sweep shows its trials", {}, async (studio) => {
  const { at, runs, address } = studio;
  const asked = await fetch(`${address}/sweeps`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "rates", words: ["lr=1e-3,3e-3", "steps=8"], files: ["corpus.db"] }),
  });
  const { id } = await asked.json();
  await at(`#runs/${id}`, async (page) => {
    await says(page, "sweep · rates · grid");
    await page.waitForSelector("tbody tr");
    assert.match(await textOf(page, "tbody"), /0?1e-3–0waiting.*3e-3–0waiting/);
    await assertAccessible(page, "sweep");
  }, { width: 360, height: 740 });
  await at("#runs?state=failed", async (page) => {
    await says(page, runs.failed);
    assert.equal(await page.$$eval("tbody tr", (all) => all.length), 1);
  });
  await at(`#runs/${runs.failed}`, async (page) => {
    await says(page, "Retry");
    await page.$$eval("button", (all) => all.find(({ textContent }) => textContent === "Retry")?.click());
    await page.waitForSelector(".state.queued");
  });
  await at("#runs", async (page) => {
    await says(page, runs.done);
    await page.click(`[aria-label="Compare ${runs.done}"]`);
    await page.click(`[aria-label="Compare ${runs.running}"]`);
    await page.$$eval(
      "button",
      (all) => all.find(({ textContent }) => textContent?.startsWith("Compare"))?.click(),
    );
    await page.waitForSelector(".plot canvas");
    const key = await textOf(page, ".key");
    assert.ok(key.includes(runs.done) && key.includes(runs.running), key);
  });
});

studioTest(
  "a run is started by a form made of the service's schema; what is wrong is said",
  {},
  async ({ at }) => {
    await at("#runs/new", async (page) => {
      await says(page, "Start a run");
      await page.select("[name=task]", "text");
      await page.type("[name=files]", "nowhere.txt");
      await page.type("[name=steps]", "5");
      await page.click("main button[type=submit]");
      await page.waitForSelector("[role=alert]");
      assert.match(await textOf(page, "[role=alert]"), /nowhere\.txt/);
      await page.$eval("[name=files]", (input) => input instanceof HTMLInputElement && (input.value = ""));
      await page.type("[name=files]", "corpus.db");
      await page.click("main button[type=submit]");
      await page.waitForSelector(".state.queued");
      assert.match(String(await page.evaluate("location.hash")), /^#runs\/[0-9a-z]{16,32}$/);
      await page.$$eval(
        "summary",
        (all) => all.find(({ textContent }) => textContent === "Settings")?.click(),
      );
      const told = JSON.parse(await textOf(page, ".json"));
      assert.deepEqual([told.task, told.files, told.steps], ["text", ["corpus.db"], 5]);
    }, { allowed: /4\d\d/ });
  },
);

/** Colours, words and motion of drawings in the studio: those of the program. */
import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { CHROMA_STEPS, colourClasses, HUE_STEPS, LIGHT_STEPS } from "../../src/art/render/colour_classes.ts";
import { colourRuns } from "../../src/art/render/colour.ts";
import { render } from "../../src/art/render/render.ts";
import { type Drawing, openDrawer } from "../../src/operations/draw/drawer.ts";
import type { DrawInput } from "../../src/operations/draw/fields.ts";
import { movingOf } from "../../src/operations/draw/moving.ts";
import { appeared, downloadsTo } from "./downloads.ts";
import { drawingOn, studioTest, textOf } from "./studio.ts";

/** What the program draws. */
async function native(prompt: string, input: DrawInput): Promise<Drawing> {
  const drawer = await openDrawer(input, () => {});
  try {
    const [drawing] = (await Array.fromAsync(drawer.draw(await drawer.plan(prompt)))).flat();
    assert.ok(drawing);
    return drawing;
  } finally {
    await drawer.close();
  }
}

/** Runs of characters and the classes of their colour, as the first drawing has them. */
const classesOn = (page: Page): Promise<[string, string][]> =>
  page.$$eval(
    ".work pre .own",
    (all) => all.map((each): [string, string] => [each.className, each.textContent ?? ""]),
  );

const classesOf = ({ lines, colours }: Drawing): [string, string][] =>
  lines.flatMap((line, row) =>
    colourRuns(line, row, colours!).flatMap(({ text, colour }): [string, string][] =>
      colour === undefined ? [] : [[colourClasses(colour), text]]
    )
  );

studioTest(
  "colours and words are those of the program, with a script and without, and in files; links keep them",
  {},
  async ({ at }) => {
    const wanted = await native("frog", {
      seed: 3,
      width: 28,
      color: true,
      say: "Ribbit & co",
      caption: "Frog",
    });
    assert.ok(classesOf(wanted).length > 10);
    let link = "";
    await at("", async (page) => {
      await page.type("#prompt", "frog");
      await page.click("[name=color]");
      for (const [name, value] of [["width", "28"], ["seed", "3"]] as const) {
        await page.type(`[name=${name}]`, value);
      }
      await page.$$eval("summary", (all) => all.find(({ innerText }) => /^Words/.test(innerText))?.click());
      await page.type("[name=say]", "Ribbit & co");
      await page.type("[name=caption]", "Frog");
      await page.keyboard.press("Enter");
      assert.equal(await drawingOn(page), wanted.text);
      assert.deepEqual(await classesOn(page), classesOf(wanted));
      link = String(await page.$eval(".ways a", (element) => element.getAttribute("href")));
      await page.click("button[name=heat]");
      await page.waitForSelector(".legend");
      assert.deepEqual([await textOf(page, ".work pre"), await classesOn(page)], [wanted.text, []]);
    });
    await at(link, async (page) => {
      assert.equal(await drawingOn(page), wanted.text);
      assert.deepEqual(await classesOn(page), classesOf(wanted));
      await using folder = await downloadsTo(page);
      for (
        const [format, ending] of [["html", "html"], ["svg", "svg"], ["ansi", "ans"], ["png", "png"]] as const
      ) {
        await page.select(".toolbar select", format);
        await page.click(".ways button:nth-child(2)");
        const made = await render(format, wanted);
        const bytes = typeof made === "string" ? new TextEncoder().encode(made) : made;
        assert.deepEqual(await appeared(`${folder.path}/frog.${ending}`, bytes.length), bytes, format);
      }
    });
    await at("draw.html?prompt=frog&seed=3&width=28&color=on&say=Ribbit+%26+co", async (page) => {
      await page.type("#caption", "Frog");
      await Promise.all([page.waitForNavigation(), page.click("button[type=submit]")]);
      assert.equal(await textOf(page, ".work pre"), wanted.text);
      assert.deepEqual(await classesOn(page), classesOf(wanted));
    }, { script: false });
  },
);

studioTest(
  "drawings move as the program's do, and stand still where that is preferred",
  {},
  async ({ at }) => {
    const still = await native("sailboat", { seed: 2, width: 24, color: true });
    const moving = movingOf(still, undefined);
    const frames = moving.frames.map(({ lines }) => lines.join("\n"));
    const place = "#draw?prompt=sailboat&seed=2&width=26&color=on&animate=on";
    const becomes = (page: Page, text: string | undefined) =>
      page.waitForFunction((text) => document.querySelector(".work pre")?.textContent === text, {}, text);
    await at(place, async (page) => {
      await drawingOn(page);
      for (const frame of [...frames, ...frames]) await becomes(page, frame);
      // Who stops it sees it stand still.
      await page.keyboard.press("m");
      await page.waitForSelector("[name=plays][aria-pressed=false]");
      const now = await textOf(page, ".work pre");
      await new Promise((resolve) => setTimeout(resolve, 3 * moving.delay));
      assert.equal(await textOf(page, ".work pre"), now);
      await using folder = await downloadsTo(page);
      for (const format of ["gif", "svg"] as const) {
        await page.select(".toolbar select", format);
        // There is no GIF in a clipboard.
        const ways = await page.$$eval(".ways button", (all) => all.map(({ textContent }) => textContent));
        assert.deepEqual(ways, format === "gif" ? ["Download"] : ["Copy", "Download"]);
        await page.click(`.ways button:nth-child(${ways.length})`);
        const made = await render(format, { ...still, moving });
        const bytes = typeof made === "string" ? new TextEncoder().encode(made) : made;
        assert.deepEqual(await appeared(`${folder.path}/sailboat.${format}`, bytes.length), bytes, format);
      }
    }, { still: false });
    await at(place, async (page) => {
      assert.equal(await drawingOn(page), frames[0]);
      await new Promise((resolve) => setTimeout(resolve, 3 * moving.delay));
      assert.equal(await textOf(page, ".work pre"), frames[0]);
      await page.click("[name=plays]");
      await becomes(page, frames[1]);
      // What does not move has nothing that says it does.
      await page.click("[name=animate]");
      assert.equal(await page.$("[name=motion]"), null);
      await page.click("main button[type=submit]");
      await page.waitForFunction("!location.hash.includes('animate')");
      assert.equal(await page.$("[name=plays]"), null);
    });
    await at("draw?prompt=flag&seed=1&animate=true&motion=wave&format=svg", async (page) => {
      const seen = await page.$$eval(
        ".frame",
        (all) =>
          all.map((each) => getComputedStyle(each).visibility).filter((each) => each === "visible").length,
      );
      assert.equal(seen, 1, "a moving SVG that is opened by itself shows one frame");
    });
  },
);

studioTest("every class of colour is read on both grounds", {}, async ({ at }) => {
  const steps = (count: number) => Array.from({ length: count }, (_, i) => i);
  const classes = steps(HUE_STEPS).flatMap((hue) =>
    steps(CHROMA_STEPS).flatMap((chroma) =>
      steps(LIGHT_STEPS).map((light) => `own hue-${hue} chroma-${chroma} light-${light}`)
    )
  );
  for (const dark of [false, true]) {
    await at("draw.html", async (page) => {
      const contrasts = await page.evaluate((classes) => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
        const luminance = (colour: string) => {
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          const [r = 0, g = 0, b = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
            const share = value / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const panel = document.querySelector(".panel")!,
          ground = luminance(getComputedStyle(panel).backgroundColor);
        const span = panel.appendChild(document.createElement("span"));
        return classes.map((name) => {
          span.className = name;
          const own = luminance(getComputedStyle(span).color);
          return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05);
        });
      }, classes);
      assert.equal(new Set(contrasts).size > classes.length / 2, true, "they differ");
      contrasts.forEach((contrast, i) => assert.ok(contrast >= 4.5, `${classes[i]}: ${contrast}`));
    }, { dark });
  }
});

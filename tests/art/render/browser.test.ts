import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import fc from "fast-check";
import { PNG } from "pngjs";
import { renderHtml } from "../../../src/art/render/html.ts";
import { renderPng } from "../../../src/art/render/png.ts";
import { renderSvg } from "../../../src/art/render/svg.ts";
import { artwork, artworks, drawings, PRINTABLE } from "./artworks.ts";
import { browserTest, evaluate, screenshot } from "./chromium.ts";

/** A start of Chromium takes seconds: all samples are read in one. */
const sample = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed: 1, numRuns: 60 });

/** What a reader of HTML and XML cannot be given. */
const readable = (text: string) =>
  // deno-lint-ignore no-control-regex -- these are what is to be replaced
  text.toWellFormed().replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]/g, "\ufffd");

browserTest(
  "renderHtml() makes a page whose figures are the drawings, captioned with their prompts",
  async () => {
    const arts = [
      artwork(["", "", " a "]),
      artwork(PRINTABLE, { prompt: "<b>&amp;\"'</b>" }),
      ...sample(artworks),
    ];
    const page = await evaluate(
      renderHtml(arts),
      `({
      mode: document.compatMode, language: document.documentElement.lang, scripts: document.scripts.length - 1,
      title: document.title !== "",
      figures: Array.from(document.querySelectorAll("body > figure"), (figure) => ({
        lines: figure.querySelector("pre").textContent,
        label: figure.querySelector("pre").ariaLabel,
        caption: figure.querySelector("figcaption").textContent,
        elements: figure.querySelectorAll("*").length,
      })),
    })`,
    );
    const figures = arts.map(({ lines, prompt }) => (
      { lines: lines.join("\n") + "\n", label: readable(prompt), caption: readable(prompt), elements: 2 }
    ));
    assert.deepEqual(page, { mode: "CSS1Compat", language: "en", scripts: 0, title: true, figures });
  },
);

browserTest("renderHtml() is dark on light, light on dark where that is preferred", async () => {
  const page = renderHtml([artwork(["a"])]);
  const colours =
    "(({ backgroundColor, color }) => [backgroundColor, color])(getComputedStyle(document.documentElement))";
  const [light, dark] = [1, 0].map((scheme) => [`--blink-settings=preferredColorScheme=${scheme}`]);
  assert.deepEqual(await evaluate(page, colours, light), ["rgb(255, 255, 255)", "rgb(17, 17, 17)"]);
  assert.deepEqual(await evaluate(page, colours, dark), ["rgb(17, 17, 17)", "rgb(238, 238, 238)"]);
});

browserTest("renderSvg() is XML with each character in its cell, whatever the font", async () => {
  const sheets = [[artwork(PRINTABLE)], ...sample(fc.array(artworks, { minLength: 1, maxLength: 3 }))];
  const documents = JSON.stringify(sheets.map(renderSvg)).replaceAll("<", "\\u003c");
  const read = await evaluate(
    "<!DOCTYPE html><style>svg { font-family: serif !important }</style><body>",
    `${documents}.map((text) => {
      const { documentElement: svg } = new DOMParser().parseFromString(text, "image/svg+xml");
      document.body.append(svg);
      svg.querySelectorAll("[font-family]").forEach((element) => element.removeAttribute("font-family"));
      const cells = Array.from(svg.querySelectorAll("text"), (line) => Array.from(line.textContent, (character, i) => {
        const { x, y } = line.getStartPositionOfChar(i);
        return [character, Math.round(x * 100) / 100, y];
      })).flat();
      const [title, ...titles] = Array.from(svg.querySelectorAll("title"), (title) => title.textContent);
      return { root: svg.localName, size: [svg.width.baseVal.value, svg.height.baseVal.value], cells, titles };
    })`,
  );
  const expected = sheets.map((arts) => {
    const rows = ["", ...arts.flatMap(({ lines }) => [...lines, ""])];
    const columns = Math.max(...rows.map((line) => line.length)) + 2;
    const cells = rows.flatMap((line, y) =>
      Array.from(line, (character, x) => [character, (x + 1) * 10, y * 20 + 16]).filter(([character]) =>
        character !== " "
      )
    );
    const titles = arts.map(({ prompt }) => readable(prompt));
    return { root: "svg", size: [columns * 10, rows.length * 20], cells, titles };
  });
  assert.deepEqual(read, expected);
});

browserTest("renderSvg() looks like renderPng() in the same cells", async () => {
  const arts = [
    artwork(PRINTABLE),
    ...fc.sample(drawings, { seed: 2, numRuns: 4 }).map((lines) => artwork(lines)),
  ];
  const reference = PNG.sync.read(Buffer.from(renderPng(arts)));
  const { width, height } = reference;
  const shot = PNG.sync.read(Buffer.from(await screenshot(renderSvg(arts), width, height)));
  assert.deepEqual([shot.width, shot.height], [width, height]);
  // The inner columns of a cell: a browser's glyphs may reach a pixel into the next one.
  const inked = (image: PNG, row: number, column: number) => {
    for (let y = row * 20; y < row * 20 + 20; y++) {
      for (let x = column * 10 + 2; x < column * 10 + 8; x++) {
        if (image.data[(y * width + x) * 4]! < 160) return true;
      }
    }
    return false;
  };
  for (let row = 0; row < height / 20; row++) {
    for (let column = 0; column < width / 10; column++) {
      assert.equal(inked(shot, row, column), inked(reference, row, column), `row ${row}, column ${column}`);
    }
  }
});

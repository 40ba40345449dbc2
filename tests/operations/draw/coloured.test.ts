import assert from "node:assert/strict";
import { runsOf } from "../../../src/art/render/json.ts";
import { renderAll } from "../../../src/art/render/render.ts";
import { openDrawer } from "../../../src/operations/draw/drawer.ts";
import type { DrawInput } from "../../../src/operations/draw/fields.ts";
import { stripVTControlCharacters } from "node:util";

async function draw(prompt: string, input: DrawInput) {
  const drawer = await openDrawer({ seed: 3, width: 30, ...input }, () => {});
  try {
    return (await Array.fromAsync(drawer.draw(await drawer.plan(prompt)))).flat();
  } finally {
    await drawer.close();
  }
}

Deno.test("colours change nothing but the colour, in every format", async () => {
  const words = { say: "Ribbit", border: "ascii", align: "center" } as const;
  const [plain] = await draw("frog", words), [art] = await draw("frog", { ...words, color: true });
  assert.ok(plain && art?.colours);
  assert.deepEqual(art.lines, plain.lines);
  const runs = runsOf(art.lines, art.colours);
  // The frog is green; its bubble and border are not.
  assert.ok(runs.flat().length > 5);
  for (const [, , colour] of runs.flat()) {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    assert.ok(g! > b! && (g! >= r! || r! > 150), colour);
  }
  const said = art.lines.findIndex((line) => line.includes("Ribbit"));
  assert.deepEqual(runs[said], []);
  assert.equal(stripVTControlCharacters(String(await renderAll("ansi", [art]))), plain.text + "\n");
  assert.match(String(await renderAll("svg", [art])), / fill="#[0-9a-f]{6}"/);
  assert.match(String(await renderAll("html", [art])), /<span style="color:#[0-9a-f]{6}">/);
  assert.deepEqual(JSON.parse(String(await renderAll("json", [art]))).colours, runs);
  assert.notDeepEqual(await renderAll("png", [art]), await renderAll("png", [plain]));
});

Deno.test("for a terminal the lines have the colours in them; things of a scene have their own", async () => {
  const [plain] = await draw("a frog beside a strawberry", { width: 50 });
  const [art] = await draw("a frog beside a strawberry", { width: 50, color: true, depth: 24 });
  assert.ok(plain && art);
  assert.equal(stripVTControlCharacters(art.text), plain.text);
  const colours = [...art.text.matchAll(/38;2;(\d+);(\d+);(\d+)/g)].map(([, r, g]) => Number(g) > Number(r));
  assert.ok(colours.includes(true) && colours.includes(false));
});

Deno.test("colours do not go with letters, with pictures that are given, nor with drawings as they are made", async () => {
  await assert.rejects(
    draw("Hi", { style: ["banner"], color: true }),
    /letters have no colours of their own/,
  );
  await assert.rejects(draw("", { from: "a.png", color: true }), /--color does not go with --from/);
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { png, RED, svg } from "../../../../scripts/fuzz/samples.ts";
import { bitmapOfSvg, sketchesOfSvg } from "../../../../src/rasterise/image/formats/svg_thread.ts";
import { inEmptyFolder } from "../../../e2e/binary.ts";

const opaque = ({ rgba }: { rgba: ArrayLike<number> }) =>
  Array.from(rgba).filter((_, i) => i % 4 === 3).some((value) => value > 0);

Deno.test("an SVG opens no file, but shows the pictures that it holds", async () => {
  await inEmptyFolder(async (folder) => {
    const path = join(folder, "a.png"), picture = png(9, 9, () => RED);
    await Deno.writeFile(path, picture);
    const place = 'width="90" height="90"';
    for (const href of [path, `file://${path}`, "/dev/zero", "a.png"]) {
      const image = svg(`<image ${place} href="${href}"/><image ${place} xlink:href="${href}"/>`);
      assert.ok(!opaque(await bitmapOfSvg(image, 20)), href);
    }
    const inside = svg(`<image ${place} href="data:image/png;base64,${picture.toBase64()}"/>`);
    assert.ok(opaque(await bitmapOfSvg(inside, 20)));
  });
});

Deno.test("an SVG that resvg gives up on, that is endless or too large is an error", async () => {
  const chain = Array.from(
    { length: 30 },
    (_, i) => `<g id="a${i + 1}">${`<use href="#a${i}"/>`.repeat(8)}</g>`,
  ).join("");
  const noise = '<filter id="f"><feTurbulence baseFrequency=".9" numOctaves="90"/></filter>';
  const cases: [Uint8Array, RegExp][] = [
    [svg('<g opacity=".5"><path d="M-1000-1000h1v1z"/></g>'), /its renderer gave up on it/],
    [
      svg(`<defs><rect id="a0" width="9" height="9"/>${chain}</defs><use href="#a30"/>`),
      /nodes limit reached/,
    ],
    [svg("<g>".repeat(100_000)), /./],
    [svg("", ' width="1"'), /./],
    [new Uint8Array((1 << 24) + 1), /at most 16777216 are read/],
  ];
  for (const [bytes, reason] of cases) await assert.rejects(bitmapOfSvg(bytes, 100), reason);
  const slow = svg(`${noise}<rect width="100" height="100" filter="url(#f)"/>`.repeat(40));
  await assert.rejects(bitmapOfSvg(slow, 2000, 1000), /takes more than 1 seconds to render/);
});

Deno.test("sketchesOfSvg() gives the sketch of each style, null where nothing shows", async () => {
  const frame = svg('<path d="M10 20h80v40h-80z" fill="none" stroke="#000" stroke-width="4"/>');
  const [line, solid] = await sketchesOfSvg(frame, ["line", "solid"]);
  assert.deepEqual([line!.width > 80, line!.bits.length, solid!.bits.length], [true, 4096, 4096]);
  assert.deepEqual(await sketchesOfSvg(svg(""), ["line"]), [null]);
});

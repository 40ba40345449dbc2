import assert from "node:assert/strict";
import { figureName, figures } from "../../../src/data/sources/figchild.ts";
import { openPicture } from "../../../src/rasterise/picture.ts";

const figure = (name: string, options: string, body: string) => `
%%%%%% a comment with \\newcommand{\\fcNot}[3]{
\\newcommand{\\${name}}[3]{
  \\begin{tikzpicture}[${options}]
${body}
  \\end{tikzpicture}}`;

Deno.test("figures() reads each figure that is understood, in its own unit", () => {
  const icons = figures(
    figure("fcBoxA", "scale = #1", "\\draw[draw=#2, line width=#3pt] (-1,-1) rectangle (3,1);") +
      figure("fcLampB", "x = \\imagescaleh, y = \\imagescaleh, scale = (#1)/10", "\\draw (0,0) -- (10,30);") +
      figure("fcOdd", "scale=#1", "\\draw (0,0) to[out=3] (1,1);"),
  );
  assert.deepEqual(Object.keys(icons), ["box-a", "lamp-b"]);
  // Centimetres and a pen of a sixtieth of the longer side all around.
  assert.deepEqual(icons["box-a"]?.width, 4 + 2 * 4 / 60);
  assert.equal(icons["lamp-b"]?.height, 3 + 2 * 3 / 60);
});

Deno.test("figures() are drawn upright, white covering what lies behind", () => {
  const icons = figures(
    figure(
      "fcThing",
      "scale = #1",
      "\\draw[draw=#2] (0,0) -- (8,0);\\draw[fill=black] (0,6) circle (1);" +
        "\\draw[draw=none,fill=white] (4,0) circle (.5);\\draw[rotate=90, color=#2] (6,0) -- (6,-8);",
    ),
  );
  const { body, width, height } = icons["thing"]!;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${body}</svg>`;
  const lines = openPicture(svg, "line")!.draw({ columns: 40, maxRows: 40 })!;
  assert.match(lines.at(-1)!, /-{10,} {2,}-{10,}$/, "the line below, with a gap");
  assert.match(lines[0]!, /^ {0,2}\S/, "the disc on the left, on top");
});

Deno.test("figureName() tells what a figure shows", () => {
  assert.equal(figureName("owl-b"), "owl");
  assert.equal(figureName("peru-a"), "turkey");
  assert.equal(figureName("cart"), "wagon");
  assert.equal(figureName("cart-a"), "wheelbarrow");
  assert.equal(figureName("letter-q"), undefined);
});

/** Writes src/rasterise/coverage.json: `deno run -A scripts/coverage.ts`. */
import { CELL_HEIGHT, CELL_WIDTH } from "../src/rasterise/coverage.ts";
import { renderCoverage } from "../src/rasterise/glyphs.ts";

const cells = Array.from({ length: 95 }, (_, i) => {
  return Array.from(renderCoverage(String.fromCharCode(32 + i)), (value) => Math.round(value * 9)).join("");
});
const table = { font: "DejaVu Sans Mono", width: CELL_WIDTH, height: CELL_HEIGHT, cells };
await Deno.writeTextFile(
  new URL("../src/rasterise/coverage.json", import.meta.url),
  JSON.stringify(table, null, 2) + "\n",
);

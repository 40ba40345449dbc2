import type { Moving } from "../motion.ts";
import type { Artwork } from "./artwork.ts";
import { framed } from "./frames.ts";
import { stack } from "./layout.ts";
import { svgGroup, svgPage } from "./svg.ts";

/** An SVG whose frames are shown in turn by its style alone; all of them at once would be seen where that is not known. */
export function renderMovingSvg(art: Artwork, moving: Moving): string {
  const frames = framed(art, moving), { delay } = moving;
  const { columns, rows, tops: [top = 1] } = stack(frames.slice(0, 1));
  const groups = frames.map((frame, i) =>
    svgGroup(frame, top, ` class="frame" style="animation-delay:${i * delay}ms"`)
  );
  const style = `<style>
.frame { visibility: hidden; animation: turn ${frames.length * delay}ms step-end infinite; }
@keyframes turn { 0% { visibility: visible; } ${100 / frames.length}% { visibility: hidden; } }
@media (prefers-reduced-motion: reduce) { .frame { animation: none; } .frame:first-of-type { visibility: visible; } }
</style>
`;
  return svgPage(frames.slice(0, 1), { columns, rows }, groups.join(""), style);
}

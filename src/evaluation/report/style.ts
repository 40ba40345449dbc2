/** Colours of curves by their number, on light paper and on dark. */
const LIGHT = ["#2f6fb7", "#d9622b", "#3c8c4a", "#b23a6a", "#7b5ea7", "#8a6d1f", "#1f8a8a", "#5d6775"];
const DARK = ["#6aa5e8", "#f08a55", "#71c080", "#e878a4", "#b297dc", "#cdae52", "#58c4c4", "#9aa4b1"];
const strokes = (colours: readonly string[]) =>
  colours.map((colour, i) => `svg .c${i} { stroke: ${colour}; }`).join(" ");

/** What curves need, in a page or in a picture by itself. */
const CURVES = `svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
svg .reference { stroke-dasharray: 4 4; }
${strokes(LIGHT)}
`;

/** Style of a picture by itself, on white paper. */
export const PICTURE_STYLE = `svg { background: #fff; font-family: system-ui, sans-serif; }
svg text { fill: #1d2430; font-size: 13px; } svg .axis { fill: none; stroke: #5d6775; stroke-width: 1.5; }
svg .grid { fill: none; stroke: #d5d9df; }
${CURVES}`;

/** Style sheet of the report: light or dark as the reader has it, no file from elsewhere. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1d2430; --dim: #5d6775; --paper: #fff; --panel: #f4f5f7; --line: #d5d9df;
  --ceiling: #2f6fb7; --model: #d9622b; --baseline: #7b5ea7; --floor: #8a929d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7eb; --dim: #9aa4b1; --paper: #14181e; --panel: #1d232b;
  --line: #39424e; --ceiling: #6aa5e8; --model: #f08a55; --baseline: #b297dc; --floor: #7d8793; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .5rem; } h2 { margin: 2.5rem 0 .5rem; }
p { max-width: 46rem; } .facts { color: var(--dim); padding-left: 1.2rem; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: 1rem; margin: 1.5rem 0; }
.tiles div { background: var(--panel); border-radius: .5rem; padding: .8rem 1rem; }
.tiles b { display: block; font-size: 1.8rem; line-height: 1.2; } .tiles span { color: var(--dim); font-size: .9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } th { font-weight: 600; vertical-align: bottom; }
svg { display: block; width: 100%; max-width: 46rem; height: auto; margin: 1rem 0; }
svg text { fill: var(--ink); font-size: 13px; }
svg .ceiling { fill: var(--ceiling); } svg .model { fill: var(--model); }
svg .baseline { fill: var(--baseline); } svg .floor { fill: var(--floor); }
svg .axis, svg .interval, svg .threshold { fill: none; stroke: var(--dim); stroke-width: 1.5; }
svg .threshold { stroke-dasharray: 4 3; } svg .interval { stroke: var(--ink); }
svg .curve { fill: none; stroke-width: 2; } svg .curve.ceiling { stroke: var(--ceiling); }
svg .curve.model { stroke: var(--model); } svg .curve.baseline { stroke: var(--baseline); }
svg .curve.floor { stroke: var(--floor); }
svg .grid { fill: none; stroke: var(--line); }
${CURVES}@media (prefers-color-scheme: dark) { ${strokes(DARK)} }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(19rem, 1fr)); gap: .8rem; }
figure { margin: 0; background: var(--panel); border-radius: .5rem; padding: .6rem .8rem; overflow: hidden; }
figcaption { font-size: .85rem; color: var(--dim); } figcaption b { color: var(--ink); font-size: 1rem; }
pre { margin: .4rem 0 0; font: 11px/1.2 "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace; overflow-x: auto; }
.pair { display: flex; gap: 1rem; flex-wrap: wrap; } summary { cursor: pointer; margin: 1rem 0; }
`;

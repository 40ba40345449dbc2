/// <reference lib="dom" />
/** Curves on a canvas by uPlot, which is loaded when there is something to plot; in words and as a table for who cannot see it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type UPlot from "uplot";
import { type Curve, OVER, type Over, short, toldAt, toldOf } from "./metrics.ts";

const HEIGHT = 300;
/** Colours of the style sheet, and dashes, so that colour is not all that tells curves apart. */
const COLOURS = 6;
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 4], [10, 3, 2, 3], [5, 2], [1, 3]];
/** Rows of the table. */
const ROWS = 12;

/** A colour of the style as a canvas takes it, which knows nothing of light and dark. */
function colour(name: string): string {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.documentElement.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

export function Plot({ curves, over }: { curves: readonly Curve[]; over: Over }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const drawn = curves.filter(({ points }) => points.length > 0);
  const names = drawn.map(({ name }) => name).join("\n");
  /** Where the pointer is on the x axis. */
  const [at, setAt] = useState<number>();
  const latest = useRef(drawn);
  latest.current = drawn;

  useEffect(() => {
    const root = place.current;
    if (root === null || names === "") return;
    let gone = false;
    const redraw = () => plot.current?.redraw(false);
    const resized = new ResizeObserver(() =>
      plot.current?.setSize({ width: root.clientWidth, height: HEIGHT })
    );
    const themed = new MutationObserver(redraw);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    import("uplot").then(({ default: uPlot }) => {
      if (gone) return;
      const data = dataOf(uPlot, latest.current);
      plot.current = new uPlot(optionsOf(names.split("\n"), root.clientWidth, over, setAt), data, root);
      resized.observe(root);
      themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      dark.addEventListener("change", redraw);
    });
    return () => {
      gone = true;
      resized.disconnect();
      themed.disconnect();
      dark.removeEventListener("change", redraw);
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [names, over]);
  useEffect(() => {
    if (plot.current === undefined) return;
    import("uplot").then(({ default: uPlot }) => plot.current?.setData(dataOf(uPlot, latest.current)));
  }, [curves]);

  if (drawn.length === 0) return <p class="dim">Nothing is measured yet.</p>;
  return (
    <figure class="plot">
      <div ref={place} aria-hidden="true" />
      <figcaption>
        <ul class="key">
          {drawn.map((curve, i) => (
            <li key={curve.name}>
              <i class={`series-${i % COLOURS}`} aria-hidden="true" />{" "}
              {at === undefined ? toldOf(curve, over) : toldAt(curve, at, over)}
            </li>
          ))}
        </ul>
        <details>
          <summary>As a table</summary>
          <Table curves={drawn} over={over} />
        </details>
      </figcaption>
    </figure>
  );
}

/** Some of the points, evenly spread over the curve, the last one among them. */
function Table({ curves, over }: { curves: readonly Curve[]; over: Over }) {
  return (
    <div class="scrolls" tabIndex={0} role="group" aria-label="Values; scrolls">
      <table>
        <thead>
          <tr>
            <th scope="col">Curve</th>
            <th scope="col" class="number">{OVER[over]}</th>
            <th scope="col" class="number">value</th>
          </tr>
        </thead>
        <tbody>
          {curves.flatMap(({ name, points }) =>
            some(points).map(([x, y]) => (
              <tr key={`${name} ${x}`}>
                <th scope="row">{name}</th>
                <td class="number">{short(x)}</td>
                <td class="number">{short(y)}</td>
              </tr>
            ))
          )}
        </tbody>
      </table>
    </div>
  );
}

function some<T>(items: readonly T[]): T[] {
  if (items.length <= ROWS) return [...items];
  const at = (i: number) => items[Math.round((i * (items.length - 1)) / (ROWS - 1))];
  return Array.from({ length: ROWS }, (_, i) => at(i)).flatMap((item) => item === undefined ? [] : [item]);
}

function dataOf(uPlot: typeof UPlot, curves: readonly Curve[]): UPlot.AlignedData {
  return uPlot.join(
    curves.map(({ points }): UPlot.AlignedData => [points.map(([x]) => x), points.map(([, y]) => y)]),
  );
}

function optionsOf(
  names: readonly string[],
  width: number,
  over: Over,
  onAt: (x: number | undefined) => void,
): UPlot.Options {
  const axis = (size: number): UPlot.Axis => ({
    stroke: () => colour("--dim"),
    grid: { stroke: () => colour("--line"), width: 1 },
    ticks: { stroke: () => colour("--line"), width: 1 },
    font: "12px system-ui, sans-serif",
    size,
  });
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false } },
    axes: [axis(36), axis(56)],
    legend: { show: false },
    cursor: { drag: { x: true, y: false }, points: { size: 6 } },
    hooks: {
      setCursor: [({ cursor: { idx }, data: [xs] }) => onAt(typeof idx === "number" ? xs[idx] : undefined)],
    },
    series: [
      { label: OVER[over] },
      ...names.map((label, i): UPlot.Series => ({
        label,
        stroke: () => colour(`--series-${i % COLOURS}`),
        width: 2,
        dash: [...DASHES[i % DASHES.length] ?? []],
        spanGaps: true,
        points: { show: false },
      })),
    ],
  };
}

import assert from "node:assert/strict";
import fc from "fast-check";
import { plotLines, type Room } from "../../../src/cli/runs/plotter.ts";
import type { Span } from "../../../src/cli/terminal.ts";
import type { Plot, Point } from "../../../src/evaluation/report/curves.ts";

const plot = (curves: readonly (readonly Point[])[], logs = false): Plot => ({
  ...{ title: "loss over steps", xName: "steps", yName: "loss", logX: logs, logY: logs },
  series: curves.map((points, i) => ({ name: `run-${i}`, points })),
});

const textOf = (line: readonly Span[]): string =>
  line.map((span) => typeof span === "string" ? span : "bold" in span ? span.bold : span.text).join("");
const drawn = (of: Plot, room: Room) => plotLines(of, room).map(textOf);

const number = fc.oneof(
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constantFrom(0, NaN, Infinity, -Infinity, 1e-300, 1e300),
);
const curve = fc.array(fc.record({ x: number, y: number }), { maxLength: 30 })
  .map((points) => points.toSorted((a, b) => a.x - b.x));
const room = fc.record({
  columns: fc.integer({ min: 1, max: 120 }),
  lines: fc.integer({ min: 1, max: 40 }),
  colour: fc.boolean(),
});

Deno.test("a plot never is wider than its room, nor higher, whatever it is of", () => {
  fc.assert(fc.property(fc.array(curve, { maxLength: 12 }), room, fc.boolean(), (curves, room, logs) => {
    const lines = drawn(plot(curves, logs), room);
    for (const line of lines) assert.ok([...line].length <= room.columns, line);
    const body = lines.filter((line) => /[│┤]/.test(line));
    assert.ok(body.length === room.lines || lines.length === 1, `${body.length} of ${room.lines}`);
    assert.ok(lines.every((line) => !/\p{Cc}|NaN|Infinity|undefined/u.test(line)));
  }));
});

/** Mean line of the dots in each column of a plot, of those columns that have any. */
function heights(lines: readonly string[]): number[] {
  const body = lines.filter((line) => /[│┤]/.test(line)).map((line) => [...line.replace(/^.*?[│┤]/, "")]);
  const width = Math.max(...body.map(({ length }) => length));
  const found: number[] = [];
  for (let column = 0; column < width; column++) {
    const dots = body.flatMap((cells, line) => {
      const bits = (cells[column]?.codePointAt(0) ?? 0x20) - 0x2800;
      if (bits < 0) return [];
      return [0, 1, 2, 3].filter((dot) => bits & [0x09, 0x12, 0x24, 0xc0][dot]!).map((dot) => 4 * line + dot);
    });
    if (dots.length > 0) found.push(dots.reduce((sum, dot) => sum + dot, 0) / dots.length);
  }
  return found;
}

Deno.test("what falls falls in the plot, from its upper left corner to its lower right", () => {
  const steps = fc.array(
    fc.record({ x: fc.integer({ min: 1, max: 50 }), y: fc.double({ min: 0, max: 9, noNaN: true }) }),
    {
      minLength: 2,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 20, max: 100 }),
      fc.integer({ min: 3, max: 20 }),
      (steps, columns, lines) => {
        let [x, y] = [0, 1000];
        const points = steps.map((step) => ({ x: x += step.x, y: y -= step.y }));
        fc.pre(points[0]!.y > points.at(-1)!.y);
        const found = heights(drawn(plot([points]), { columns, lines, colour: false }));
        for (let i = 1; i < found.length; i++) assert.ok(found[i]! >= found[i - 1]!, found.join());
        assert.ok(found[0]! < 4 * lines - 1 && found.at(-1)! > 0);
      },
    ),
  );
});

Deno.test("one curve is of dots, several without colours of letters, with a key", () => {
  const falling = [{ x: 0, y: 4 }, { x: 10, y: 0 }], rising = falling.map(({ x, y }) => ({ x, y: 4 - y }));
  const [title, ...body] = drawn(plot([falling]), { columns: 14, lines: 3, colour: false });
  assert.equal(title, "loss over step");
  assert.match(body.slice(0, 3).join(""), /^[ \d│┤⠁-⣿]+$/);
  const letters = drawn(plot([falling, rising]), { columns: 30, lines: 5, colour: false });
  assert.match(letters.slice(1, 6).join(""), /^[^⠀-⣿]*$/);
  assert.match(letters[1]!, /4 ┤aa+ +bb+$/);
  assert.equal(letters.at(-1), "a run-0   b run-1");
  const coloured = plotLines(plot([falling, rising]), { columns: 30, lines: 5, colour: true });
  const colours = coloured.flat().flatMap((span) =>
    typeof span === "object" && "colour" in span ? [span.colour] : []
  );
  assert.deepEqual([...new Set(colours)].sort(), [0, 1]);
  assert.match(coloured.map(textOf).join(""), /[⠁-⣿]/);
});

Deno.test("ticks stand at their values", () => {
  const lines = drawn(plot([[{ x: 0, y: 0 }, { x: 100, y: 10 }]]), { columns: 60, lines: 11, colour: false });
  assert.match(lines[1]!, /^10 ┤/);
  assert.match(lines[11]!, /^ 0 ┤/);
  assert.match(lines[13]!, /^ {4}0 +.* 100$/);
  assert.equal([...lines[12]!].at(-1), "┴");
});

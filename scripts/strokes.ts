/**
 * Turns drawings in characters into strokes, an SVG each, on the grid that they are written on: what is made for few columns is drawn
 * with nearly the same characters again. The pictures of src/data/sources/own/drawings for twelve and for ten columns are made so.
 *
 *     deno run -A scripts/strokes.ts drawings.txt folder --columns 10    writes folder/cat.small-10.svg for "=== cat"
 */
import { Command } from "commander";
import { join } from "node:path";
import { readPictureName } from "../src/art/few.ts";

/** Size of a character's cell. */
const WIDTH = 10, HEIGHT = 20;

/** Strokes of characters within their cells; all but curves are straight from the first point on. */
const STROKES: Readonly<Record<string, string>> = {
  ...{ "/": "M0 20 L10 0", "\\": "M0 0 L10 20", "|": "M5 0 L5 20", "_": "M0 18 L10 18", "-": "M0 10 L10 10" },
  ...{ '"': "M0 3 L10 3", "=": "M0 6 L10 6 M0 14 L10 14", "+": "M5 0 L5 20 M0 10 L10 10" },
  ...{ "'": "M5 0 L5 8", "`": "M3 0 L7 8", ",": "M6 12 L4 20", ".": "M3 17 L7 17" },
  ...{ "(": "M8 0 Q2 10 8 20", ")": "M2 0 Q8 10 2 20", "~": "M0 12 Q3 4 5 10 Q7 16 10 8" },
  ...{
    "<": "M10 0 L0 10 L10 20",
    ">": "M0 0 L10 10 L0 20",
    "^": "M0 12 L5 2 L10 12",
    "v": "M0 4 L5 16 L10 4",
  },
  ...{ "V": "M0 0 L5 20 L10 0", "x": "M1 3 L9 17 M9 3 L1 17", "X": "M0 0 L10 20 M10 0 L0 20" },
  "U": "M1 0 L1 12 Q5 24 9 12 L9 0",
};

/** Eyes and rings, in the middle of their cells. */
const ROUND: Readonly<Record<string, string>> = { o: 'rx="4" ry="4" fill="black"', O: 'rx="4" ry="7"' };

/** How far an upright at the left or right edge is moved outwards, so that the picture fills its columns. */
const OUTWARDS = 3;

type Point = readonly [x: number, y: number];
type Segment = readonly [from: Point, to: Point];

/** A drawing as SVG. Throws a RangeError that names a character that has no strokes. */
export function strokesOf(lines: readonly string[]): string {
  const segments: Segment[] = [], others: string[] = [];
  const edge = (column: number) =>
    lines.every((line) => !line.slice(0, column).trim())
      ? -OUTWARDS
      : lines.every((line) => !line.slice(column + 1).trim())
      ? OUTWARDS
      : 0;
  lines.forEach((line, row) => {
    for (const [column, character] of [...line].entries()) {
      if (character === " ") continue;
      const x = column * WIDTH, y = row * HEIGHT;
      const round = ROUND[character];
      if (round !== undefined) {
        others.push(`<ellipse cx="${x + WIDTH / 2}" cy="${y + HEIGHT / 2}" ${round}/>`);
        continue;
      }
      const strokes = STROKES[character];
      if (strokes === undefined) {
        throw new RangeError(`there are no strokes for ${JSON.stringify(character)}`);
      }
      const left = x + (character === "|" ? edge(column) : 0);
      const placed = strokes.replaceAll(
        /(\d+) (\d+)/g,
        (_, dx, dy) => `${left + Number(dx)} ${y + Number(dy)}`,
      );
      if (placed.includes("Q")) others.push(`<path d="${placed.replaceAll(/ (?=[MLQ])/g, "")}"/>`);
      else segments.push(...straight(placed));
    }
  });
  const [width, height] = [Math.max(...lines.map((line) => [...line].length)) * WIDTH, lines.length * HEIGHT];
  const paths = joined(segments).map(([[x, y], to]) => `<path d="M${x} ${y}L${to[0]} ${to[1]}"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    '<g fill="none" stroke="black" stroke-width="4" stroke-linecap="round" stroke-linejoin="round">',
    ...paths,
    ...others,
    "</g>",
    "</svg>\n",
  ].join("\n");
}

/** Segments of a path of straight lines. */
function straight(path: string): Segment[] {
  return path.split("M").slice(1).flatMap((part) => {
    const points = part.split("L").map((point): Point => {
      const [x = 0, y = 0] = point.trim().split(" ").map(Number);
      return [x, y];
    });
    return points.slice(1).map((to, i): Segment => [points[i]!, to]);
  });
}

/** Segments of which those that go on in the same direction are one. */
function joined(segments: readonly Segment[]): Segment[] {
  const isSame = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1];
  const goesOn = ([a, b]: Segment, [c, d]: Segment) =>
    isSame(b, c) && (b[0] - a[0]) * (d[1] - c[1]) === (b[1] - a[1]) * (d[0] - c[0]);
  const done: Segment[] = [];
  for (const [a, b] of segments) {
    let line: Segment = a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? [a, b] : [b, a];
    for (;;) {
      const index = done.findIndex((other) => goesOn(other, line) || goesOn(line, other));
      if (index < 0) break;
      const other = done.splice(index, 1)[0]!;
      line = goesOn(other, line) ? [other[0], line[1]] : [line[0], other[1]];
    }
    done.push(line);
  }
  return done;
}

/** What keeps a drawing from filling its lines: the hand draws what there is of it over all of them. */
function warnings(lines: readonly string[]): string[] {
  const at = (line: string | undefined, ink: RegExp) => line !== undefined && !ink.test(line);
  return [
    ...at(lines[0], /[^ _.,]/)
      ? ["the first line has ink at its foot only; begin with one of \" | / \\ '"]
      : [],
    ...at(lines.at(-1), /[^ "'`^]/)
      ? ["the last line has ink at its head only; end with one of _ - . | / \\"]
      : [],
  ];
}

if (import.meta.main) {
  await new Command("strokes")
    .argument("<file>", 'drawings in characters, each after a line "=== word"')
    .argument("<folder>", "where their SVGs go")
    .option("--columns <number>", "for how many columns they are made (default: for any number)")
    .action((file: string, folder: string, { columns }: { columns?: string }, command: Command) => {
      const ending = columns === undefined ? "" : `.small-${columns}`;
      if (ending !== "" && readPictureName(ending).columns !== Number(columns)) {
        command.error(`error: --columns takes a number from 1 to 999, not ${JSON.stringify(columns)}`);
      }
      for (const drawing of Deno.readTextFileSync(file).split(/^=== /m).slice(1)) {
        const [word = "", ...lines] = drawing.trimEnd().split("\n");
        for (const warning of warnings(lines)) console.error(`${word}: ${warning}`);
        try {
          const name = `${word.trim().replaceAll(" ", "-")}${ending}.svg`;
          Deno.writeTextFileSync(join(folder, name), strokesOf(lines));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          command.error(`error: ${file}: ${word}: ${error.message}`);
        }
      }
    })
    .parseAsync(Deno.args, { from: "user" });
}

/** What is told of a comparison of runs, on a terminal or a page. */
import type { GroupFigure, RunComparison } from "../../operations/runs/compare.ts";
import type { Table } from "../table.ts";
import { difference, metric, within } from "./figures.ts";

/** A part of what is told: lines about it, and a table. */
export interface Part {
  title: string;
  notes: string[];
  table?: Table;
}

/** All parts of a comparison. */
export function partsOf({ groups, settings, figures, paired, unpaired }: RunComparison): Part[] {
  const names = groups.map(({ name }) => name);
  return [
    settings.length > 0
      ? {
        title: "Settings that differ",
        notes: [],
        table: { columns: ["", ...names], rows: settings.map(({ name, values }) => [name, ...values]) },
      }
      : { title: "Settings that differ", notes: ["none"] },
    {
      title: "What the runs wrote",
      notes: [],
      table: { columns: ["", ...names], rows: figures.map(figureRow) },
    },
    ...unpaired === undefined ? [] : [{ title: "On the same bytes", notes: [unpaired] }],
    ...paired === undefined ? [] : [{
      title: "On the same bytes",
      notes: [
        `${paired.what}, in ${paired.blocks} blocks`,
        "less is better; ± standard errors, over the blocks and over seeds; * more than two",
      ],
      table: {
        columns: ["", "bits/byte", "± text", "± seeds", "to the first", "± text", "± seeds"],
        rows: paired.groups.map(({ name, bitsPerByte, difference: apart }) => [
          ...[
            name,
            bitsPerByte.value.toFixed(4),
            within(bitsPerByte.overText, null),
            within(bitsPerByte.overSeeds, null),
          ],
          ...apart === undefined ? ["", "", ""] : difference(apart),
        ]),
      },
    }],
  ];
}

const figureRow = ({ name, values }: GroupFigure): string[] => [
  name,
  ...values.map(({ value, error }) =>
    error === null || error === 0
      ? metric(value)
      : `${metric(value)} ± ${metric(Number(error.toPrecision(2)))}`
  ),
];

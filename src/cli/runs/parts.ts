/** What is told of a comparison of runs, on a terminal or a page. */
import type { GroupFigure, RunComparison } from "../../operations/runs/compare.ts";
import type { Table } from "../table.ts";
import { difference, metric, within } from "./figures.ts";

/** A part of what is told: a table, and a line about it. */
export interface Part {
  title: string;
  note: string;
  table?: Table;
}

/** All parts of a comparison. */
export function partsOf({ groups, settings, figures, paired, unpaired }: RunComparison): Part[] {
  const names = groups.map(({ name }) => name);
  return [
    settings.length > 0
      ? {
        title: "Settings that differ",
        note: "",
        table: { columns: ["", ...names], rows: settings.map(({ name, values }) => [name, ...values]) },
      }
      : { title: "Settings that differ", note: "none but the seed" },
    {
      title: "What the runs wrote",
      note: "",
      table: { columns: ["", ...names], rows: figures.map(figureRow) },
    },
    ...unpaired === undefined ? [] : [{ title: "On the same bytes", note: unpaired }],
    ...paired === undefined ? [] : [{
      title: "On the same bytes",
      note:
        `${paired.what}, in ${paired.blocks} blocks; less is better; ± standard errors over blocks and over seeds; ` +
        "* more than two of them",
      table: {
        columns: ["", "bits/byte", "± text", "± seeds", `to ${names[0]}`, "± text", "± seeds"],
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
    error === null ? metric(value) : `${metric(value)} ± ${Number(error.toPrecision(2))}`
  ),
];

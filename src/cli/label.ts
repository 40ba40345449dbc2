import { Command } from "commander";
import { label, LABEL_FIELDS, type LabelledPicture } from "../operations/label.ts";
import { addFields, readFields } from "./flags.ts";
import { RESULT_FIELDS, writeJson } from "./json.ts";
import { operate } from "./operate.ts";
import { modelPlaces } from "./places.ts";
import { visibleLine, writeOut } from "./terminal.ts";

/** `ascii-gen label`: what pictures show, as a model says. */
export function command(): Command {
  const command = new Command("label")
    .description(
      "Tells what pictures show, as a model says that was trained with `deno task train pictures/` (docs/labels.md): " +
        "a line for each picture, with the likeliest classes and their probabilities.",
    )
    .argument("<pictures...>", "PNG, JPEG, WebP, GIF, BMP, TIFF or SVG");
  addFields(command, { ...LABEL_FIELDS, ...RESULT_FIELDS });
  return command.action(async (pictures: string[], flags: Record<string, unknown>) => {
    const { json = false, quiet } = readFields(RESULT_FIELDS, flags);
    const input = { ...readFields(LABEL_FIELDS, flags), pictures, places: modelPlaces() };
    const result = await operate((context) => {
      const log = (line: string) => {
        context.stop();
        context.log(line);
      };
      return label(input, { ...context, log });
    }, quiet);
    if (result === undefined) return;
    if (json) writeJson(result);
    else writeOut(result.pictures.map((each) => `${lineOf(each)}\n`).join(""));
  });
}

const lineOf = ({ picture, classes }: LabelledPicture): string =>
  visibleLine(
    `${picture}: ${
      classes.map(({ label, probability }) => `${label} ${(100 * probability).toFixed(1)} %`).join(", ")
    }`,
  );

import { checkField, numberIn } from "../../base/check.ts";
import { UserError } from "../../base/errors.ts";
import { flagOf, type NumberField } from "../../base/fields.ts";
import type { Change } from "../../evaluation/compare.ts";
import type { DrawingSettings } from "../../evaluation/drawings.ts";
import { freedomAt, samplingOf, type SamplingRequest } from "../../tasks/art/draw/sampling.ts";
import { type GridTokenizer, pictureStyles } from "../../tokenizer/grid/grid.ts";
import { EVALUATE_FIELDS, SAMPLING_FIELDS } from "./fields.ts";

type SamplingName = keyof typeof SAMPLING_FIELDS;

/** What can be compared, by the name it goes by. */
const NAMES = new Map(
  (["temperature", "topK", "topP", "bestOf"] as const).map((
    name,
  ) => [flagOf(name, SAMPLING_FIELDS[name]), name]),
);

/** How a style is drawn. Throws a UserError of kind "usage" for limits or a style that the model does not have. */
export function drawingSettings(
  settings: SamplingRequest & Pick<DrawingSettings, "width" | "maxLines">,
  style: string,
  tokenizer: GridTokenizer,
): DrawingSettings {
  const { width, maxLines } = settings;
  checkStyles([style], tokenizer);
  checkField("width", { ...EVALUATE_FIELDS.width, most: tokenizer.data.maxWidth }, width);
  checkField("maxLines", { ...EVALUATE_FIELDS.maxLines, most: tokenizer.data.maxHeight }, maxLines);
  return { style, width, maxLines, ...samplingOf(settings) };
}

/** Throws a UserError of kind "usage" for a style that the model does not draw. */
export function checkStyles(styles: readonly string[], tokenizer: GridTokenizer): void {
  const known = pictureStyles(tokenizer.data.styles);
  const unknown = styles.find((style) => !known.includes(style));
  if (unknown === undefined) return;
  throw new UserError("usage", `--style "${unknown}" is not one of ${known.join(", ")}`);
}

/**
 * The settings of one `--compare`: every combination of the values that are listed for each name. Throws a UserError of
 * kind "usage" that names what is wrong.
 */
export function parseChanges(text: string, tokenizer: Pick<GridTokenizer, "vocabularySize">): Change[] {
  const lists = text.trim().split(/\s+/).map((part) => {
    const [, flag = "", values = ""] = /^([\w-]+)=(.+)$/.exec(part) ?? [];
    const name = NAMES.get(flag);
    if (name === undefined) {
      throw new UserError(
        "usage",
        `--compare ${
          JSON.stringify(text)
        }: "${part}" is not a list of values such as temperature=0.3,0.9; names are ` +
          [...NAMES.keys()].join(", "),
      );
    }
    const own = name === "topK" ? { most: tokenizer.vocabularySize } : {};
    const field = { ...SAMPLING_FIELDS[name], ...own, flag: `compare ${flag}` };
    return values.split(",").map((value) => changeOf(name, field, value));
  });
  return lists.reduce<Change[]>(
    (changes, list) => changes.flatMap((change) => list.map((more) => ({ ...change, ...more }))),
    [{}],
  );
}

function changeOf(name: SamplingName, field: NumberField, text: string): Change {
  const value = numberIn(text, field);
  checkField(name, field, value, text);
  switch (name) {
    case "temperature":
      return freedomAt(value);
    case "topK":
      return { topK: value };
    case "topP":
      return { topP: value };
    case "bestOf":
      return { bestOf: value };
  }
}

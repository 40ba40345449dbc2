import * as z from "zod";
import { UserError } from "../../base/errors.ts";
import { readPlainText } from "../../base/files.ts";
import type { Description } from "../../data/sources/described.ts";

/** Bytes of a file that describes what is added. */
const MAX_DESCRIPTION = 1 << 24;

const labelMap = z.record(
  z.string(),
  z.union([z.string().transform((label) => [label]), z.array(z.string())]),
);

/** What is said of pieces: their labels, those of a file of labels too, their licence and whom to name. */
export async function readDescription(
  { label, labels, licence, attribution }: {
    label?: readonly string[];
    labels?: string;
    licence?: string;
    attribution?: string;
  },
): Promise<Description> {
  return {
    ...label !== undefined && { labels: label },
    ...labels !== undefined && { labelsOf: await readLabels(labels) },
    ...licence !== undefined && { licence },
    ...attribution !== undefined && { attribution },
  };
}

async function readLabels(path: string): Promise<Map<string, string[]>> {
  const map = labelMap.safeParse(await readYaml(path));
  if (map.success) return new Map(Object.entries(map.data));
  throw new UserError("input", `${path}: expected names with a label or a list of labels each`);
}

/** What a file of JSON or YAML holds. Throws a UserError of kind "input" where it is neither. */
export async function readYaml(path: string): Promise<unknown> {
  const text = await readPlainText(path, MAX_DESCRIPTION);
  const { parse } = await import("yaml");
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : error;
    throw new UserError("input", `${path} is neither JSON nor YAML: ${reason}`);
  }
}

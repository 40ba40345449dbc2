import * as z from "zod";

/** Features as the hub's tables and Hugging Face's libraries state them: by name, or a list of names with types. */
const featuresSchema = z.union([
  z.record(z.string(), z.unknown()),
  z.array(z.object({ name: z.string(), type: z.unknown() })),
]);
const classLabel = z.object({ names: z.array(z.string()) });
const list = z.object({ feature: z.unknown() });
/** Lists within lists that are looked into. */
const MAX_DEPTH = 4;

/** Names of the values of columns that number them, alone or in lists, by column; none where `features` are none. */
export function classNamesIn(features: unknown): Map<string, string[]> {
  const parsed = featuresSchema.safeParse(features);
  if (!parsed.success) return new Map();
  const entries = Array.isArray(parsed.data)
    ? parsed.data.map(({ name, type }) => [name, type] as const)
    : Object.entries(parsed.data);
  return new Map(entries.flatMap(([column, type]) => {
    const names = namesIn(type, MAX_DEPTH);
    return names ? [[column, names]] : [];
  }));
}

/** The names of a ClassLabel, or of one within a list: `{ feature }`, in older metadata an array of one. */
function namesIn(type: unknown, depth: number): string[] | undefined {
  const own = classLabel.safeParse(type);
  if (own.success) return own.data.names;
  if (depth === 0) return undefined;
  if (Array.isArray(type)) return type.length === 1 ? namesIn(type[0], depth - 1) : undefined;
  const inner = list.safeParse(type);
  return inner.success ? namesIn(inner.data.feature, depth - 1) : undefined;
}

import emoji from "emojibase-data/en/data.json" with { type: "json" };

const nameOf = (label: string): string => label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** The tags that Unicode's CLDR has for each emoji, by its name with hyphens. */
export function emojiTags(): Map<string, string[]> {
  return new Map(emoji.map(({ label, tags }) => [nameOf(label), tags ?? []]));
}

let names: Map<string, string> | undefined;

/** The name with hyphens of an emoji whose name is written without spaces: "hotairballoon". */
export function emojiName(squeezed: string): string | undefined {
  names ??= new Map(emoji.map(({ label }) => [nameOf(label).replaceAll("-", ""), nameOf(label)]));
  return names.get(squeezed);
}

import { carbonAliases } from "./carbon.ts";
import { emojiTags } from "./emoji.ts";

/** Tags that icon sets publish beside their drawings, by icon name. */
export type Tags = Map<string, string[]>;

/** Reads the tags of one icon set; a set without published tags has none. */
export async function readTags(set: string): Promise<Tags> {
  return await READERS[set]?.() ?? new Map();
}

const READERS: Record<string, () => Tags | Promise<Tags>> = {
  lucide: async () => {
    const { default: tags } = await import("lucide-static/tags.json", { with: { type: "json" } });
    return new Map(Object.entries<string[]>(tags));
  },
  tabler: async () => {
    // The package exports only its drawings; its list of tags lies two folders above any of them.
    const list = new URL("../../icons.json", import.meta.resolve("@tabler/icons/outline/cat.svg"));
    const icons: Record<string, { tags?: (string | number)[] }> = JSON.parse(await Deno.readTextFile(list));
    return new Map(Object.entries(icons).map(([name, { tags }]) => [name, (tags ?? []).map(String)]));
  },
  mdi: async () => {
    const { default: icons } = await import("@mdi/svg/meta.json", { with: { type: "json" } });
    return new Map(icons.map(({ name, aliases }) => [name, aliases]));
  },
  ph: async () => {
    const { icons } = await import("@phosphor-icons/core");
    return new Map(icons.map(({ name, tags }) => [name, [...tags]]));
  },
  noto: emojiTags,
  "emojione-monotone": emojiTags,
  "fluent-emoji-flat": emojiTags,
  "fluent-emoji-high-contrast": emojiTags,
  twemoji: emojiTags,
  "noto-v1": emojiTags,
  "streamline-emojis": emojiTags,
  "carbon-pictograms": carbonAliases,
};

/** Categories of mdi whose icons are signs of an interface or a brand rather than pictures. */
const ABSTRACT_MDI = new Set([
  "Developer / Languages",
  "Alpha / Numeric",
  "Edit / Modify",
  "Alert / Error",
  "Currency",
  "Math",
  "Text / Content / Format",
  "Brand / Logo",
  "Arrange",
  "Arrow",
  "Form",
  "Database",
  "Vector",
  "Tooltip",
  "Social Media",
  "Geographic Information System",
]);

/** Names of a set's icons that are no pictures by the set's own categories. */
export async function abstractNames(set: string): Promise<Set<string>> {
  if (set !== "mdi") return new Set();
  const { default: icons } = await import("@mdi/svg/meta.json", { with: { type: "json" } });
  return new Set(
    icons.filter(({ tags }) => tags.some((tag) => ABSTRACT_MDI.has(tag))).map(({ name }) => name),
  );
}

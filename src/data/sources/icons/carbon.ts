import * as z from "zod";
import type { IconSet, IconSetInfo } from "./iconify.ts";

const pictograms = z.object({
  icons: z.array(z.object({
    name: z.string(),
    aliases: z.array(z.string()).default([]),
    assets: z.array(z.object({ source: z.string() })),
  })),
});

type Pictograms = z.infer<typeof pictograms>["icons"];

let metadata: Promise<Pictograms> | undefined;

async function readMetadata(): Promise<Pictograms> {
  const path = new URL(import.meta.resolve("@carbon/pictograms/metadata.json"));
  return pictograms.parse(JSON.parse(await Deno.readTextFile(path))).icons;
}

/** The pictograms of IBM's Carbon design system, thin lines drawn as areas, in the form of an Iconify set. */
export async function readCarbonPictograms(): Promise<{ icons: IconSet; info: IconSetInfo }> {
  const icons: IconSet["icons"] = {};
  for (const { name, assets } of await (metadata ??= readMetadata())) {
    const [, body] = /<svg\b[^>]*>([\s\S]*)<\/svg>/.exec(assets[0]?.source ?? "") ?? [];
    // Every picture lies on an invisible square.
    if (body !== undefined) {
      icons[name] = { body: body.replace(/<(style|rect)\b[^>]*(\/>|>[\s\S]*?<\/\1>)/g, "") };
    }
  }
  const license = { title: "Apache 2.0", spdx: "Apache-2.0" };
  return {
    icons: { icons, width: 32, height: 32 },
    info: { name: "Carbon Pictograms", author: { name: "IBM" }, license },
  };
}

/** The other names of each pictogram. */
export async function carbonAliases(): Promise<Map<string, string[]>> {
  return new Map((await (metadata ??= readMetadata())).map(({ name, aliases }) => [name, aliases]));
}

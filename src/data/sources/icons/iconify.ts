import * as z from "zod";
import { UserError } from "../../../base/errors.ts";

const number = z.number().positive();
const iconSet = z.object({
  icons: z.record(
    z.string(),
    z.object({ body: z.string(), width: number.optional(), height: number.optional() }),
  ),
  width: number.optional(),
  height: number.optional(),
});
const iconSetInfo = z.object({
  name: z.string(),
  author: z.object({ name: z.string() }),
  license: z.object({ title: z.string(), spdx: z.string().optional() }),
  /** Whether the icons have colours of their own. */
  palette: z.boolean().optional(),
});

/** The part of an Iconify icon set that is read here. */
export type IconSet = z.infer<typeof iconSet>;
export type IconSetInfo = z.infer<typeof iconSetInfo>;

/**
 * Fetches the newest `@iconify-json/<set>` through npm. A process of its own does it, so that the set does not become
 * part of this project's lock file. Throws a UserError of kind "usage" for a bad name, "io" when it cannot be had.
 */
export async function installIconSet(set: string): Promise<{ icons: IconSet; info: IconSetInfo }> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(set)) {
    throw new UserError("usage", `"${set}" is no name of an icon set, such as "carbon" or "bi"`);
  }
  const read = (file: string) =>
    `(await import("npm:@iconify-json/${set}/${file}.json", { with: { type: "json" } })).default`;
  const script = `const set = { icons: ${read("icons")}, info: ${read("info")} };
    const bytes = new TextEncoder().encode(JSON.stringify(set));
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));`;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-lock", "--no-config", script],
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  if (!success) {
    const reason = /Error: (.*)/.exec(new TextDecoder().decode(stderr))?.[1] ??
      "no reason given";
    throw new UserError("io", `the icon set "${set}" cannot be had from npm: ${reason}`);
  }
  const parsed = z.object({ icons: iconSet, info: iconSetInfo }).safeParse(
    JSON.parse(new TextDecoder().decode(stdout)),
  );
  if (parsed.success) return parsed.data;
  throw new UserError(
    "corpus",
    `the icon set "${set}" is of another format: ${parsed.error.issues[0]?.message}`,
  );
}

/** Endings of names that tell the weight of a drawing, by the style that it has. */
const LINE = /-(outline|outlined|line|linear|light|thin|regular|stroke|stroked)$/;
const SOLID = /-(fill|filled|solid|bold|glyph|sharp|black)$/;
const ANY = /-(duotone|twotone|two-tone|round|rounded|broken|\d+px|\d+)$/;

/** Style and base name of an icon of a set that nobody has looked at. */
export function guessStyle(
  name: string,
  body: string,
  palette: boolean,
): { style: "line" | "solid" | "shaded"; base: string } | undefined {
  if (ANY.test(name)) return undefined;
  if (palette) return { style: "shaded", base: name };
  const line = LINE.test(name) || (!SOLID.test(name) && /stroke="(?!none)/.test(body));
  return { style: line ? "line" : "solid", base: name.replace(LINE, "").replace(SOLID, "") };
}

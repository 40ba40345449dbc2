/** Pictures as ASCII art. */
import * as z from "zod";
import { numberIn } from "../../base/check.ts";
import type { Field, Fields } from "../../base/fields.ts";
import { schemaOf } from "../../base/schema.ts";
import { IMAGE_FIELDS, type ImageSettings } from "../../operations/image/fields.ts";
import { MAX_PICTURE } from "../../operations/picture_file.ts";
import { FORMAT_FIELD, TYPES } from "../drawing/asking.ts";
import { Problem } from "../problem.ts";
import { type Route, route } from "../route.ts";
import { inFields } from "../told.ts";

const FIELDS = {
  ...IMAGE_FIELDS,
  width: { type: "integer", least: 1, most: IMAGE_FIELDS.width.most, text: "columns at most", usual: "80" },
  format: { ...FORMAT_FIELD, text: "what the answer is" },
} as const satisfies Fields;
const settings = schemaOf(FIELDS);
type Settings = z.infer<typeof settings>;

const PICTURES = ["png", "jpeg", "webp", "gif", "bmp", "tiff", "svg+xml"].map((type) => `image/${type}`);
const FORM = "multipart/form-data";
/** Bytes of a form beside those of the picture. */
const FORM_BYTES = 1 << 16;
/** Formats in which a drawing has colours of its own. */
const COLOURED = ["html", "svg", "png"];

const ImageDrawing = z.strictObject({
  style: z.string(),
  width: z.int(),
  height: z.int(),
  lines: z.array(z.string()),
  text: z.string(),
  notes: z.array(z.string()),
}).meta({ id: "ImageDrawing" });

const image = route({
  ...{ method: "POST", path: "/image", scope: "draw", tag: "drawing" },
  summary: "a picture as ASCII art: its bytes, or a form with a part picture and settings",
  query: settings,
  most: MAX_PICTURE + FORM_BYTES,
  accepts: [...PICTURES, "application/octet-stream", FORM],
  answers: {
    200: {
      text: "the drawing, in JSON or the format that was asked for",
      schema: ImageDrawing,
      also: ["text/plain", "text/markdown", "text/html", "image/svg+xml", "image/png"],
    },
  },
  async handle({ query, body, headers, client, services: { drawing }, signal }) {
    const { picture, ...given } = await contentOf(body, headers.get("content-type") ?? "", query);
    const { format, color, ...rest } = given.settings;
    if (picture.length === 0) throw new Problem(422, "the picture has no bytes");
    if (picture.length > MAX_PICTURE) {
      throw new Problem(413, `the picture has more than ${MAX_PICTURE} bytes`);
    }
    if (color && format !== "ansi" && !COLOURED.includes(format)) {
      throw new Problem(422, `color goes with the formats ansi, ${COLOURED.join(", ")}, not with ${format}`);
    }
    const how: ImageSettings = { ...rest, ...color && (format === "ansi" ? { depth: 24 } : { color }) };
    const art = await inFields(drawing.image(client, picture, how, signal));
    if (format === "json") {
      const { style, width, height, lines, text, notes } = art;
      return Response.json({ style, width, height, lines, text, notes });
    }
    // Colours of a terminal stand in the lines already.
    const written = how.depth === undefined ? format : "plain";
    const content = await drawing.render(client, written, [art], signal);
    return new Response(typeof content === "string" ? content : Uint8Array.from(content), {
      headers: { "content-type": TYPES[format] },
    });
  },
});

/** The picture and the settings of a request. Throws a Problem, 422. */
async function contentOf(
  body: unknown,
  type: string,
  query: Settings,
): Promise<{ picture: Uint8Array; settings: Settings }> {
  if (!(body instanceof Uint8Array)) throw new Problem(422, "the body holds no picture");
  if (!type.trimStart().toLowerCase().startsWith(FORM)) return { picture: body, settings: query };
  let form: FormData;
  try {
    form = await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData();
  } catch {
    throw new Problem(422, "the form is damaged");
  }
  const picture = form.get("picture");
  if (!(picture instanceof File)) throw new Problem(422, "the form has no part picture with a file");
  const values: Record<string, unknown> = {};
  for (const [name, value] of form) {
    if (name === "picture" || value === "") continue;
    const field = Object.hasOwn(FIELDS, name)
      ? Object.entries<Field>(FIELDS).find(([each]) => each === name)?.[1]
      : undefined;
    if (field === undefined || typeof value !== "string") {
      throw new Problem(422, "the form has an unknown part");
    }
    values[name] = valueOf(field, value);
  }
  const result = settings.safeParse({ ...query, ...values });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new Problem(422, `the form: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return { picture: new Uint8Array(await picture.arrayBuffer()), settings: result.data };
}

/** What a part of a form says; "on" is what browsers send for a box that is ticked. */
function valueOf(field: Field, text: string): unknown {
  if (field.type === "integer" || field.type === "number") return numberIn(text, field);
  if (field.type !== "switch") return text;
  return ["on", "true", "false"].includes(text) ? text !== "false" : text;
}

export const routes: Route[] = [image];

/** Pictures labelled by a model. */
import { checked } from "../base/check.ts";
import type { Context } from "../base/context.ts";
import { UserError } from "../base/errors.ts";
import type { Fields, Given } from "../base/fields.ts";
import { paceOf } from "../base/pace.ts";
import { readLabelBundle } from "../tasks/label/bundle.ts";
import { classify, openLabelSession } from "../tasks/label/classify.ts";
import { decodeFitted } from "../tasks/label/pictures/read.ts";
import { MODEL_FIELD } from "./fields.ts";
import { findModel } from "./models.ts";
import { readPictureFile } from "./picture_file.ts";

export const LABEL_FIELDS = {
  model: {
    ...MODEL_FIELD,
    text: "model that labels pictures: a name, a folder or a file of it",
    usual: "the only one that is found",
  },
  top: {
    type: "integer",
    least: 1,
    fallback: 3,
    text: "classes that are told of each picture, the likeliest first",
  },
} as const satisfies Fields;

/** What is to be labelled. */
export type LabelInput = Given<typeof LABEL_FIELDS> & {
  /** Files of pictures. */
  pictures: readonly string[];
  /** Where models are looked for (models.ts). */
  places?: readonly string[];
};

/** A picture, and the likeliest of its classes. */
export interface LabelledPicture {
  picture: string;
  classes: { label: string; probability: number }[];
}

export interface LabelResult {
  /** Folder of the model. */
  model: string;
  pictures: LabelledPicture[];
}

/** Pictures that are held at a time. */
const CHUNK = 256;

/** Labels pictures. Throws a UserError where there is no such model, or for a picture that cannot be read. */
export async function label(
  { pictures, places, ...input }: LabelInput,
  context: Context,
): Promise<LabelResult> {
  const { model, top } = checked(LABEL_FIELDS, input);
  if (pictures.length === 0) throw new UserError("usage", "name the pictures that are to be labelled");
  const path = await findModel(model, { task: "label", places });
  const session = await openLabelSession(await readLabelBundle(path));
  const pace = paceOf(context);
  try {
    const { labels } = session.labels;
    const labelled: LabelledPicture[] = [];
    for (let start = 0; start < pictures.length; start += CHUNK) {
      const files = pictures.slice(start, start + CHUNK);
      const pixels: Uint8Array[] = [];
      for (const file of files) {
        pixels.push(await decodeFitted(await readPictureFile(file), file, session.labels, context.log));
        await pace("pictures read", start + pixels.length, pictures.length);
      }
      for (const [i, logs] of (await classify(session, pixels)).entries()) {
        const classes = Array.from(
          logs,
          (log, number) => ({ label: labels[number]!, probability: Math.exp(log) }),
        )
          .sort((a, b) => b.probability - a.probability).slice(0, top);
        labelled.push({ picture: files[i]!, classes });
      }
    }
    return { model: path, pictures: labelled };
  } finally {
    await session.close();
  }
}

/** What a model that labels pictures is, besides its network: its classes, and how it looks at a picture. */
import * as z from "zod";
import { parseAs } from "../../base/schema.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { formOf } from "../../network/form.ts";
import type { Ports, SequenceState } from "../../network/ports.ts";

/** Classes at most. */
export const MAX_CLASSES = 1 << 14;
/** Positions of a picture at most: those that attention can look back. */
export const MAX_POSITIONS = 4096;

const looks = z.strictObject({
  /** The classes by name; their order is that of what the network predicts. */
  labels: z.array(z.string().min(1).max(200)).min(2).max(MAX_CLASSES),
  /** Pixels of the square that pictures are brought to, and of a patch. */
  side: z.int().min(4).max(256),
  patch: z.int().min(1).max(64),
  channels: z.literal([1, 3]),
  /** Of what was learned from, by channel, from 0 black to 255. */
  mean: z.array(z.number().min(0).max(255)),
  deviation: z.array(z.number().min(0.5).max(255)),
});

const modelSchema = looks.superRefine(({ labels, side, patch, channels, mean, deviation }, context) => {
  const fail = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (new Set(labels).size !== labels.length) fail("labels", "has a name twice");
  if (side % patch !== 0) fail("patch", `${patch} does not divide the side, ${side}`);
  if ((side / patch) ** 2 >= MAX_POSITIONS) fail("patch", `makes too many positions of ${side} by ${side}`);
  if (mean.length !== channels) fail("mean", `has ${mean.length} channels, not ${channels}`);
  if (deviation.length !== channels) fail("deviation", `has ${deviation.length} channels, not ${channels}`);
});

export type LabelModel = z.infer<typeof modelSchema>;

/** Reads what a file or a checkpoint says. Throws a UserError of kind "model" that begins with `name`. */
export const parseLabelModel = (value: unknown, name: string): LabelModel =>
  parseAs(modelSchema, value, "model", name);

type Sizes = Pick<LabelModel, "side" | "patch" | "channels">;

/** Positions of a picture: its patches, row by row, and one at which its class is told. */
export const positionsOf = ({ side, patch }: Pick<Sizes, "side" | "patch">): number =>
  (side / patch) ** 2 + 1;

/** Numbers of a picture. */
export const pixelsOf = ({ side, channels }: Pick<Sizes, "side" | "channels">): number =>
  side ** 2 * channels;

/** Rows of the table before those of places: a tied head takes the first ones as those of its classes. */
const rowsBefore = (labels: number, { form }: Pick<NetworkConfig, "form">): number =>
  formOf({ form }).tied ? labels : 0;

/** What the network is connected to: a row for each place, and the pixels of its patch. */
export function labelPorts(
  { labels, side, patch, channels }: Sizes & Pick<LabelModel, "labels">,
  network: Pick<NetworkConfig, "form">,
): Ports {
  return {
    rows: rowsBefore(labels.length, network) + positionsOf({ side, patch }),
    features: 1,
    field: patch ** 2 * channels,
    vocabulary: labels.length,
  };
}

/** How a picture is varied before it is looked at. */
export interface Variation {
  /** Pixels that it is moved to the right and down; what comes in is as what stood at the edge. */
  right: number;
  down: number;
  mirrored: boolean;
}
export const AS_IT_IS: Variation = { right: 0, down: 0, mirrored: false };

/**
 * Tells a network of a picture: its tokens are the places from 0 on. `pixels` are [side, side, channels], 0 to 255; a patch's
 * are told row by row, by how far they are from the mean, in standard deviations.
 */
export function pictureState(
  { side, patch, channels, mean, deviation }: Omit<LabelModel, "labels">,
  { rows }: Pick<Ports, "rows">,
  pixels: Uint8Array,
  { right, down, mirrored }: Variation = AS_IT_IS,
): SequenceState {
  const across = side / patch, positions = positionsOf({ side, patch });
  const within = (at: number) => Math.max(0, Math.min(side - 1, at));
  return {
    advance(token, indices, indexOffset, field, fieldOffset) {
      indices[indexOffset] = rows - positions + token;
      const left = token % across * patch, top = Math.floor(token / across) * patch;
      // The last position tells of no patch.
      if (top >= side) return;
      let at = fieldOffset;
      for (let y = top; y < top + patch; y++) {
        const row = within(y - down) * side;
        for (let x = left; x < left + patch; x++) {
          const column = within(x - right);
          const from = (row + (mirrored ? side - 1 - column : column)) * channels;
          for (let c = 0; c < channels; c++) field[at++] = (pixels[from + c]! - mean[c]!) / deviation[c]!;
        }
      }
    },
  };
}

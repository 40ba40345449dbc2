/** Labelled pictures as something to learn. */
import type { Random } from "../../base/random.ts";
import type { Sampled, Source } from "../../training/source.ts";
import type { Task } from "../../training/task.ts";
import type { NetworkConfig } from "../../network/config.ts";
import { AS_IT_IS, type LabelModel, labelPorts, pictureState, positionsOf, type Variation } from "./model.ts";
import { pixelsAt } from "./pictures/read.ts";

/** Which pictures are learned; arrays are in shared memory. */
export interface LabelPlan {
  model: LabelModel;
  network: NetworkConfig;
  pixels: Uint8Array<SharedArrayBuffer>;
  /** Class of each picture, by its number. */
  classes: Uint16Array<SharedArrayBuffer>;
  /** Pictures of either part, by their numbers. */
  train: Uint32Array<SharedArrayBuffer>;
  unseen: Uint32Array<SharedArrayBuffer>;
  /** How they are varied where they are learned. */
  shift: number;
  mirror: boolean;
}

/** A picture that was drawn, and how it is varied. */
interface Example extends Sampled, Variation {
  picture: number;
}

/** Places as the tokens of a picture. */
export const placesOf = (model: Pick<LabelModel, "side" | "patch">): number[] =>
  Array.from({ length: positionsOf(model) }, (_, place) => place);

const variation = ({ int }: Random, { shift, mirror }: Pick<LabelPlan, "shift" | "mirror">): Variation => ({
  right: int(2 * shift + 1) - shift,
  down: int(2 * shift + 1) - shift,
  mirrored: mirror && int(2) === 1,
});

export const labelTask: Task<LabelPlan> = {
  name: "label",
  unit: "picture",
  per: "picture",
  open(plan, part): Source<Example> {
    const { model, network, pixels, classes } = plan;
    const numbers = part === "unseen" ? plan.unseen : plan.train;
    const ports = labelPorts(model, network), places = placesOf(model);
    return {
      sample(rng) {
        const picture = numbers[rng.int(numbers.length)]!;
        // What is measured is as it is.
        const varied = part === "train" ? variation(rng, plan) : AS_IT_IS;
        return { picture, length: places.length, tokens: places.length, ...varied };
      },
      read: ({ picture, ...varied }) => ({
        tokens: places,
        targets: [classes[picture]!],
        state: pictureState(model, ports, pixelsAt({ ...model, pixels }, picture), varied),
        units: 1,
      }),
      [Symbol.dispose]() {},
    };
  },
};

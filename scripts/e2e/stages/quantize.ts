/** A model is rounded in every way, takes less room and predicts about as well. */
import { join } from "node:path";
import { type Scheme, SCHEMES } from "../../../src/bundle/quantisation.ts";
import type { Stage, Work } from "../stage.ts";
import { likeliest, sizeOf, unseenBits } from "./common.ts";

/** How many more bits a byte may take once a model is rounded, relative to what it took; tokens that it is judged by. */
const MORE: Readonly<Record<Scheme, number>> = {
  "int8-weight-only": 0.02,
  int8: 0.02,
  "dynamic-int8": 0.05,
  int4: 0.15,
};
const JUDGED = 4000;

export const quantize: Stage = {
  name: "quantize",
  about: "the text's model in 8 and 4 bits: sizes, and how much worse it predicts",
  async run(work) {
    const model = work.take("export", "text-float32"), text = work.take("data", "text");
    const whole = await sizeOf(join(model, "model.onnx")), bits = await unseenBits(work, model, text, JUDGED);
    work.note("float32: bytes, bits a byte", `${whole}, ${bits.toFixed(4)}`);
    const half = work.take("export", "text-float16");
    await judged(work, "float16", half, text, { bits, more: 0.002 });
    for (const scheme of SCHEMES) {
      const out = join(work.folder, scheme);
      await work.task("quantize", model, "--scheme", scheme, "--out", out);
      const share = await sizeOf(join(out, "model.onnx")) / whole;
      work.check(`${scheme}: size beside float32`, share.toFixed(3), "below 0.5", share < 0.5);
      await judged(work, scheme, out, text, { bits, more: MORE[scheme] });
      work.note(`${scheme} says`, JSON.stringify(await likeliest(work, out, "The model")));
      work.give(scheme, out);
    }
    const out = join(work.folder, "drawings-int8");
    await work.task("quantize", work.take("export", "drawings"), "--scheme", "int8", "--out", out);
    work.give("drawings-int8", out);
  },
};

async function judged(
  work: Work,
  name: string,
  model: string,
  text: string,
  { bits, more }: { bits: number; more: number },
): Promise<void> {
  const rounded = await unseenBits(work, model, text, JUDGED), change = rounded / bits - 1;
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  const measured = `${rounded.toFixed(4)}, ${percent(change)} more`;
  work.check(`${name}: bits a byte`, measured, `${percent(more)} more at most`, change <= more);
}
